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
using NodaTime.Text;

namespace Buurthulp.Api.Books;

/// <summary>
/// A period's books for the general meeting as one zip: report, trial balance, statements, figures, the books for other programs, the whole journal with its checkpoint, and how to verify it.
/// Numbers only, no names. The views have to show all that is recorded.
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

/// <summary>The words of the archive, for people at a meeting: in Dutch, and what is needed in English too.</summary>
internal static class YearReport
{
    /// <summary>A file that stands alone: its style is in it.</summary>
    private const string Head = """
        <!doctype html>
        <html lang="nl">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Verslag van de kas</title>
        <style>
        body { font: 18px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #999 }
        .n { text-align: right; white-space: nowrap }
        .s { margin-top: 3rem; padding-bottom: 3rem; border-bottom: 1px solid #000 }
        @media print { body { font-size: 12pt; margin: 0 } }
        </style></head>

        """;

    public static string ReadMe(AccountBooks books, Checkpoint checkpoint) => string.Create(CultureInfo.InvariantCulture, $"""
        Boeken van {books.Community}, {Iso(books.Period.From)} tot en met {Iso(books.Period.To)}
        Vingerafdruk na {checkpoint.Size} boekingen: {checkpoint.Fingerprint}

        verslag.html             het verslag: open het in een browser, druk het af en teken het
        saldibalans.csv          elke rekening met de stand aan het begin en aan het eind, in minuten
        overzichten.csv          alles wat er in de periode gebeurde, per rekening
        cijfers.csv              de cijfers van de periode, met wat ze betekenen
        boeken.journal           voor hledger
        boeken.beancount         voor Beancount
        journaal.ndjson          het hele journaal; hiermee kan iedereen alles narekenen
        vingerafdruk.checkpoint  waarmee je later ziet of er iets is veranderd; bewaar dit bij de notulen
        verify.md                hoe je het nakijkt, ook met een eigen programma (in het Engels)

        Nakijken: ./buurthulp verify journaal.ndjson --checkpoint vingerafdruk.checkpoint
        Er staan nummers in, geen namen. Amounts are whole minutes; there are numbers in here and no names.

        """);

    public static string Html(AccountBooks books, Checkpoint checkpoint)
    {
        var words = new Words(Language.Dutch);
        var text = new StringBuilder(Head).Append(CultureInfo.InvariantCulture, $"""
            <body>
            <h1>Verslag van de kas: {books.Community}</h1>
            <p>{words.Date(books.Period.From!.Value)} tot en met {words.Date(books.Period.To!.Value)}</p>
            <p><strong>{(books.Accounts.Sum(account => account.Closing) == 0 ? "Alles klopt: de standen zijn samen precies 0." : "Let op: de standen zijn samen niet 0.")}</strong> {books.Transactions.Count} boekingen in deze periode, op {books.Accounts.Count} rekeningen.</p>
            <table><caption>Per soort rekening</caption><thead><tr><th>Soort</th><th class="n">Aantal</th><th class="n">Begin</th><th class="n">Eind</th></tr></thead><tbody>

            """);
        foreach (var kind in books.Accounts.GroupBy(account => account.Kind).OrderBy(kind => kind.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                <tr><th>{words[$"books.kind-{kind.Key.ToString().ToLowerInvariant()}"]}</th><td class="n">{kind.Count()}</td><td class="n">{words.Amount(kind.Sum(account => account.Opening))}</td><td class="n">{words.Amount(kind.Sum(account => account.Closing))}</td></tr>

                """);
        }

        return text.Append(CultureInfo.InvariantCulture, $"""
            </tbody></table>
            <h2>Bewijs</h2>
            <p>Vingerafdruk na {checkpoint.Size} boekingen: <strong>{checkpoint.Fingerprint}</strong>. Bewaar die bij de notulen.</p>
            <pre>{checkpoint.ToText()}</pre>
            <p class="s">Handtekening penningmeester, met datum:</p>
            <p class="s">Handtekening kascommissie, met datum:</p>
            </body>
            </html>

            """).ToString();
    }

    private static string Iso(LocalDate? day) => LocalDatePattern.Iso.Format(day!.Value);
}
