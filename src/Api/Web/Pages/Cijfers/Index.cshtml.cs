using Buurthulp.Api.Web.Figures;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime.Text;

namespace Buurthulp.Api.Web.Pages.Cijfers;

/// <summary><c>/cijfers</c>: all figures of a period for those who hold an office, small groups too; goals first.</summary>
internal sealed class IndexModel(FigureRoom room, Words words) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "periode")]
    public string? Named { get; set; }

    [BindProperty(SupportsGet = true, Name = "van")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "tot")]
    public string? To { get; set; }

    public string CommunityName { get; private set; } = "";

    public PeriodChoice Choice { get; private set; } = null!;

    public FigureReport Report { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Options { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await ChooseAsync();
        if (!Choice.IsReadable) ModelState.AddModelError("van", "report.no-period");
        (From, To) = (Day(From), Day(To));
        CommunityName = await room.CommunityNameAsync();
        Options = PeriodChoice.Options(await room.TodayAsync(), new FigureText(words, isPublished: false));
        Report = (await room.ReportAsync(Choice.Period, isPublished: false))!;
    }

    public async Task<IActionResult> OnGetCsvAsync()
    {
        await ChooseAsync();
        return File((await room.CsvAsync(Choice.Period, isPublished: false))!, "text/csv; charset=utf-8", room.FileName(Choice.Period, isPublished: false, "csv"));
    }

    public async Task<IActionResult> OnGetJsonAsync()
    {
        await ChooseAsync();
        return File((await room.JsonAsync(Choice.Period, isPublished: false))!, "application/json", room.FileName(Choice.Period, isPublished: false, "json"));
    }

    /// <summary>Only a day is shown again, and nothing else that an address may hold.</summary>
    private static string? Day(string? text) => LocalDatePattern.Iso.Parse(text ?? "").Success ? text : null;

    private async Task ChooseAsync() => Choice = await room.ChooseAsync(Named, From, To);
}
