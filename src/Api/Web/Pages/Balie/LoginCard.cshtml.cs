using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Tags;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/persoon/{no}/kaart</c>: makes, prints, unlocks and revokes the login card of a member.</summary>
internal sealed class LoginCardModel(LoginCards cards, PersonVault vault, ReadLog log, CommunityWriters writers, IClock clock, Words words) : PageModel
{
    private static readonly ReasonCode Reason = new("login-card");

    private Dictionary<Instant, LocalDate> days = [];
    private LocalDate today;

    public AccountNumber Account { get; private set; }

    public string CommunityName { get; private set; } = "";

    /// <summary>Who it is for; looking at it is written down.</summary>
    public string Name { get; private set; } = "";

    public CardState? State { get; private set; }

    /// <summary>Just made, to be printed now.</summary>
    public PrintedCard? Made { get; private set; }

    [BindProperty]
    public MakeCardForm Form { get; set; } = new();

    private CurrentPerson Person => HttpContext.Features.Get<CurrentPerson>()!;

    private CancellationToken Stop => HttpContext.RequestAborted;

    public string Day(Instant moment) => words.Day(days[moment], today);

    public Task<IActionResult> OnGetAsync(string no) => ShowAsync(no);

    public async Task<IActionResult> OnPostAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var account)) return NotFound();
        var pin = Form.Pin?.Trim() is { Length: > 0 } chosen ? chosen : null;
        if (pin is not null && !CardSecrets.IsPin(pin)) ModelState.AddModelError("Form.Pin", "signin.card-pin-six");
        else if (pin is not null && CardSecrets.IsSimple(pin)) ModelState.AddModelError("Form.Pin", words.Why(EdgeProblems.PinTooSimple));
        if (!ModelState.IsValid) return await ShowAsync(no);
        if (!Guid.TryParse(Request.Form[CommandIdTag.FieldName], out var command) || command == Guid.Empty) return BadRequest();

        var (card, refusal) = await cards.MakeAsync(Person.Community, account, command, Person.ActorAs(Role.Coordinator), pin, Stop);
        if (refusal is Refusal.AccountUnknown) return NotFound();
        if (refusal is not null) ModelState.AddModelError("", words.Why(refusal));
        Made = card;
        return await ShowAsync(no);
    }

    public async Task<IActionResult> OnPostRevokeAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var account)) return NotFound();
        await cards.RevokeAsync(Person.Community, account, Stop);
        return Redirect($"/balie/persoon/{account}/kaart");
    }

    public async Task<IActionResult> OnPostUnlockAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var account)) return NotFound();
        await cards.UnlockAsync(Person.Community, account, Stop);
        return Redirect($"/balie/persoon/{account}/kaart");
    }

    private async Task<IActionResult> ShowAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var account)) return NotFound();
        Account = account;
        State = await cards.FindAsync(Person.Community, account, Stop);
        var moments = new[] { State?.MadeAt, State?.LastUsedAt }.OfType<Instant>().Distinct().ToList();
        (var isHere, today, days) = await writers.LookAsync(Person.Community, (state, _) => (state.Members.Contains(account) && state.Accounts[account].ClosedOn is null,
            state.Today(clock.GetCurrentInstant()), moments.ToDictionary(moment => moment, state.Today)), Stop);
        if (!isHere) return NotFound();
        await log.AddAsync(Person.Community, account, Person.ActorAs(Role.Coordinator), Reason, Stop);
        Name = (await vault.FindAsync(Person.Community, account, Stop))?.Name ?? "";
        CommunityName = await vault.CommunityNameAsync(Person.Community, Stop) ?? Person.Community.Value;
        return Page();
    }
}

/// <summary>A card to make.</summary>
internal sealed class MakeCardForm
{
    /// <summary>Six digits that the member chose; empty: one is made.</summary>
    public string? Pin { get; set; }
}
