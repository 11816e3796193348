using System.Text.RegularExpressions;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Pages.Member.Board;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Matching;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/afdrukken/vragen</c>: what is open, by street, for somebody who reads the board on paper. As the board: what is asked, and not who asks; a street without its house numbers.</summary>
internal sealed partial class PrintStreetsModel(PageCall call, Desk desk, CommunityCards cards, Words words) : PageModel
{
    private const int Most = 200;

    public LocalDate Today { get; private set; }

    public CommunityCard Card { get; private set; } = null!;

    /// <summary>By street; null, the last, is a street that nobody knows.</summary>
    public IReadOnlyList<(string? Street, IReadOnlyList<RequestCard> Requests)> Streets { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        Today = await call.TodayAsync();
        Card = await cards.FindAsync(call.Community, call.Stop);
        var rows = await RequestQueries.ListAsync(call.Database, call.Community, new RequestFilter(RequestStatus.Open), Most, call.Stop);
        var people = await desk.PeopleAsync(rows.Select(row => row.Member));
        var asked = rows.Zip(await RequestCard.OfAsync(call, words, Today, rows), (row, card) => (Street: StreetOf(people.Find(row.Member)?.Street), card));
        Streets = [.. asked.GroupBy(one => one.Street, one => one.card).OrderBy(group => group.Key is null).ThenBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
            .Select(group => (group.Key, (IReadOnlyList<RequestCard>)[.. group]))];
    }

    /// <summary>"Molenlaan 12 bis" as "Molenlaan".</summary>
    internal static string? StreetOf(string? address) => address is null || HouseNumber.Replace(address.Trim(), "") is not { Length: > 0 } street ? null : street;

    [GeneratedRegex(@"[\s,]+\d.*$", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HouseNumber { get; }
}
