using Buurthulp.Api.Web.Figures;
using Buurthulp.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Web.Pages.Cijfers;

/// <summary><c>/cijfers</c>: all figures of a period for those who hold an office, small groups too; goals first.</summary>
internal sealed class IndexModel(FigureRoom room, Words words) : PageModel
{
    private long? asOf;

    [BindProperty(SupportsGet = true, Name = "periode")]
    public string? Named { get; set; }

    [BindProperty(SupportsGet = true, Name = "van")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "tot")]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "bekend")]
    public string? Known { get; set; }

    /// <summary>The day as known on which the figures are shown; null for now.</summary>
    public LocalDate? KnownOn { get; private set; }

    public string CommunityName { get; private set; } = "";

    public PeriodChoice Choice { get; private set; } = null!;

    public FigureReport Report { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Options { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await ChooseAsync();
        if (!Choice.IsReadable) ModelState.AddModelError("van", "report.no-period");
        if (!string.IsNullOrEmpty(Known) && KnownOn is null) ModelState.AddModelError("bekend", "report.no-day");
        (From, To, Known) = (Day(From), Day(To), Day(Known));
        CommunityName = await room.CommunityNameAsync();
        Options = PeriodChoice.Options(await room.TodayAsync(), new FigureText(words, isPublished: false));
        Report = (await room.ReportAsync(Choice.Period, isPublished: false, asOf))!;
    }

    public async Task<IActionResult> OnGetCsvAsync()
    {
        await ChooseAsync();
        return File((await room.CsvAsync(Choice.Period, isPublished: false, asOf))!, "text/csv; charset=utf-8", room.FileName(Choice.Period, isPublished: false, "csv"));
    }

    public async Task<IActionResult> OnGetJsonAsync()
    {
        await ChooseAsync();
        return File((await room.JsonAsync(Choice.Period, isPublished: false, asOf))!, "application/json", room.FileName(Choice.Period, isPublished: false, "json"));
    }

    /// <summary>Only a day is shown again, and nothing else that an address may hold.</summary>
    private static string? Day(string? text) => LocalDatePattern.Iso.Parse(text ?? "").Success ? text : null;

    private async Task ChooseAsync()
    {
        Choice = await room.ChooseAsync(Named, From, To);
        if (LedgerDays.Read(Known) is not { } day || await room.KnownOnAsync(day) is not { } known) return;
        (KnownOn, asOf) = (day, known);
        Choice = Choice with { Query = $"{Choice.Query}&bekend={LocalDatePattern.Iso.Format(day)}".TrimStart('&') };
    }
}
