using Buurthulp.Projections.Exchanges;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/afsluiting/wacht</c>: help of the period that still waits for the yes of who received it, by number.</summary>
internal sealed class WaitingModel(PageCall call) : PageModel
{
    public IReadOnlyList<ExchangeRow> Rows { get; private set; } = [];

    public async Task OnGetAsync([FromQuery(Name = "tot")] string? through)
    {
        await call.CatchUpAsync();
        var day = Balie.DateField.Read(ModelState, "tot", through) ?? LocalDate.MaxIsoValue;
        var check = await call.LookAsync(state => CloseCheck.Of(state, state.Today(call.Now), day));
        Rows = [.. (await ExchangeQueries.FindAllAsync(call.Database, call.Community, check.Proposals, call.Stop)).OrderBy(row => row.HappenedOn).ThenBy(row => row.ProposedPosition)];
    }
}
