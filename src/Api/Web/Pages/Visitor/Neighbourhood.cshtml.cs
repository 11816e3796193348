using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Exchanges;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Web.Pages.Visitor;

/// <summary><c>/buurt/{code}</c>: what happens in a neighbourhood, in counts only, how to join, and the fingerprint of its journal.</summary>
internal sealed class NeighbourhoodModel(IJournal journal, CommunityWriters writers, CommunityCards cards, NpgsqlDataSource database, IClock clock) : PageModel
{
    private const int LatelyDays = 28;

    public CommunityCode Code { get; private set; }

    public CommunityCard Card { get; private set; } = null!;

    public Lately Lately { get; private set; } = null!;

    public Checkpoint Checkpoint { get; private set; } = null!;

    /// <summary>The community has made its figures public.</summary>
    public bool HasFigures { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancellationToken)
    {
        // Anyone may ask, so a code that nobody founded must not take memory.
        if (!Ledger.Accounts.Code.TryParse<CommunityCode>(code, out var community) || await journal.HeadAsync(community, cancellationToken) == 0) return NotFound();
        Code = community;
        var now = clock.GetCurrentInstant();
        (Checkpoint, var today, HasFigures) =
            await writers.LookAsync(community, (state, tree) => (Checkpoint.Of(state.Code.Value, tree), state.Today(now), state.Agreement.Publication is not null), cancellationToken);
        Card = await cards.FindAsync(community, cancellationToken);
        Lately = await LatelyQuery.ReadAsync(database, community, today.PlusDays(-LatelyDays), cancellationToken);
        return Page();
    }
}
