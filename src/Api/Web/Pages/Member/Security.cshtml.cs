using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Api.Identity.Factors;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Writing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using PasskeyStore = Buurthulp.Api.Identity.Factors.Passkeys;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/mijn/beveiliging</c>: where somebody is signed in, and with what they sign in.</summary>
internal sealed class SecurityModel(SessionStore sessions, PasskeyStore passkeys, SecondFactor factor, LoginCards cards, PersonVault vault, CommunityWriters writers, IClock clock, Words words) : PageModel
{
    private const string Self = "/mijn/beveiliging";

    private Dictionary<Instant, LocalDate> days = [];
    private LocalDate today;

    public string CommunityName { get; private set; } = "";

    /// <summary>The session of this very request.</summary>
    public Guid Here => Person.Session.Id;

    public bool HasShown => Person.HasSecondFactor;

    public bool IsByCard => Person.Session.By == SignInMethod.Card;

    public bool MayChange => SecondFactor.MayChange(Person, State);

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public IReadOnlyList<OwnPasskey> Passkeys { get; private set; } = [];

    public FactorState State { get; private set; } = new(HasApp: false, Passkeys: 0, RecoveryCodes: 0);

    public CardState? Card { get; private set; }

    /// <summary>New codes, shown this once.</summary>
    public IReadOnlyList<string>? Recovery { get; private set; }

    private CurrentPerson Person => HttpContext.Features.Get<CurrentPerson>()!;

    private CancellationToken Stop => HttpContext.RequestAborted;

    /// <summary>The community's own day of a moment, in words.</summary>
    public string Day(Instant moment) => words.Day(days[moment], today);

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        await sessions.EndAsync(Person.Session.UserId, id, Stop);
        return Redirect(Self);
    }

    public async Task<IActionResult> OnPostEndOthersAsync()
    {
        await sessions.EndAllAsync(Person.Community, Person.Account, except: Here, Stop);
        return Redirect(Self);
    }

    public async Task<IActionResult> OnPostRemovePasskeyAsync(string id) =>
        await passkeys.RemoveAsync(Person, await factor.StateAsync(Person), id) ? Redirect(Self) : AskFirst();

    public async Task<IActionResult> OnPostRemoveAppAsync() => await factor.RemoveAppAsync(Person) ? Redirect(Self) : AskFirst();

    public async Task<IActionResult> OnPostRenewCodesAsync()
    {
        Recovery = await factor.RenewRecoveryCodesAsync(Person);
        return Recovery is null ? AskFirst() : await ShowAsync();
    }

    /// <summary>Somebody who lost their card makes it useless themselves; when they came in with it they are out.</summary>
    public async Task<IActionResult> OnPostRevokeCardAsync()
    {
        await cards.RevokeAsync(Person.Community, Person.Account, Stop);
        return Redirect(Self);
    }

    private RedirectResult AskFirst() => Redirect($"{PageAccess.SecondFactorPath}?{PageAccess.ReturnTo}={Self}");

    private async Task<IActionResult> ShowAsync()
    {
        State = await factor.StateAsync(Person);
        Sessions = await sessions.ListAsync(Person.Session.UserId, Stop);
        Passkeys = await passkeys.ListAsync(Person);
        Card = await cards.FindAsync(Person.Community, Person.Account, Stop);
        CommunityName = await vault.CommunityNameAsync(Person.Community, Stop) ?? Person.Community.Value;
        List<Instant> moments = [.. Sessions.Select(session => session.LastSeenAt), .. Passkeys.Select(passkey => passkey.CreatedAt)];
        if (Card is { } card) moments.Add(card.MadeAt);
        (today, days) = await writers.LookAsync(Person.Community, (state, _) => (state.Today(clock.GetCurrentInstant()), moments.Distinct().ToDictionary(moment => moment, state.Today)), Stop);
        return Page();
    }
}
