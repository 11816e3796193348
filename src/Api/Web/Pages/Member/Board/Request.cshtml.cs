using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member.Board;

/// <summary><c>/prikbord/{id}</c>: one request and what I can do with it: answer, say yes or no, hand back, take it back, or take a day of a roster.</summary>
internal sealed class RequestModel(PageCall call, PersonNames names, CommunityCards cards, Words words) : PageModel
{
    private static readonly ReasonCode Reason = new("matched-with");

    public string CommunityName { get; private set; } = "";

    public LocalDate Today { get; private set; }

    public RequestCard Card { get; private set; } = null!;

    /// <summary>Who it is with, once both know each other, and what happens next.</summary>
    public string? Explanation { get; private set; }

    public IReadOnlyList<RosterLine> Days { get; private set; } = [];

    /// <summary>Names of handlers; the one that people most likely came for is the main one.</summary>
    public IReadOnlyList<(string Act, bool IsMain)> Acts { get; private set; } = [];

    public bool MayRecord { get; private set; }

    /// <summary>For whom I act in it; null when I am in it myself, or nobody of mine is.</summary>
    public string? ForOther { get; private set; }

    /// <summary>The other one in the match.</summary>
    public AccountNumber? Other { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        await call.CatchUpAsync();
        var row = await RequestQueries.FindAsync(call.Database, call.Community, new RequestId(id), call.Stop);
        // What is open stands on the board for everybody; anything else is for those in it.
        if (row is null || (await MineAsync(row) is var mine && row.Status != RequestStatus.Open && mine.Count == 0)) return NotFound();
        Today = await call.TodayAsync();
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        Card = (await RequestCard.OfAsync(call, words, Today, [row]))[0];
        // Who is in it themselves comes before whom they act for.
        var isMine = mine.Contains(row.Member) && row.Helper != call.Account;
        Other = mine.Count > 0 ? (isMine ? row.Helper : row.Member) : null;
        var spokenFor = mine.Contains(call.Account) ? null : mine.Cast<AccountNumber?>().FirstOrDefault();
        var known = mine.Count > 0
            ? await names.ShowAsync(call.Community, [.. new[] { Other, spokenFor }.OfType<AccountNumber>().Concat(row.Dates.Select(day => day.Helper).OfType<AccountNumber>())], call.Person.ActorAs(Role.Member), Reason, call.Stop)
            : new Dictionary<AccountNumber, string>();
        Acts = ActsFor(row, isMine);
        MayRecord = row.Status == RequestStatus.Matched && Other is not null;
        Explanation = Explain(row, isMine, Other is { } other ? known.GetValueOrDefault(other, words["people.former"]) : null);
        if (spokenFor is { } whom) ForOther = words.Of("request.for-other", ("who", known.GetValueOrDefault(whom, words["people.former"])));
        Days = [.. row.Dates.Select(day => new RosterLine(day.On, day.Helper is not null,
            day.Helper is { } helper && mine.Count > 0 ? (helper == call.Account ? words["people.you"] : known.GetValueOrDefault(helper, words["people.former"])) : null,
            day.Helper is null && !isMine && row.Status == RequestStatus.Open ? "Take" : day.Helper is { } cook && mine.Contains(cook) ? "GiveBack" : null))];
        return Page();
    }

    public Task<IActionResult> OnPostHelpAsync(Guid id) => DoAsync(id, new ProposeHelper(call.CommandId, Me, call.Now, new RequestId(id), call.Account));

    public Task<IActionResult> OnPostAgreeAsync(Guid id) => DoAsync(id, new AgreeMatch(call.CommandId, Me, call.Now, new RequestId(id)));

    public Task<IActionResult> OnPostDeclineAsync(Guid id) => DoAsync(id, new DeclineProposal(call.CommandId, Me, call.Now, new RequestId(id)));

    public Task<IActionResult> OnPostHandBackAsync(Guid id) => DoAsync(id, new HandBackMatch(call.CommandId, Me, call.Now, new RequestId(id)));

    public Task<IActionResult> OnPostWithdrawAsync(Guid id) => DoAsync(id, new WithdrawRequest(call.CommandId, Me, call.Now, new RequestId(id)));

    public async Task<IActionResult> OnPostTakeAsync(Guid id, string on) =>
        Day(on) is { } day ? await DoAsync(id, new TakeRosterDate(call.CommandId, Me, call.Now, new RequestId(id), day, call.Account)) : BadRequest();

    public async Task<IActionResult> OnPostGiveBackAsync(Guid id, string on) =>
        Day(on) is { } day ? await DoAsync(id, new GiveBackRosterDate(call.CommandId, Me, call.Now, new RequestId(id), day)) : BadRequest();

    /// <summary>Who of me and those for whom I act is in the request.</summary>
    private async Task<IReadOnlyList<AccountNumber>> MineAsync(RequestRow row) => [.. (await ActingFor.OthersAsync(call)).Prepend(call.Account).Where(row.Involves)];

    /// <summary>Whoever asked stays with their request, which is open again and may be taken back.</summary>
    private async Task<bool> IsMineAsync(Guid id) =>
        await RequestQueries.FindAsync(call.Database, call.Community, new RequestId(id), call.Stop) is { } row && (await MineAsync(row)).Contains(row.Member);

    private Actor Me => call.Person.ActorAs(Role.Member);

    private static LocalDate? Day(string? text) => LedgerDays.Read(text);

    private async Task<IActionResult> DoAsync(Guid id, LedgerCommand command)
    {
        var asked = await call.AskAsync(command);
        if (asked.Why is null) return command is DeclineProposal or WithdrawRequest || (command is HandBackMatch && !await IsMineAsync(id)) ? Redirect("/prikbord") : RedirectToPage(new { id });
        ModelState.AddModelError("", asked.Why);
        return await OnGetAsync(id);
    }

    private static IReadOnlyList<(string Act, bool IsMain)> ActsFor(RequestRow row, bool isMine)
    {
        if (row.Dates.Count > 0) return isMine && row.Status == RequestStatus.Open ? [("Withdraw", false)] : [];
        return row.Status switch
        {
            RequestStatus.Open => isMine ? [("Withdraw", false)] : [("Help", true)],
            RequestStatus.Proposed => IsMyTurn(row, isMine) ? [("Agree", true), ("Decline", false)] : isMine ? [("Decline", false), ("Withdraw", false)] : [("Decline", false)],
            RequestStatus.Matched when row.Exchanges.Count > 0 => [],
            RequestStatus.Matched => [("HandBack", false)],
            _ => [],
        };
    }

    private static bool IsMyTurn(RequestRow row, bool isMine) => row.ProposedBy == Proposer.Helper ? isMine : !isMine;

    private string? Explain(RequestRow row, bool isMine, string? other) => row.Status switch
    {
        RequestStatus.Open when isMine => words["request.open-mine"],
        RequestStatus.Proposed when IsMyTurn(row, isMine) && other is not null => words.Of(isMine ? "request.your-turn-asker" : "request.your-turn-helper", ("who", other)),
        RequestStatus.Proposed => words["request.waits"],
        RequestStatus.Matched when other is not null => words.Of(isMine ? "request.matched-asker" : "request.matched-helper", ("who", other)),
        _ => null,
    };
}

/// <summary>A day of a roster.</summary>
/// <param name="On">The day.</param>
/// <param name="IsTaken">Somebody will help.</param>
/// <param name="Who">Who, for those in the roster.</param>
/// <param name="Act">The handler that I can call for this day.</param>
internal sealed record RosterLine(LocalDate On, bool IsTaken, string? Who, string? Act);
