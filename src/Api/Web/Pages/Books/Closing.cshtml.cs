using Buurthulp.Projections.Periods;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime.Text;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/afsluiting</c>: what has to be in order before a period is closed, and the closes that were.</summary>
internal sealed class ClosingModel(PageCall call) : PageModel
{
    public string Through { get; private set; } = "";

    public CloseCheck Check { get; private set; } = null!;

    public IReadOnlyList<PeriodRow> Closes { get; private set; } = [];

    public async Task OnGetAsync([FromQuery(Name = "tot")] string? through)
    {
        await call.CatchUpAsync();
        var asked = Balie.DateField.Read(ModelState, nameof(Through), through);
        Check = await call.LookAsync(state => CloseCheck.Of(state, state.Today(call.Now), asked ?? CloseCheck.LikelyEnd(state, state.Today(call.Now))));
        Through = LocalDatePattern.Iso.Format(Check.Through);
        Closes = await PeriodQueries.ListAsync(call.Database, call.Community, call.Stop);
    }
}
