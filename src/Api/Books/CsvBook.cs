using System.Globalization;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime.Text;

namespace Buurthulp.Api.Books;

/// <summary>
/// One posting a line in the order of the journal, RFC 4180. Every cell is a code, a date or a whole number, so none needs quotes
/// and none can be a spreadsheet's formula; a negative amount stays a number.
/// </summary>
internal static class CsvBook
{
    private const string LineEnd = "\r\n";

    /// <summary>The balance is the one after that posting in the whole journal, also when only a period of it is written.</summary>
    public static async Task WriteAsync(IJournal journal, CommunityCode community, long head, BookPeriod period, TextWriter text, CancellationToken cancellationToken)
    {
        Dictionary<AccountNumber, (string Kind, long Balance)> accounts = [];
        await text.WriteAsync("position,entry_id,type,happened_on,recorded_at,account,kind,amount,balance_after" + LineEnd);
        await foreach (var entry in journal.ReadAsync(community, 1, head, cancellationToken))
        {
            if (BookAccount.OpenedBy(entry.Event) is { } opened) accounts.TryAdd(opened.Number, (KindCode(opened.Kind), 0));
            foreach (var (number, amount) in Postings.Of(entry.Event))
            {
                if (!accounts.TryGetValue(number, out var account)) throw AccountBooks.NotOpened(number, entry.Position);
                account.Balance += amount;
                accounts[number] = account;
                var date = AccountBooks.DateOf(entry);
                if (!period.Includes(date)) continue;
                await text.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{entry.Position},{entry.Id},{entry.Type},{LocalDatePattern.Iso.Format(date)},{LeafHash.FormatRecordedAt(entry.RecordedAt)},{number},{account.Kind},{amount},{account.Balance}{LineEnd}"));
            }
        }
    }

    private static string KindCode(AccountKind kind) => kind.ToString().ToLowerInvariant();
}
