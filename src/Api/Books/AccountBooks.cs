using System.Globalization;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Api.Books;

/// <summary>One entry that moves minutes.</summary>
internal sealed record BookTransaction(LocalDate Date, long Position, Guid Id, string Type, IReadOnlyList<Posting> Postings);

/// <summary>The books of a period: its accounts with their balances at both ends, and what happened between, in the order of the days.</summary>
internal sealed class AccountBooks
{
    private readonly Dictionary<AccountNumber, BookAccount> byNumber = [];
    private readonly List<BookAccount> everOpened = [];
    private readonly List<BookTransaction> transactions = [];

    private AccountBooks(CommunityCode community, BookPeriod period) => (Community, Period) = (community, period);

    public CommunityCode Community { get; }

    public BookPeriod Period { get; }

    /// <summary>The position of the last entry that was read.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// The day of the closing balances: the last of the period, or the last day of which the journal can speak when that is earlier.
    /// A balance at the end of a year that is not over would claim too much.
    /// </summary>
    public LocalDate LastDay { get; private set; } = LocalDate.MinIsoValue;

    /// <summary>All accounts of the journal in the order in which it opens them, also those that opened after the period.</summary>
    public IReadOnlyList<BookAccount> EverOpened => everOpened;

    /// <summary>The accounts that were open by <see cref="LastDay"/>, in the order of the journal.</summary>
    public IReadOnlyList<BookAccount> Accounts { get; private set; } = [];

    /// <summary>By day, and on one day by position.</summary>
    public IReadOnlyList<BookTransaction> Transactions => transactions;

    /// <summary>Keeps the transactions of the period in memory, because they happened in another order than they were recorded.</summary>
    public static async Task<AccountBooks> ReadAsync(IJournal journal, CommunityCode community, long head, BookPeriod period, CancellationToken cancellationToken)
    {
        var books = new AccountBooks(community, period);
        await foreach (var entry in journal.ReadAsync(community, 1, head, cancellationToken)) books.Add(entry);
        books.transactions.Sort(static (a, b) => a.Date != b.Date ? a.Date.CompareTo(b.Date) : a.Position.CompareTo(b.Position));
        if (period.To is { } to) books.LastDay = LocalDate.Min(books.LastDay, to);
        books.Accounts = [.. books.everOpened.Where(account => account.FirstDay <= books.LastDay)];
        return books;
    }

    private void Add(Entry entry)
    {
        Position = entry.Position;
        LastDay = LocalDate.Max(LastDay, entry.RecordedAt.InUtc().Date);
        if (BookAccount.OpenedBy(entry.Event) is { } opened && byNumber.TryAdd(opened.Number, opened))
        {
            everOpened.Add(opened);
            LastDay = LocalDate.Max(LastDay, opened.FirstDay);
        }

        var postings = Postings.Of(entry.Event);
        if (postings.Count == 0) return;
        var date = DateOf(entry);
        LastDay = LocalDate.Max(LastDay, date);
        foreach (var (number, amount) in postings) AccountOf(number, entry.Position).Move(amount, date, Period);
        if (Period.Includes(date)) transactions.Add(new BookTransaction(date, entry.Position, entry.Id, entry.Type, postings));
    }

    private BookAccount AccountOf(AccountNumber number, long position) => byNumber.GetValueOrDefault(number) ?? throw NotOpened(number, position);

    /// <exception cref="InvalidOperationException">The entry moves minutes without saying when: a defect.</exception>
    public static LocalDate DateOf(Entry entry) => Postings.DateOf(entry.Event)
        ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"the {entry.Type} at position {entry.Position} moves minutes on no date"));

    public static InvalidOperationException NotOpened(AccountNumber number, long position) =>
        new(string.Create(CultureInfo.InvariantCulture, $"position {position} moves minutes on account '{number}', which no entry before it opened"));
}
