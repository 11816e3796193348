using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Pages.Balie;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Shops;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/rekeningen/verrekeningen</c>: what sponsors took over from shops, on the page and as a table to take along.</summary>
internal sealed class SettlementsModel(PageCall call, PersonVault vault, Words words) : PageModel
{
    public string? From { get; private set; }

    public string? To { get; private set; }

    /// <summary>The entry that was booked just now.</summary>
    public long? Done { get; private set; }

    public IReadOnlyList<SettlementRow> Rows { get; private set; } = [];

    /// <summary>Names of shops and sponsors; none of them is a person.</summary>
    public IReadOnlyDictionary<AccountNumber, string> Names { get; private set; } = new Dictionary<AccountNumber, string>();

    /// <summary>What stands of the rows, together.</summary>
    public long Minutes => Rows.Where(row => row.UndoneOn is null).Sum(row => row.Minutes);

    public long PaidCents => Rows.Where(row => row.UndoneOn is null).Sum(row => row.PaidCents);

    public async Task OnGetAsync(string? van, string? tot, long? klaar)
    {
        Done = klaar;
        await ReadAsync(van, tot);
    }

    public async Task<IActionResult> OnGetCsvAsync(string? van, string? tot)
    {
        await ReadAsync(van, tot);
        if (!ModelState.IsValid) return Page();
        var csv = new CsvDownload();
        csv.Add(words["settle.csv-booked"], words["settle.csv-shop"], words["settle.csv-sponsor"], words["settle.csv-from"], words["settle.csv-through"], words["settle.csv-minutes"], words["settle.csv-cents"],
            words["settle.csv-entry"], words["settle.csv-undone"]);
        foreach (var row in Rows) csv.Add(row.SettledOn, row.Shop.Value, row.Sponsor.Value, row.From, row.Through, row.Minutes, row.PaidCents, row.Position, row.UndoneOn);
        return File(csv.ToBytes(), "text/csv; charset=utf-8", $"{call.Community}-{words["settle.csv-name"]}.csv");
    }

    /// <summary>The number, and the name where there is one.</summary>
    public string NameOf(AccountNumber account) => Names.TryGetValue(account, out var name) ? $"{name} ({account})" : account.Value;

    private async Task ReadAsync(string? van, string? tot)
    {
        (From, To) = (van, tot);
        var (first, last) = (DateField.Read(ModelState, nameof(From), van), DateField.Read(ModelState, nameof(To), tot));
        await call.CatchUpAsync();
        Rows = await ShopQueries.SettlementsAsync(call.Database, call.Community, shop: null, first, last, call.Stop);
        Names = await vault.NamesOfGroupsAsync(call.Community, [.. Rows.SelectMany(row => new[] { row.Shop, row.Sponsor }).Distinct()], call.Stop);
    }
}
