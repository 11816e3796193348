using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/afdrukken/aanwezig/{id}</c>: a sheet for an activity on which people write that they are there; below those who are written down already.</summary>
internal sealed class PrintAttendanceModel(PageCall call, Desk desk, Words words) : PageModel
{
    private const int Lines = 20;
    private const int LeastOpen = 5;

    public LocalDate Today { get; private set; }

    public ActivityLine Line { get; private set; } = null!;

    /// <summary>Who is written down, by name.</summary>
    public IReadOnlyList<(AccountNumber Account, string Name)> Came { get; private set; } = [];

    /// <summary>A sheet full of lines to write on.</summary>
    public int OpenLines => Math.Max(LeastOpen, Lines - Came.Count);

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        (Today, var found) = await call.LookAsync(community => (community.Today(call.Now), community.Activities.TryGet(new ActivityId(id), out var known) ? known : null));
        if (found is null) return NotFound();
        Line = (await ActivityLine.OfAsync(call, words, [(new ActivityId(id), found)]))[0];
        var people = await desk.PeopleAsync(found.Attendees);
        Came = [.. found.Attendees.Select(account => (account, people.NameOf(account))).OrderBy(one => one.Item2, StringComparer.CurrentCulture)];
        return Page();
    }
}
