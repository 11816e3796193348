using Buurthulp.Api.Identity.Factors;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Projections.Communities;
using Buurthulp.Projections.Members;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer</c>: what is set in this community, and what still waits for an admin.</summary>
internal sealed class IndexModel(PageCall call, CommunityCards cards, FactorStates factors, WaitingJoinings joinings, Words words) : PageModel
{
    /// <summary>What to do, and where.</summary>
    public IReadOnlyList<(string Text, string Address)> Waiting { get; private set; } = [];

    /// <summary>Rooms of the admin with what stands there now.</summary>
    public IReadOnlyList<(string Name, string Address, string State)> Set { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        var card = await cards.FindAsync(call.Community, call.Stop);
        var changed = await AgreementQueries.ListAsync(call.Database, call.Community, most: 1, call.Stop) is [var latest, ..] ? latest : null;
        var (changedOn, places, residents, empty, categories) = await call.LookAsync(state => (changed is null ? (NodaTime.LocalDate?)null : state.Today(changed.RecordedAt),
            state.Residents.Count, state.Residents.Values.Sum(number => (long)number), state.Residents.Values.Count(number => number == 0), state.Categories.Count));
        var roles = await OfficeQueries.RolesAsync(call.Database, call.Community, account: null, call.Stop);
        var holders = roles.Select(role => role.Account).Distinct().ToList();
        var states = await factors.OfAsync(call.Community, holders, call.Stop);
        var waiting = await joinings.CountAsync(call.Community, call.Stop);

        List<(string, string)> waits = [];
        if (card.Phone is null && card.Email is null && card.Desk is null) waits.Add((words["admin.wait-card"], "/beheer/kaart"));
        if (places == 0) waits.Add((words["admin.wait-places"], "/beheer/wijken"));
        if (empty > 0) waits.Add((words.Count("admin.wait-residents", empty), "/beheer/wijken"));
        if (categories == 0) waits.Add((words["admin.wait-categories"], "/beheer/categorieen"));
        foreach (var office in new[] { Role.Coordinator, Role.Treasurer, Role.Auditor })
        {
            if (roles.All(role => role.Role != office)) waits.Add((words[$"admin.wait-{Projections.EnumText.Of(office)}"], "/beheer/rollen"));
        }

        if (roles.Count(role => role.Role == Role.Admin) == 1) waits.Add((words["admin.wait-second-admin"], "/beheer/rollen"));
        if (holders.Count(holder => !states.Contains(holder)) is > 0 and var without) waits.Add((words.Count("admin.wait-factor", without), "/beheer/rollen"));
        if (waiting > 0) waits.Add((words.Count("admin.wait-joinings", waiting), call.Person.Holds(Role.Coordinator) ? "/balie/intake" : "/beheer/rollen"));
        Waiting = waits;

        Set =
        [
            ("card", "/beheer/kaart", card.Name),
            ("agreement", "/beheer/afspraken", changedOn is { } day ? words.Of("admin.set-agreement", ("day", words.Date(day))) : words["admin.set-default"]),
            ("places", "/beheer/wijken", words.Count("admin.set-places", places, ("residents", residents))),
            ("categories", "/beheer/categorieen", words.Count("admin.set-categories", categories)),
            ("roles", "/beheer/rollen", words.Count("admin.set-roles", holders.Count)),
        ];
    }
}
