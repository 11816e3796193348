using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/thuis</c>: what waits for me, the three things I come for, my hours and what happened lately.</summary>
internal sealed class HomeModel(PageCall call, PersonNames names, CommunityCards cards, OwnLines lines, Words words) : PageModel
{
    private const int MostWaiting = 20;
    private const int MostLines = 5;
    private const int MostComing = 5;
    private const int MostForMe = 200;

    private static readonly ReasonCode Reason = new("own-account");

    public string CommunityName { get; private set; } = "";

    public string? FirstName { get; private set; }

    public LocalDate Today { get; private set; }

    public long Balance { get; private set; }

    public Circle Circle { get; private set; } = new(0, 0);

    public IReadOnlyList<WaitingHelp> Waiting { get; private set; } = [];

    /// <summary>Requests in which it is my turn to say yes or no: what each says.</summary>
    public IReadOnlyList<(Guid Id, string What)> Answers { get; private set; } = [];

    /// <summary>Open requests of a kind that I like to help with.</summary>
    public int ForMe { get; private set; }

    /// <summary>For whom I may act.</summary>
    public IReadOnlyList<string> ActingForNames { get; private set; } = [];

    public IReadOnlyList<ActivityLine> Coming { get; private set; } = [];

    public IReadOnlyList<OwnLine> Lines { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        Today = await call.TodayAsync();
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        Balance = (await AccountQueries.FindAsync(call.Database, call.Community, call.Account, call.Stop))?.Balance ?? 0;
        Circle = await CircleQuery.ReadAsync(call.Database, call.Community, call.Account, call.Stop);
        List<(AccountNumber Receiver, ExchangeRow Row)> waiting = [];
        var others = await ActingFor.OthersAsync(call);
        foreach (var receiver in others.Prepend(call.Account))
        {
            var proposed = await ExchangeQueries.OfAccountAsync(call.Database, call.Community, receiver, ExchangeStatus.Proposed, MostWaiting, call.Stop);
            // A helper proposed it, so a receiver says yes; nobody says yes to their own help in the name of another.
            waiting.AddRange(proposed.Where(row => row.Receivers.Includes(receiver) && !row.Helpers.Includes(call.Account)).Select(row => (receiver, row)));
        }

        var requests = await RequestQueries.ListAsync(call.Database, call.Community, new RequestFilter(RequestStatus.Proposed, Involved: call.Account), MostWaiting, call.Stop);
        var myTurn = requests.Where(row => row.ProposedBy == Proposer.Helper ? row.Member == call.Account : row.Helper == call.Account).ToList();
        var shown = waiting.SelectMany(one => one.Row.Helpers.Select(helper => helper.Account).Append(one.Receiver)).Concat(myTurn.Select(OtherOf)).Concat(others).Append(call.Account);
        var people = await names.ShowAsync(call.Community, [.. shown], call.Person.ActorAs(Role.Member), Reason, call.Stop);
        Waiting = [.. waiting.DistinctBy(one => one.Row.Exchange).Select(one => new WaitingHelp(one.Row.Exchange, lines.Names(one.Row.Helpers, people), one.Row.Receivers.First(share => share.Account == one.Receiver).Minutes,
            one.Row.Category.Value, one.Row.HappenedOn, one.Receiver == call.Account ? null : people.GetValueOrDefault(one.Receiver, words["people.former"])))];
        Answers = [.. myTurn.Select(row => (row.Request.Value, words.Of(row.Member == call.Account ? "request.your-turn-asker" : "request.your-turn-helper", ("who", people.GetValueOrDefault(OtherOf(row), words["people.former"])))))];
        ActingForNames = [.. others.Select(other => people.GetValueOrDefault(other, words["people.former"]))];
        await AddNewsAsync();
        FirstName = people.GetValueOrDefault(call.Account)?.Split(' ')[0];
        Lines = await lines.ReadAsync(call, from: null, to: null, MostLines);
    }

    public Task<IActionResult> OnPostConfirmAsync(Guid exchange) => AnswerAsync(new ConfirmExchange(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, new ExchangeId(exchange)));

    public Task<IActionResult> OnPostDeclineAsync(Guid exchange) => AnswerAsync(new DeclineExchange(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, new ExchangeId(exchange)));

    private AccountNumber OtherOf(RequestRow row) => row.Member == call.Account ? row.Helper!.Value : row.Member;

    /// <summary>What fits my offers, and what is coming.</summary>
    private async Task AddNewsAsync()
    {
        var offered = (await OfferQueries.ListAsync(call.Database, call.Community, call.Account, category: null, MostForMe, call.Stop)).Select(offer => offer.Category).ToHashSet();
        if (offered.Count > 0)
        {
            var open = await RequestQueries.ListAsync(call.Database, call.Community, new RequestFilter(RequestStatus.Open), MostForMe, call.Stop);
            ForMe = open.Count(row => row.Member != call.Account && offered.Contains(row.Category));
        }

        Coming = await ActivityLine.OfAsync(call, words, [.. (await call.LookAsync(state => PlannedActivities.Of(state, Today))).Take(MostComing)]);
    }

    private async Task<IActionResult> AnswerAsync(LedgerCommand command)
    {
        if ((await call.AskAsync(command)).Why is not { } why) return RedirectToPage();
        ModelState.AddModelError("", why);
        await OnGetAsync();
        return Page();
    }
}

/// <summary>Help that somebody says they gave me, and that I have not answered yet.</summary>
/// <param name="Exchange">Its id.</param>
/// <param name="Who">The helpers' names.</param>
/// <param name="Minutes">My part.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="On">The day.</param>
/// <param name="For">The name of the one for whom I act; null when I was helped myself.</param>
internal sealed record WaitingHelp(ExchangeId Exchange, string Who, long Minutes, string Category, LocalDate On, string? For);
