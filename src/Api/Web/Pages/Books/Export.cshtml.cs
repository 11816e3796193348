using Buurthulp.Api.Books;
using Buurthulp.Ledger.Journal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/boeken</c>: the books of a period for other programs, the journal to verify, and a year for the general meeting.</summary>
internal sealed class ExportModel(PageCall call, IJournal journal, YearArchive archive) : PageModel
{
    public static readonly IReadOnlyList<string> Forms = ["csv", "hledger", "beancount", "journal"];

    private const string Year = "year";
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
        if (form != Year && !Forms.Contains(form)) return NotFound();
        if (form == "journal") (first, last) = (null, null);
        if (form != Year) Form = form!;
        if (ModelState.IsValid)
        {
            if (form == Year) await call.CatchUpAsync();
            var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            var refusal = form != Year ? await BookExport.WriteAsync(journal, call.Community, Enum.Parse<BookFormat>(form!, ignoreCase: true), first, last, file, call.Stop)
                : first is { } start && last is { } end ? await archive.WriteAsync(call.Community, start, end, file, call.Stop) : new ExportRefusal.JournalHasNoPeriod();
            if (refusal is null)
            {
                file.Position = 0;
                return File(file, TypeOf(form!), NameOf(form!, first, last));
            }

            await file.DisposeAsync();
            ModelState.AddModelError(nameof(From), refusal is ExportRefusal.PeriodEndsBeforeItStarts ? "bookexport.order" : "bookexport.not-begun");
        }

        await OnGetAsync();
        return Page();
    }

    private string NameOf(string form, LocalDate? from, LocalDate? to)
    {
        var period = (from is null ? "" : $"-{from:uuuu-MM-dd}") + (to is null ? "" : $"-{to:uuuu-MM-dd}");
        return $"{call.Community}{period}.{form switch { Year => "zip", "journal" => "ndjson", "hledger" => "journal", "beancount" => "beancount", _ => "csv" }}";
    }

    private static string TypeOf(string form) => form switch { Year => "application/zip", "journal" => "application/x-ndjson", "csv" => "text/csv; charset=utf-8", _ => "text/plain; charset=utf-8" };
}
