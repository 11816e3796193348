using Buurthulp.Api.Identity.Factors;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Projections;
using Buurthulp.Projections.Members;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer/rollen</c>: who holds which office and whether they have a second factor; gives and takes offices.</summary>
internal sealed class RolesModel(PageCall call, Administration administration, PersonNames names, FactorStates factors, Words words) : PageModel
{
    public static readonly IReadOnlyList<Role> Offices = [Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin];

    /// <summary>In order of their name.</summary>
    public IReadOnlyList<Holder> Holders { get; private set; } = [];

    /// <summary>Members whose name was looked for; null before anything was.</summary>
    public IReadOnlyList<(AccountNumber Account, string Name)>? Found { get; private set; }

    [BindProperty]
    public RoleForm Form { get; set; } = new();

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        var roles = (await OfficeQueries.RolesAsync(call.Database, call.Community, account: null, call.Stop)).GroupBy(role => role.Account).ToList();
        var accounts = roles.ConvertAll(holder => holder.Key);
        var known = await names.ShowAsync(call.Community, accounts, administration.Me, Administration.Reason, call.Stop);
        var withFactor = await factors.OfAsync(call.Community, accounts, call.Stop);
        var paused = await call.LookAsync(state => accounts.Where(account => state.Members[account].PausedOn is not null).ToHashSet());
        Holders = [.. roles.Select(holder => new Holder(holder.Key, known.GetValueOrDefault(holder.Key) ?? words["people.former"], withFactor.Contains(holder.Key), paused.Contains(holder.Key),
            [.. holder.OrderBy(role => role.Role).Select(role => (role.Role, role.GivenOn))])).OrderBy(holder => holder.Name, StringComparer.CurrentCulture)];
    }

    public async Task<IActionResult> OnPostSearchAsync()
    {
        ModelState.Clear();
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostGiveAsync()
    {
        if (!Code.TryParse<AccountNumber>(Form.Account, out var account)) ModelState.AddModelError("Form.Account", "adminroles.who-missing");
        if (OfficeOf(Form.Office) is not { } office) ModelState.AddModelError("Form.Office", "adminroles.office-missing");
        else if (ModelState.IsValid)
        {
            var asked = await call.AskAsync(new GiveRole(call.CommandId, administration.Me, call.Now, account, office));
            if (asked.Why is null) return Redirect("/beheer/rollen");
            ModelState.AddModelError("", asked.Why);
        }

        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostTakeAsync(string? account, string? office)
    {
        ModelState.Clear();
        if (!Code.TryParse<AccountNumber>(account, out var holder) || OfficeOf(office) is not { } taken) return BadRequest();
        var asked = await call.AskAsync(new TakeRole(call.CommandId, administration.Me, call.Now, holder, taken));
        if (asked.Why is null) return Redirect("/beheer/rollen");
        ModelState.AddModelError("", asked.Why);
        return await ShowAsync();
    }

    /// <summary>By a part of the name, or the whole number.</summary>
    private async Task<IActionResult> ShowAsync()
    {
        await OnGetAsync();
        if (Form.Sought?.Trim() is not { Length: > 0 } sought) return Page();
        var found = await names.SearchAsync(call.Community, sought, everything: false, administration.Me, Administration.Reason, call.Stop);
        var byNumber = Code.TryParse<AccountNumber>(sought.ToUpperInvariant(), out var number) ? await names.ShowAsync(call.Community, [number], administration.Me, Administration.Reason, call.Stop) : new Dictionary<AccountNumber, string>();
        var all = byNumber.Select(person => (Account: person.Key, Name: person.Value)).Concat(found.Select(person => (person.Account, person.Name))).Distinct().ToList();
        Found = await call.LookAsync(state => all.Where(person => state.Members.Contains(person.Account) && state.Accounts[person.Account].ClosedOn is null).ToList());
        return Page();
    }

    private static Role? OfficeOf(string? code) => Offices.Where(office => EnumText.Of(office) == code).Select(office => (Role?)office).FirstOrDefault();
}

/// <summary>Somebody who holds one office or more.</summary>
/// <param name="Account">Their number.</param>
/// <param name="Name">As they are called.</param>
/// <param name="HasSecondFactor">Without one they open no office.</param>
/// <param name="IsPaused">As long as they are, the office rests.</param>
/// <param name="Offices">Each with the day on which it was given.</param>
internal sealed record Holder(AccountNumber Account, string Name, bool HasSecondFactor, bool IsPaused, IReadOnlyList<(Role Office, LocalDate Since)> Offices);

/// <summary>An office to give.</summary>
public sealed class RoleForm
{
    public string? Sought { get; set; }

    public string? Account { get; set; }

    /// <summary>coordinator, treasurer, auditor or admin.</summary>
    public string? Office { get; set; }
}
