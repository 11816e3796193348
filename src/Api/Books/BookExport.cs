using System.Text;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Books;

/// <summary>The forms in which a community's ledger leaves the program.</summary>
public enum BookFormat
{
    /// <summary>The journal itself, which <c>verify</c> checks.</summary>
    Journal,

    /// <summary>For hledger.</summary>
    Hledger,

    /// <summary>For Beancount.</summary>
    Beancount,

    /// <summary>One posting a line, for a spreadsheet.</summary>
    Csv,
}

/// <summary>Why nothing was written. The message is one line: what is wrong and what to do.</summary>
public abstract record ExportRefusal(string Message)
{
    public sealed record CommunityUnknown(CommunityCode Community)
        : ExportRefusal($"there is no community '{Community}' here: its journal has no entries. Check the code, and which database is used");

    public sealed record JournalHasNoPeriod()
        : ExportRefusal("a journal is exported whole, because a part of it cannot be verified: leave out --from and --to, or export hledger, beancount or csv");

    public sealed record PeriodEndsBeforeItStarts(LocalDate From, LocalDate To)
        : ExportRefusal($"the period ends on {LocalDatePattern.Iso.Format(To)}, before it starts on {LocalDatePattern.Iso.Format(From)}: check --from and --to");

    public sealed record PeriodNotBegun(LocalDate From, LocalDate LastDay)
        : ExportRefusal($"the period starts on {LocalDatePattern.Iso.Format(From)}, but the journal ends on {LocalDatePattern.Iso.Format(LastDay)}: choose an earlier --from");
}

/// <summary>Writes the journal or the books of a community.</summary>
public static class BookExport
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Null when all was written. After a refusal nothing was written.</summary>
    /// <param name="journal">Where the entries are.</param>
    /// <param name="community">Whose books.</param>
    /// <param name="format">For whom.</param>
    /// <param name="from">The first day of the period, by the date things happened; null: from the beginning.</param>
    /// <param name="to">The last day of the period; null: to the end.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="cancellationToken">Gives up, with a part written.</param>
    public static async Task<ExportRefusal?> WriteAsync(IJournal journal, CommunityCode community, BookFormat format, LocalDate? from, LocalDate? to,
        Stream output, CancellationToken cancellationToken)
    {
        if (format == BookFormat.Journal && (from is not null || to is not null)) return new ExportRefusal.JournalHasNoPeriod();
        if (from is { } first && to is { } last && last < first) return new ExportRefusal.PeriodEndsBeforeItStarts(first, last);
        var head = await journal.HeadAsync(community, cancellationToken);
        if (head == 0) return new ExportRefusal.CommunityUnknown(community);

        if (format == BookFormat.Journal)
        {
            await JournalExport.WriteAsync(journal, community, head, output, cancellationToken);
            return null;
        }

        var period = new BookPeriod(from, to);
        await using var text = new StreamWriter(output, Utf8, bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        if (format == BookFormat.Csv)
        {
            await CsvBook.WriteAsync(journal, community, head, period, text, cancellationToken);
            return null;
        }

        var books = await AccountBooks.ReadAsync(journal, community, head, period, cancellationToken);
        if (from > books.LastDay) return new ExportRefusal.PeriodNotBegun(from.Value, books.LastDay);
        if (format == BookFormat.Hledger) HledgerBook.Write(books, text);
        else BeancountBook.Write(books, text);
        return null;
    }
}
