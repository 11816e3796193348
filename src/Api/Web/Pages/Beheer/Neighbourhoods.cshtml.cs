using System.Globalization;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Projections.Members;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer/wijken</c>: neighbourhoods with their residents; the figures tell by them how many take part.</summary>
internal sealed class NeighbourhoodsModel(PageCall call, Administration administration) : PageModel
{
    private const int MostResidents = 10_000_000;

    /// <summary>In order of the code, with who takes part now.</summary>
    public IReadOnlyList<(string Place, int Residents, int Members)> Places { get; private set; } = [];

    [BindProperty]
    public PlaceForm Form { get; set; } = new();

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        var members = await MemberQueries.CountByNeighbourhoodAsync(call.Database, call.Community, call.Stop);
        var residents = await call.LookAsync(state => state.Residents);
        Places = [.. residents.OrderBy(place => place.Key.Value, StringComparer.Ordinal).Select(place => (place.Key.Value, place.Value, members.GetValueOrDefault(place.Key)))];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = Form.Place?.Trim().Replace(' ', '-');
        if (!Code.TryParse<NeighbourhoodCode>(typed, out var place)) ModelState.AddModelError("Form.Place", "adminplaces.place-wrong");
        if (!int.TryParse(Form.Residents, NumberStyles.None, CultureInfo.InvariantCulture, out var residents) || residents > MostResidents) ModelState.AddModelError("Form.Residents", "adminplaces.residents-wrong");
        if (ModelState.IsValid)
        {
            var asked = await call.AskAsync(new DefineNeighbourhood(call.CommandId, administration.Me, call.Now, place, residents));
            if (asked.Why is null) return Redirect("/beheer/wijken");
            ModelState.AddModelError("", asked.Why);
        }

        await OnGetAsync();
        return Page();
    }
}

/// <summary>A neighbourhood and who lives there.</summary>
public sealed class PlaceForm
{
    /// <summary>A code; spaces become dashes.</summary>
    public string? Place { get; set; }

    public string? Residents { get; set; }
}
