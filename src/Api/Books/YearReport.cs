using System.Globalization;
using System.Text;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Web;
using Buurthulp.Ledger.Journal;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Books;

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
        table { border-collapse: collapse; width: 100%; margin: 1.5rem 0 }
        caption { text-align: left; font-weight: bold; padding: .25rem .5rem }
        th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #999 }
        tbody th { font-weight: normal }
        tfoot th, tfoot td { border-top: 2px solid #000; font-weight: bold }
        .n { text-align: right; white-space: nowrap }
        .s { margin-top: 2.5rem; padding-bottom: 3rem; border-bottom: 1px solid #000; break-inside: avoid }
        @page { margin: 15mm }
        @media print {
          body { font-size: 11pt; margin: 0; padding: 0 }
          tr { break-inside: avoid }
          tfoot { display: table-row-group }
          .p { break-before: page }
          .p table { font-size: 9pt }
          .p th, .p td { padding: 0 .25rem }
        }
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
        Er staan nummers in, geen namen. Toch is dit voor de vergadering en de kascommissie, niet voor iedereen: wie de buurt kent, herkent soms iemand.
        Voor een geldgever is er een verslag zonder kleine groepen: kies in het programma Cijfers, en dan het verslag.
        Amounts are whole minutes. There are numbers in here and no names, but it is for the meeting and its auditors; for funders there is a report without small groups under Cijfers.

        """);

    public static string Html(AccountBooks books, Checkpoint checkpoint)
    {
        var words = new Words(Language.Dutch);
        var total = books.Accounts.Sum(account => account.Closing);
        var text = new StringBuilder(Head).Append(CultureInfo.InvariantCulture, $"""
            <body>
            <h1>Verslag van de kas: {books.Community}</h1>
            <p>{words.Date(books.Period.From!.Value)} tot en met {words.Date(books.Period.To!.Value)}{(books.LastDay < books.Period.To ? $"; standen tot en met {words.Date(books.LastDay)}" : "")}</p>
            <p><strong>{(total == 0 ? "Alles klopt: de standen zijn samen precies 0." : "Let op: de standen zijn samen niet 0.")}</strong> {books.Transactions.Count} boekingen in deze periode, op {books.Accounts.Count} rekeningen.</p>

            """);
        Table(text, "Wat er gebeurde", ["Soort boeking", "Aantal", "Uren"],
            books.Transactions.GroupBy(one => one.Type).OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => new[] { words.TextOr("entry." + kind.Key), Whole(kind.Count()), words.Amount(kind.Sum(one => one.Postings.Where(posting => posting.Amount > 0).Sum(posting => posting.Amount))) }), foot: null);
        Table(text, "Standen per soort rekening", ["Soort", "Aantal", "Begin", "Eind"],
            books.Accounts.GroupBy(account => account.Kind).OrderBy(kind => kind.Key)
                .Select(kind => new[] { words[$"books.kind-{kind.Key.ToString().ToLowerInvariant()}"], Whole(kind.Count()), words.Amount(kind.Sum(account => account.Opening)), words.Amount(kind.Sum(account => account.Closing)) }),
            ["Samen", Whole(books.Accounts.Count), words.Amount(books.Accounts.Sum(account => account.Opening)), words.Amount(total)]);
        text.Append(CultureInfo.InvariantCulture, $"""
            <h2>Bewijs</h2>
            <p>Vingerafdruk na {checkpoint.Size} boekingen: <strong>{checkpoint.Fingerprint}</strong>. Bewaar die bij de notulen.</p>
            <pre>{checkpoint.ToText()}</pre>
            <p class="s">Handtekening penningmeester, met datum:</p>
            <p class="s">Handtekening kascommissie, met datum:</p>
            <section class="p">
            <h2>Saldibalans</h2>

            """);
        Table(text, "Elke rekening, op nummer", ["Rekening", "Soort", "Begin", "Eind"],
            books.Accounts.OrderBy(account => account.Kind).ThenBy(account => account.Number)
                .Select(account => new[] { account.Number.Value, words[$"books.kind-one-{account.Kind.ToString().ToLowerInvariant()}"], words.Amount(account.Opening), words.Amount(account.Closing) }),
            ["Samen", "", words.Amount(books.Accounts.Sum(account => account.Opening)), words.Amount(total)]);
        return text.Append("</section>\n</body>\n</html>\n").ToString();
    }

    /// <summary>Cells are numbers, amounts and words of ours, which need no encoding. All but words stand to the right.</summary>
    private static void Table(StringBuilder text, string caption, string[] head, IEnumerable<string[]> rows, string[]? foot)
    {
        text.Append(CultureInfo.InvariantCulture, $"<table><caption>{caption}</caption><thead><tr>{string.Concat(head.Select((cell, i) => Cell("th", i, cell)))}</tr></thead><tbody>\n");
        foreach (var row in rows) text.Append("<tr>").AppendJoin("", row.Select((cell, i) => Cell(i == 0 ? "th" : "td", i, cell))).Append("</tr>\n");
        text.Append("</tbody>");
        if (foot is not null) text.Append("<tfoot><tr>").AppendJoin("", foot.Select((cell, i) => Cell(i == 0 ? "th" : "td", i, cell))).Append("</tr></tfoot>");
        text.Append("</table>\n");

        string Cell(string tag, int column, string cell) => column == 0 || head[column] == "Soort" ? $"<{tag}>{cell}</{tag}>" : $"<{tag} class=\"n\">{cell}</{tag}>";
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Iso(LocalDate? day) => LocalDatePattern.Iso.Format(day!.Value);
}
