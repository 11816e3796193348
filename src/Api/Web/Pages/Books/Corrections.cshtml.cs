using Buurthulp.Ledger.Treasury;
using Buurthulp.Projections.Corrections;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/correcties</c>: what was undone, by whom, and what waits for a second person; that first.</summary>
internal sealed class CorrectionsModel(PageCall call) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<CorrectionRow> Rows { get; private set; } = [];

    /// <summary>Up to so many minutes one person corrects alone.</summary>
    public long AloneMinutes { get; private set; }

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        var rows = await CorrectionQueries.ListAsync(call.Database, call.Community, status: null, Most, call.Stop);
        Rows = [.. rows.OrderBy(row => row.Status != "waiting")];
        AloneMinutes = await call.LookAsync(state => state.Agreement.Corrections?.AloneMinutes ?? CorrectionTerms.DefaultAloneMinutes);
    }
}
