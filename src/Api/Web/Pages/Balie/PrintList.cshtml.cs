using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Pages.Member.Board;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Matching;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/afdrukken/lijst</c>: what is open, by neighbourhood, for the notice board. Nothing that people wrote is on it: it may name somebody.</summary>
internal sealed class PrintListModel(PageCall call, CommunityCards cards, Words words) : PageModel
{
    private const int Most = 200;

    public LocalDate Today { get; private set; }

    public CommunityCard Card { get; private set; } = null!;

    /// <summary>By neighbourhood; null is anywhere.</summary>
    public IReadOnlyList<(string? Place, IReadOnlyList<(string Category, string When)> Requests)> Places { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        Today = await call.TodayAsync();
        Card = await cards.FindAsync(call.Community, call.Stop);
        var rows = await RequestQueries.ListAsync(call.Database, call.Community, new RequestFilter(RequestStatus.Open), Most, call.Stop);
        Places = [.. rows.GroupBy(row => row.Wishes.Neighbourhood?.Value).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<(string, string)>)[.. group.Select(row => (row.Category.Value, RequestCard.WhenOf(row, words, Today)))]))];
    }
}
