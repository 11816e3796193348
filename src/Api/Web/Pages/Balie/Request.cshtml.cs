using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/vraag/{id}</c>: one request, whom to call for it, and everything the desk can do with it.</summary>
internal sealed class RequestModel(PageCall call, Desk desk, CommunityWriters writers, AskingInWords asking, Words words) : PageModel
{
    /// <summary>What people answer when they are asked how it went.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["well", "partly", "not-happened", "no-answer"];

    public LocalDate Today { get; private set; }

    public DeskRequest Line { get; private set; } = null!;

    public bool NotFromMyStreet { get; private set; }

    /// <summary>Who is proposed or matched; null for who is not in the vault.</summary>
    public FoundPerson? Helper { get; private set; }

    public string? Organisation { get; private set; }

    public string? StopReason { get; private set; }

    /// <summary>When somebody asked how it went, and what they heard.</summary>
    public string? Heard { get; private set; }

    public int Booked { get; private set; }

    /// <summary>The days of a roster, with who helps.</summary>
    public IReadOnlyList<(LocalDate On, string? Who)> Days { get; private set; } = [];

    /// <summary>Days of the roster to come on which nobody helps yet.</summary>
    public IReadOnlyList<SelectListItem> OpenDays { get; private set; } = [];

    public bool MayPropose { get; private set; }

    public bool MayBook { get; private set; }

    public bool MayFollowUp { get; private set; }

    /// <summary>The helper answered by themselves; the one who asks says yes or no.</summary>
    public bool WaitsForAsker { get; private set; }

    /// <summary>Whom to call, in this order.</summary>
    public IReadOnlyList<DeskSuggestion> Suggested { get; private set; } = [];

    /// <summary>Somebody else than those suggested.</summary>
    public WhoPicker Other { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Lengths { get; private set; } = [];

    [BindProperty]
    public DeskRequestForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        await call.CatchUpAsync();
        if (await RequestQueries.FindAsync(call.Database, call.Community, new RequestId(id), call.Stop) is not { } row) return NotFound();
        Today = await call.TodayAsync();
        Line = (await DeskRequest.OfAsync(call, desk, words, Today, [row]))[0];
        (NotFromMyStreet, Organisation, Booked) = (row.Wishes.NotFromMyStreet == true, row.Organisation?.Value, row.Exchanges.Count);
        MayPropose = row is { Status: RequestStatus.Open, Dates.Count: 0 };
        MayBook = row.Status == RequestStatus.Matched || row.Dates.Any(day => day.Helper is not null);
        MayFollowUp = row.Status is RequestStatus.Matched or RequestStatus.Referred or RequestStatus.Stopped || row.Dates.Count > 0;
        WaitsForAsker = row.ProposedBy == Proposer.Helper;
        if (row.FollowedUpOn is { } on) Heard = $"{words.Day(on, Today)}: {words.TextOr($"deskrequest.outcome-{row.Outcome}")}";
        if (row.Status == RequestStatus.Stopped) StopReason = (await new RequestTexts(call.Database).FindAsync(call.Community, [id], TextKind.Stopped, call.Stop)).GetValueOrDefault(id);
        Form.On ??= NodaTime.Text.LocalDatePattern.Iso.Format(Today);
        Lengths = desk.Lengths();
        await AddPeopleAsync(row);
        return Page();
    }

    public Task<IActionResult> OnPostSearchAsync(Guid id)
    {
        ModelState.Clear();
        return OnGetAsync(id);
    }

    public Task<IActionResult> OnPostProposeAsync(Guid id, string? helper) =>
        Code.TryParse<AccountNumber>(helper, out var number) ? DoAsync(id, new ProposeHelper(call.CommandId, desk.Me, call.Now, new RequestId(id), number)) : WrongAsync(id, "deskask.who-missing");

    /// <summary>Somebody said yes by phone: the one named, the one chosen, or the one who is proposed.</summary>
    public Task<IActionResult> OnPostAgreeAsync(Guid id, string? helper)
    {
        var named = WhoPicker.Numbers(helper is null ? Form.Who : [helper]);
        var isSearched = Request.Form.ContainsKey("Form.WhoSearch");
        return named.Count == 0 && isSearched ? WrongAsync(id, "deskask.who-missing")
            : DoAsync(id, new AgreeMatch(call.CommandId, desk.Me, call.Now, new RequestId(id), named.Count == 0 ? null : named[0]));
    }

    public Task<IActionResult> OnPostDeclineAsync(Guid id) => DoAsync(id, new DeclineProposal(call.CommandId, desk.Me, call.Now, new RequestId(id)));

    public Task<IActionResult> OnPostHandBackAsync(Guid id) => DoAsync(id, new HandBackMatch(call.CommandId, desk.Me, call.Now, new RequestId(id)));

    public Task<IActionResult> OnPostExpireAsync(Guid id) => DoAsync(id, new ExpireRequest(call.CommandId, desk.Me, call.Now, new RequestId(id)));

    public Task<IActionResult> OnPostReferAsync(Guid id)
    {
        var to = Form.Organisation?.Trim().ToLowerInvariant().Replace(' ', '-');
        if (string.IsNullOrEmpty(to)) return DoAsync(id, new ReferRequest(call.CommandId, desk.Me, call.Now, new RequestId(id)));
        if (Code.TryParse<OrganisationCode>(to, out var organisation)) return DoAsync(id, new ReferRequest(call.CommandId, desk.Me, call.Now, new RequestId(id), ReferredOn: null, organisation));
        return WrongAsync(id, "form.unreadable", "Form.Organisation");
    }

    public async Task<IActionResult> OnPostStopAsync(Guid id) =>
        await AnswerAsync(id, await asking.AskAsync(call, new StopRequest(call.CommandId, desk.Me, call.Now, new RequestId(id)), Form.Reason, new RequestText(id, TextKind.Stopped, Account: null, "")));

    public Task<IActionResult> OnPostFollowUpAsync(Guid id, string? outcome) =>
        Outcomes.Contains(outcome) ? DoAsync(id, new FollowUpRequest(call.CommandId, desk.Me, call.Now, new RequestId(id), new OutcomeCode(outcome!))) : WrongAsync(id, "form.unreadable");

    /// <summary>Somebody who called takes a day of the roster.</summary>
    public Task<IActionResult> OnPostTakeDayAsync(Guid id)
    {
        if (DateField.Read(ModelState, "Form.Day", Form.Day) is not { } day) return OnGetAsync(id);
        var named = WhoPicker.Numbers(Form.Who);
        return named.Count == 0 ? WrongAsync(id, "deskask.who-missing") : DoAsync(id, new TakeRosterDate(call.CommandId, desk.Me, call.Now, new RequestId(id), day, named[0]));
    }

    public Task<IActionResult> OnPostGiveBackDayAsync(Guid id, string? day) =>
        DateField.Read(ModelState, "Form.Day", day) is { } on ? DoAsync(id, new GiveBackRosterDate(call.CommandId, desk.Me, call.Now, new RequestId(id), on)) : OnGetAsync(id);

    public Task<IActionResult> OnPostBookAsync(Guid id)
    {
        var on = DateField.Read(ModelState, "Form.On", Form.On);
        if (on is null && ModelState.IsValid) ModelState.AddModelError("Form.On", "record.date-missing");
        return on is { } day && ModelState.IsValid ? DoAsync(id, new BookRequest(call.CommandId, desk.Me, call.Now, new RequestId(id), Form.Minutes, day, Channel.Phone)) : OnGetAsync(id);
    }

    private async Task<IActionResult> DoAsync(Guid id, LedgerCommand command) => await AnswerAsync(id, await call.AskAsync(command));

    private async Task<IActionResult> AnswerAsync(Guid id, Asked asked)
    {
        if (asked.Why is null) return RedirectToPage(new { id });
        ModelState.AddModelError("", asked.Why);
        return await OnGetAsync(id);
    }

    private Task<IActionResult> WrongAsync(Guid id, string text, string field = "Form.Who")
    {
        ModelState.AddModelError(field, text);
        return OnGetAsync(id);
    }

    /// <summary>One question for everybody whose name or phone is on the page.</summary>
    private async Task AddPeopleAsync(RequestRow row)
    {
        var suggested = MayPropose ? await SuggestionSearch.ForAsync(call.Database, writers, call.Community, row, call.Now, call.Stop) : [];
        var days = row.Dates.Select(day => day.Helper).OfType<AccountNumber>();
        var people = await desk.PeopleAsync(suggested.Select(one => one.Helper).Concat(days).Concat(new[] { row.Helper }.OfType<AccountNumber>()));
        Helper = people.Find(row.Helper);
        Days = [.. row.Dates.Select(day => (day.On, day.Helper is { } helper ? people.NameOf(helper) : null))];
        Suggested = [.. suggested.Select(one => new DeskSuggestion(one.Helper.Value, people.NameOf(one.Helper), people.Find(one.Helper)?.Phone, [.. one.Reasons.Select(reason => SuggestionWords.Of(reason, words.Language))]))];
        if (row.Status == RequestStatus.Open) OpenDays = [.. row.Dates.Where(day => day.Helper is null && day.On >= Today).Select(day => new SelectListItem(words.Day(day.On, Today), NodaTime.Text.LocalDatePattern.Iso.Format(day.On)))];
        if (MayPropose || OpenDays.Count > 0) Other = await WhoPicker.OfAsync(desk, "Form.Who", "deskrequest.other", isOne: true, Form.Who, Form.WhoSearch, $"/balie/vraag/{row.Request}?handler=Search");
    }
}

/// <summary>Somebody to call.</summary>
/// <param name="Account">Their number.</param>
/// <param name="Name">As they are called.</param>
/// <param name="Phone">Null when nobody knows it.</param>
/// <param name="Reasons">Why, in sentences.</param>
internal sealed record DeskSuggestion(string Account, string Name, string? Phone, IReadOnlyList<string> Reasons);

/// <summary>What a coordinator fills in on <c>/balie/vraag/{id}</c>.</summary>
public sealed class DeskRequestForm
{
    /// <summary>One account number.</summary>
    public List<string> Who { get; set; } = [];

    public string? WhoSearch { get; set; }

    public int Minutes { get; set; } = 60;

    /// <summary>ISO date.</summary>
    public string? On { get; set; }

    /// <summary>ISO date of a day of the roster.</summary>
    public string? Day { get; set; }

    public string? Organisation { get; set; }

    public string? Reason { get; set; }
}
