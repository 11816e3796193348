using Buurthulp.Api.Http.Journal;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Exchanges;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/mijn/uren/bewijs/{id}</c>: that an exchange which somebody was in stands in the journal; to look at, and as a file to keep.</summary>
internal sealed class ReceiptModel(PageCall call, CommunityCards cards, Receipts receipts) : PageModel
{
    public Guid Id { get; private set; }

    public string CommunityName { get; private set; } = "";

    public LocalDate HappenedOn { get; private set; }

    /// <summary>Null when the entry is no longer what was recorded.</summary>
    public ReceiptAnswer? Receipt { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await ExchangeAsync(id) is not { } exchange) return NotFound();
        (Id, HappenedOn) = (id, exchange.HappenedOn);
        Receipt = await receipts.MakeAsync(call.Community, exchange, size: null, call.Stop);
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        return Page();
    }

    /// <summary>The file, as docs/verify.md describes it; for the checkpoint of a size when one was asked for.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid id, [FromQuery(Name = "omvang")] long? size)
    {
        if (await ExchangeAsync(id) is not { } exchange || size < exchange.BookedPosition) return NotFound();
        return await receipts.MakeAsync(call.Community, exchange, size, call.Stop) is { } receipt
            ? File(ProofFiles.Of(receipt), "application/json", $"{call.Community}-{exchange.BookedPosition}-{receipt.Size}.json")
            : Redirect($"/mijn/uren/bewijs/{id}");
    }

    private async Task<ExchangeRow?> ExchangeAsync(Guid id)
    {
        await call.CatchUpAsync();
        var exchange = await ExchangeQueries.FindAsync(call.Database, call.Community, new ExchangeId(id), call.Stop);
        return exchange?.Involves(call.Account) == true ? exchange : null;
    }
}
