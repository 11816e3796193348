using System.Text;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/journaal/{position}</c>: one entry as it stands in the journal.</summary>
internal sealed class EntryModel(PageCall call, IJournal journal) : PageModel
{
    public EntryLine Line { get; private set; } = null!;

    public Guid Id { get; private set; }

    public string RecordedAt { get; private set; } = "";

    /// <summary>The leaf of what stands there now, in base64.</summary>
    public string Leaf { get; private set; } = "";

    /// <summary>What was recorded, as the leaf is made of it.</summary>
    public string Data { get; private set; } = "";

    /// <summary>False when the entry is no longer what its stored leaf was made of.</summary>
    public bool IsAsRecorded { get; private set; }

    public bool MayCorrect { get; private set; }

    public async Task<IActionResult> OnGetAsync(long position)
    {
        if (position < 1) return NotFound();
        await foreach (var entry in journal.ReadAsync(call.Community, position, limit: 1, call.Stop))
        {
            Line = (await EntryLine.AllAsync(call, [entry]))[0];
            var leaf = LeafHash.Of(entry);
            (Id, RecordedAt, Leaf, IsAsRecorded) = (entry.Id, LeafHash.FormatRecordedAt(entry.RecordedAt), leaf.ToBase64(), entry.Leaf is not { } stored || stored == leaf);
            Data = Encoding.UTF8.GetString(LeafHash.CanonicalBytes(entry));
            MayCorrect = CanBeUndone(entry.Event);
            return Page();
        }

        return NotFound();
    }

    private static bool CanBeUndone(LedgerEvent recorded) => recorded is ExchangeBooked or DiscountGiven or GiftMade or GrantGiven or OpeningBalanceBooked or LeavingBalanceSettled or CreditsSettled;
}
