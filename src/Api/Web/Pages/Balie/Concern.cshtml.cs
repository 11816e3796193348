using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Signals;
using Buurthulp.Projections;
using Buurthulp.Projections.Signals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/signalen/{id}</c>: one concern. What it says opens only after a reason is given, which is written down with the concern.</summary>
internal sealed class ConcernModel(PageCall call, Desk desk, ReadLog log, ConcernsInWords concerns, Words words) : PageModel
{
    private static readonly string[] ReasonCodes = ["follow-up", "new-concern", "handover"];

    private DeskPeople people = null!;

    public LocalDate Today { get; private set; }

    public ConcernRow Row { get; private set; } = null!;

    /// <summary>What it says; null until somebody says why they read it.</summary>
    public ConcernText? Opened { get; private set; }

    public IReadOnlyList<(string Outcome, LocalDate On, string? Note)> Steps { get; private set; } = [];

    public IReadOnlyList<(string Who, string Why, LocalDate On)> Reads { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Reasons => [.. ReasonCodes.Select(code => new SelectListItem(words[$"deskconcern.reason-{code}"], code))];

    public IReadOnlyList<SelectListItem> Outcomes => [.. Enum.GetValues<ConcernOutcome>().Select(outcome => new SelectListItem(words[$"deskconcern.outcome-{EnumText.Of(outcome)}"], EnumText.Of(outcome)))];

    [BindProperty]
    public DeskConcernStepForm Form { get; set; } = new();

    public string NameOf(AccountNumber account) => people.NameOf(account);

    public async Task<IActionResult> OnGetAsync(Guid id) => await FindAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostReadAsync(Guid id)
    {
        if (!await FindAsync(id)) return NotFound();
        if (!ReasonCodes.Contains(Form.Reason)) return BadRequest();
        return await OpenedAsync(Form.Reason);
    }

    /// <summary>What was refused is shown again with all that was typed; that is reading it once more.</summary>
    public async Task<IActionResult> OnPostFollowUpAsync(Guid id)
    {
        if (!await FindAsync(id)) return NotFound();
        if (!Enum.GetValues<ConcernOutcome>().Any(one => EnumText.Of(one) == Form.Outcome)) return BadRequest();
        var asked = await concerns.FollowUpAsync(call, desk.Me, Row.Concern, EnumText.Parse<ConcernOutcome>(Form.Outcome), Form.Found);
        if (asked.Why is null) return Redirect("/balie/signalen");
        ModelState.AddModelError("", asked.Why);
        return await OpenedAsync("follow-up");
    }

    private async Task<bool> FindAsync(Guid id)
    {
        await call.CatchUpAsync();
        if (await ConcernQueries.FindAsync(call.Database, call.Community, new ConcernId(id), call.Stop) is not { } row) return false;
        (Row, Today) = (row, await call.TodayAsync());
        return true;
    }

    private async Task<IActionResult> OpenedAsync(string reason)
    {
        await log.AddAsync(call.Community, Row.Concern, desk.Me, new ReasonCode(reason), call.Stop);
        var vault = new ConcernTexts(call.Database);
        Opened = await vault.FindAsync(call.Community, Row.Concern, call.Stop) ?? new ConcernText(About: null, RaisedBy: null, Words: null, IsErased: true);
        var notes = await vault.NotesAsync(call.Community, Row.Concern, call.Stop);
        Steps = [.. Row.FollowUps.Select(step => (words[$"deskconcern.outcome-{EnumText.Of(step.Outcome)}"], step.On, notes.GetValueOrDefault(step.Entry)))];
        var reads = await log.OfAsync(call.Community, Row.Concern, call.Stop);
        var readers = reads.Select(read => Code.TryParse<AccountNumber>(read.Reader, out var number) ? number : (AccountNumber?)null).OfType<AccountNumber>();
        people = await desk.PeopleAsync(readers.Concat(new[] { Opened.About, Opened.RaisedBy }.OfType<AccountNumber>()));
        var days = await call.LookAsync(state => reads.Select(read => state.Today(Instant.FromDateTimeOffset(read.ReadAt))).ToList());
        Reads = [.. reads.Zip(days, (read, on) => (Code.TryParse<AccountNumber>(read.Reader, out var number) && people.Find(number) is { } person ? person.Name : words["deskconcern.coordinator"],
            words.TextOr($"deskconcern.reason-{read.Reason}"), on))];
        return Page();
    }
}

/// <summary>What a coordinator fills in on <c>/balie/signalen/{id}</c>.</summary>
public sealed class DeskConcernStepForm
{
    /// <summary>Why they read it, as a code.</summary>
    public string Reason { get; set; } = "follow-up";

    /// <summary>What came of it, as stored.</summary>
    public string Outcome { get; set; } = "watching";

    public string? Found { get; set; }
}
