using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Web;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Indicators;
using NodaTime;

namespace Buurthulp.Api.Books;

/// <summary>
/// A period's books for the general meeting as one zip: report, trial balance, statements, figures, the books for other programs, the whole journal with its checkpoint, and how to verify it.
/// Numbers only, no names.
/// </summary>
public sealed class YearArchive(IJournal journal, IndicatorQueries indicators)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Null when all was written; after a refusal nothing was written.</summary>
    public async Task<ExportRefusal?> WriteAsync(CommunityCode community, LocalDate from, LocalDate to, Stream output, CancellationToken cancellationToken)
    {
        if (to < from) return new ExportRefusal.PeriodEndsBeforeItStarts(from, to);
        var head = await journal.HeadAsync(community, cancellationToken);
        if (head == 0) return new ExportRefusal.CommunityUnknown(community);
        var books = await AccountBooks.ReadAsync(journal, community, head, new BookPeriod(from, to), cancellationToken);
        if (from > books.LastDay) return new ExportRefusal.PeriodNotBegun(from, books.LastDay);
        var checkpoint = await CheckpointAsync(community, head, cancellationToken);

        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Utf8, cancellationToken);
        await AddAsync("LEESMIJ.txt", file => file.WriteAsync(YearReport.ReadMe(books, checkpoint)));
        await AddAsync("verslag.html", file => file.WriteAsync(YearReport.Html(books, checkpoint)));
        await AddAsync("saldibalans.csv", file => file.WriteAsync(TrialBalance(books)));
        await AddAsync("overzichten.csv", file => CsvBook.WriteAsync(journal, community, head, books.Period, file, cancellationToken));
        var figures = await indicators.FiguresAsync(community, new ReportPeriod(from, to), position: null, cancellationToken);
        await AddAsync("cijfers.csv", file => file.WriteAsync(FigureTable.Of(figures, new Words(Language.Dutch)).ToCsv()));
        await AddAsync("boeken.journal", file => { HledgerBook.Write(books, file); return Task.CompletedTask; });
        await AddAsync("boeken.beancount", file => { BeancountBook.Write(books, file); return Task.CompletedTask; });
        await using (var file = await zip.CreateEntry("journaal.ndjson").OpenAsync(cancellationToken)) await JournalExport.WriteAsync(journal, community, head, file, cancellationToken);
        await AddAsync("vingerafdruk.checkpoint", file => file.WriteAsync(checkpoint.ToText()));
        await AddAsync("verify.md", file => file.WriteAsync(Instructions()));
        return null;

        async Task AddAsync(string name, Func<TextWriter, Task> write)
        {
            await using var file = new StreamWriter(await zip.CreateEntry(name).OpenAsync(cancellationToken), Utf8) { NewLine = "\n" };
            await write(file);
        }
    }

    private async Task<Checkpoint> CheckpointAsync(CommunityCode community, long head, CancellationToken cancellationToken)
    {
        CompactRange tree = default;
        await foreach (var entry in journal.ReadAsync(community, 1, head, cancellationToken)) tree = tree.Append(entry.Leaf ?? LeafHash.Of(entry));
        return Checkpoint.Of(community.Value, tree);
    }

    private static string TrialBalance(AccountBooks books)
    {
        var text = new StringBuilder("account,kind,opening,closing\r\n");
        foreach (var account in books.Accounts.OrderBy(account => account.Kind).ThenBy(account => account.Number))
            text.Append(CultureInfo.InvariantCulture, $"{account.Number},{account.Kind.ToString().ToLowerInvariant()},{account.Opening},{account.Closing}\r\n");
        return text.ToString();
    }

    /// <summary>docs/verify.md, as it was when the program was built.</summary>
    private static string Instructions()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("docs/verify.md")!);
        return reader.ReadToEnd();
    }
}
