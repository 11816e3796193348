using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/afdrukken/rooster/{id}</c>: the days of a roster with who helps, for those in it.</summary>
internal sealed class PrintRosterModel(PageCall call, Desk desk) : PageModel
{
    public LocalDate Today { get; private set; }

    public Guid Id { get; private set; }

    public string Category { get; private set; } = "";

    public string Asker { get; private set; } = "";

    public IReadOnlyList<(LocalDate On, string? Who)> Days { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        await call.CatchUpAsync();
        if (await RequestQueries.FindAsync(call.Database, call.Community, new RequestId(id), call.Stop) is not { Dates.Count: > 0 } row) return NotFound();
        var people = await desk.PeopleAsync(row.Dates.Select(day => day.Helper).OfType<AccountNumber>().Append(row.Member));
        (Id, Category, Asker, Today) = (id, row.Category.Value, people.NameOf(row.Member), await call.TodayAsync());
        Days = [.. row.Dates.Select(day => (day.On, day.Helper is { } helper ? people.NameOf(helper) : null))];
        return Page();
    }
}
