using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Projections.Members;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member.Mine;

/// <summary><c>/mijn/volmacht</c>: who may act for me, for whom I may act, and how either ends.</summary>
internal sealed class ProxiesModel(PageCall call, PersonNames names, CommunityCards cards, Words words) : PageModel
{
    private const string Address = "/mijn/volmacht";

    private static readonly ReasonCode Reason = new("acting-for");

    public string CommunityName { get; private set; } = "";

    public LocalDate Today { get; private set; }

    /// <summary>Who may act for me, also from a later day on.</summary>
    public IReadOnlyList<ShownProxy> ForMe { get; private set; } = [];

    /// <summary>For whom I may act.</summary>
    public IReadOnlyList<ShownProxy> ForOthers { get; private set; } = [];

    public NeighbourPicker Picker { get; private set; } = null!;

    [BindProperty]
    public ProxyForm Form { get; set; } = new();

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>Somebody is looked up; what was filled in stays.</summary>
    public Task<IActionResult> OnPostSearchAsync()
    {
        ModelState.Clear();
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Code.TryParse<AccountNumber>(Form.Who, out var proxy)) ModelState.AddModelError("Form.Who", "proxy.who-missing");
        var until = Balie.DateField.Read(ModelState, "Form.Until", Form.Until);
        if (!ModelState.IsValid) return await ShowAsync();
        return await AskAsync(new GiveProxy(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, call.Account, proxy, ProxyKind.Proxy, From: null, until));
    }

    /// <summary>By the one for whom it was given, or by the one who acts; to anybody else it is not there.</summary>
    public async Task<IActionResult> OnPostEndAsync(string? member, string? proxy)
    {
        if (!Code.TryParse<AccountNumber>(member, out var principal) || !Code.TryParse<AccountNumber>(proxy, out var acting) || (principal != call.Account && acting != call.Account)) return NotFound();
        ModelState.Clear();
        return await AskAsync(new EndProxy(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, principal, acting));
    }

    private async Task<IActionResult> AskAsync(LedgerCommand command)
    {
        if ((await call.AskAsync(command)).Why is not { } why) return Redirect(Address);
        ModelState.AddModelError("", why);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        await call.CatchUpAsync();
        Today = await call.TodayAsync();
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        var proxies = (await OfficeQueries.ProxiesAsync(call.Database, call.Community, call.Account, call.Stop)).Where(proxy => proxy.Until is not { } last || Today <= last).ToList();
        var people = await names.ShowAsync(call.Community, [.. proxies.Select(OtherOf)], call.Person.ActorAs(Role.Member), Reason, call.Stop);
        ForMe = [.. proxies.Where(proxy => proxy.Member == call.Account).Select(Shown)];
        ForOthers = [.. proxies.Where(proxy => proxy.Proxy == call.Account).Select(Shown)];
        Picker = new NeighbourPicker("proxy.who", Form.Who, Form.Search, await Neighbours.OfAsync(call, names, Form.Who is { } who ? [who] : [], Form.Search), Nobody: null, Address + "?handler=Search");
        return Page();

        ShownProxy Shown(ProxyRow proxy) => new(proxy, people.GetValueOrDefault(OtherOf(proxy), words["people.former"]), proxy.From <= Today);
    }

    private AccountNumber OtherOf(ProxyRow proxy) => proxy.Member == call.Account ? proxy.Proxy : proxy.Member;
}

/// <summary>Who may act for whom, as one of the two sees it.</summary>
/// <param name="Row">The two, the ground and the days.</param>
/// <param name="Who">The name of the other one.</param>
/// <param name="Holds">Whether its first day has come.</param>
internal sealed record ShownProxy(ProxyRow Row, string Who, bool Holds);

/// <summary>What somebody fills in on <c>/mijn/volmacht</c>.</summary>
public sealed class ProxyForm
{
    /// <summary>An account number.</summary>
    public string? Who { get; set; }

    public string? Search { get; set; }

    /// <summary>ISO date of the last day; empty: until it is ended.</summary>
    public string? Until { get; set; }
}
