using Buurthulp.Api.Web.Figures;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Cijfers;

/// <summary><c>/cijfers/verslag</c>: the report for a funder or a municipality, without small groups, to print or to take along.</summary>
internal sealed class ReportModel(FigureRoom room) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "periode")]
    public string? Named { get; set; }

    [BindProperty(SupportsGet = true, Name = "van")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "tot")]
    public string? To { get; set; }

    public string CommunityName { get; private set; } = "";

    public LocalDate Today { get; private set; }

    public PeriodChoice Choice { get; private set; } = null!;

    public FigureReport Report { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await ChooseAsync()) return NotFound();
        CommunityName = await room.CommunityNameAsync();
        Report = await room.ReportAsync(Choice.Period, isPublished: true);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync() =>
        await ChooseAsync() ? File(await room.CsvAsync(Choice.Period, isPublished: true), "text/csv; charset=utf-8", room.FileName(Choice.Period, isPublished: true, "csv")) : NotFound();

    public async Task<IActionResult> OnGetJsonAsync() =>
        await ChooseAsync() ? File(await room.JsonAsync(Choice.Period, isPublished: true), "application/json", room.FileName(Choice.Period, isPublished: true, "json")) : NotFound();

    private async Task<bool> ChooseAsync()
    {
        Today = await room.TodayAsync();
        Choice = PeriodChoice.Of(Named, From, To, Today);
        return Choice.IsReadable;
    }
}
