using Buurthulp.Api.Web.Figures;
using Buurthulp.Ledger.Communities;
using Buurthulp.Projections.Indicators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Cijfers;

/// <summary>
/// <c>/cijfers/verslag</c>: the report for a funder or a municipality, without small groups, to print or to take along. Of whole periods of one kind that are over, so that nothing follows from two reports
/// side by side (docs/adr/0035).
/// </summary>
internal sealed class ReportModel(FigureRoom room, Words words) : PageModel
{
    /// <summary>The newest when nothing is asked for.</summary>
    [BindProperty(SupportsGet = true, Name = "periode")]
    public string? Named { get; set; }

    public string CommunityName { get; private set; } = "";

    public LocalDate Today { get; private set; }

    public PublicationPeriod Kind { get; private set; }

    public IReadOnlyList<SelectListItem> Options { get; private set; } = [];

    /// <summary>Null when no period is over long enough.</summary>
    public FigureReport? Report { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Kind = await room.HandedOnKindAsync();
        (CommunityName, Today) = (await room.CommunityNameAsync(), await room.TodayAsync());
        var text = new FigureText(words, isPublished: true);
        Options = [.. (await room.HandedOnPeriodsAsync()).Select(period => PeriodChoice.Item(period, text))];
        if (string.IsNullOrEmpty(Named)) Named = Options.Count > 0 ? Options[0].Value : null;
        if (Named is null) return Page();
        Report = ReportPeriod.TryParse(Named, out var period) ? await room.ReportAsync(period, isPublished: true) : null;
        return Report is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnGetCsvAsync() =>
        ReportPeriod.TryParse(Named ?? "", out var period) && await room.CsvAsync(period, isPublished: true) is { } file ? File(file, "text/csv; charset=utf-8", room.FileName(period, isPublished: true, "csv")) : NotFound();

    public async Task<IActionResult> OnGetJsonAsync() =>
        ReportPeriod.TryParse(Named ?? "", out var period) && await room.JsonAsync(period, isPublished: true) is { } file ? File(file, "application/json", room.FileName(period, isPublished: true, "json")) : NotFound();
}
