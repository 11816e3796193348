using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Buurthulp.Api.Web.Pages.Member.Board;

/// <summary><c>/prikbord</c>: what I, and those for whom I act, ask or help with, and what is open; "iets voor mij" shows what fits my own offers.</summary>
internal sealed class BoardModel(PageCall call, CommunityCards cards, Words words) : PageModel
{
    private const int Most = 200;
    private const int AtATime = 20;

    public string CommunityName { get; private set; } = "";

    public IReadOnlyList<RequestCard> Mine { get; private set; } = [];

    public IReadOnlyList<RequestCard> Open { get; private set; } = [];

    public IReadOnlyList<string> Categories { get; private set; } = [];

    public IReadOnlyList<string> Neighbourhoods { get; private set; } = [];

    public string? Category { get; private set; }

    public string? Neighbourhood { get; private set; }

    public bool ForMe { get; private set; }

    public bool HasNoOffers { get; private set; }

    /// <summary>How many more are open than are shown.</summary>
    public int More { get; private set; }

    /// <summary>The address that shows the next ones too.</summary>
    public string MoreAddress { get; private set; } = "";

    public bool IsFiltered => ForMe || Category is not null || Neighbourhood is not null;

    public async Task OnGetAsync([FromQuery(Name = "soort")] string? category, [FromQuery(Name = "buurt")] string? neighbourhood, [FromQuery(Name = "voormij")] bool forMe, [FromQuery(Name = "aantal")] int shown = AtATime)
    {
        await call.CatchUpAsync();
        (Category, Neighbourhood, ForMe) = (string.IsNullOrEmpty(category) ? null : category, string.IsNullOrEmpty(neighbourhood) ? null : neighbourhood, forMe);
        (var today, Categories, Neighbourhoods) = await call.LookAsync(state => (state.Today(call.Now),
            (IReadOnlyList<string>)[.. state.Categories.Select(one => one.Value).Order(StringComparer.Ordinal)], (IReadOnlyList<string>)[.. state.Residents.Keys.Select(one => one.Value).Order(StringComparer.Ordinal)]));
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;

        IReadOnlyList<AccountNumber> people = [call.Account, .. await ActingFor.OthersAsync(call)];
        List<RequestRow> mine = [];
        foreach (var person in people) mine.AddRange(await RequestQueries.ListAsync(call.Database, call.Community, new RequestFilter(Involved: person, RunningSince: today.PlusDays(-RequestCard.RunningDays)), Most, call.Stop));
        Mine = await RequestCard.OfAsync(call, words, today, [.. mine.DistinctBy(row => row.Request)]);
        var filter = new RequestFilter(RequestStatus.Open, Code.TryParse<CategoryCode>(Category, out var kind) ? kind : null, Code.TryParse<NeighbourhoodCode>(Neighbourhood, out var place) ? place : null);
        var open = (await RequestQueries.ListAsync(call.Database, call.Community, filter, Most, call.Stop)).Where(row => !people.Contains(row.Member));
        if (forMe)
        {
            var offered = (await OfferQueries.ListAsync(call.Database, call.Community, call.Account, category: null, Most, call.Stop)).Select(offer => offer.Category).ToHashSet();
            HasNoOffers = offered.Count == 0;
            open = open.Where(row => offered.Contains(row.Category));
        }

        var all = open.ToList();
        shown = Math.Clamp(shown, AtATime, Most);
        More = Math.Max(0, all.Count - shown);
        MoreAddress = QueryHelpers.AddQueryString("/prikbord", new Dictionary<string, string?> { ["soort"] = Category, ["buurt"] = Neighbourhood, ["voormij"] = forMe ? "true" : null, ["aantal"] = $"{shown + AtATime}" });
        Open = await RequestCard.OfAsync(call, words, today, [.. all.Take(shown)]);
    }
}
