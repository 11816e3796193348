using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Figures;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Visitor;

/// <summary><c>/buurt/{code}</c>: what happened in a neighbourhood, in tens only, how to join, and the fingerprint of its journal.</summary>
internal sealed class NeighbourhoodModel(IJournal journal, CommunityWriters writers, CommunityCards cards, LatelyFigures lately, IClock clock, Words words) : PageModel
{
    public CommunityCode Code { get; private set; }

    public CommunityCard Card { get; private set; } = null!;

    /// <summary>Null when there is nothing that everybody may see.</summary>
    public Lately? Lately { get; private set; }

    public string Month { get; private set; } = "";

    public Checkpoint Checkpoint { get; private set; } = null!;

    /// <summary>The community has made its figures public.</summary>
    public bool HasFigures { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancellationToken)
    {
        // Anyone may ask, so a code that nobody founded must not take memory.
        if (!Ledger.Accounts.Code.TryParse<CommunityCode>(code, out var community) || await journal.HeadAsync(community, cancellationToken) == 0) return NotFound();
        Code = community;
        var now = clock.GetCurrentInstant();
        (Checkpoint, HasFigures) =
            await writers.LookAsync(community, (state, tree) => (Checkpoint.Of(state.Code.Value, tree), state.Agreement.Publication is not null), cancellationToken);
        Card = await cards.FindAsync(community, cancellationToken);
        Lately = await lately.FindAsync(community, now, cancellationToken);
        if (Lately is { } told) Month = new FigureText(words, isPublished: true).Month(told.Month);
        return Page();
    }
}
