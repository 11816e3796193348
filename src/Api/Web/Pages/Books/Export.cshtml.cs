using Buurthulp.Api.Books;
using Buurthulp.Ledger.Journal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/boeken</c>: the books of a period for other programs, the journal to verify, and a year for the general meeting.</summary>
internal sealed class ExportModel(PageCall call, IJournal journal) : PageModel
{
    public static readonly IReadOnlyList<string> Forms = ["csv", "hledger", "beancount", "journal"];

    private const int MostYears = 10;
    private const int BufferBytes = 64 * 1024;

    public string Form { get; private set; } = Forms[0];

    public string? From { get; private set; }

    public string? To { get; private set; }

    public IReadOnlyList<int> Years { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var (first, today) = await call.LookAsync(state => (state.Accounts.All.Values.Select(account => account.OpenedOn).DefaultIfEmpty(state.Today(call.Now)).Min(), state.Today(call.Now)));
        Years = [.. Enumerable.Range(first.Year, today.Year - first.Year + 1).Reverse().Take(MostYears)];
    }

    public async Task<IActionResult> OnGetFileAsync([FromQuery(Name = "als")] string? form, [FromQuery(Name = "van")] string? from, [FromQuery(Name = "tot")] string? to)
    {
        (From, To) = (from, to);
        var (first, last) = (Balie.DateField.Read(ModelState, nameof(From), from), Balie.DateField.Read(ModelState, nameof(To), to));
        if (!Enum.TryParse<BookFormat>(form, ignoreCase: true, out var format) || !char.IsAsciiLetter(form![0])) return NotFound();
        if (format == BookFormat.Journal) (first, last) = (null, null);
        else Form = form;
        if (ModelState.IsValid)
        {
            var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            if (await BookExport.WriteAsync(journal, call.Community, format, first, last, file, call.Stop) is not { } refusal)
            {
                file.Position = 0;
                return File(file, TypeOf(format), NameOf(format, first, last));
            }

            await file.DisposeAsync();
            ModelState.AddModelError(nameof(From), refusal is ExportRefusal.PeriodEndsBeforeItStarts ? "bookexport.order" : "bookexport.not-begun");
        }

        await OnGetAsync();
        return Page();
    }

    private string NameOf(BookFormat format, LocalDate? from, LocalDate? to)
    {
        var period = (from is null ? "" : $"-{from:uuuu-MM-dd}") + (to is null ? "" : $"-{to:uuuu-MM-dd}");
        return $"{call.Community}{period}.{format switch { BookFormat.Journal => "ndjson", BookFormat.Hledger => "journal", BookFormat.Beancount => "beancount", _ => "csv" }}";
    }

    private static string TypeOf(BookFormat format) => format switch { BookFormat.Journal => "application/x-ndjson", BookFormat.Csv => "text/csv; charset=utf-8", _ => "text/plain; charset=utf-8" };
}
