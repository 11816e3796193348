using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Buurthulp.Api.Books;
using Buurthulp.Tests.Ledger.Verification;
using NodaTime;

namespace Buurthulp.Tests.Api.Books;

/// <summary>
/// An export and what it says, read back by a few lines of its own: the sum of all amounts per account, the opening amounts and the closing balances,
/// each under the account's number.
/// </summary>
internal sealed partial class WrittenBook
{
    private readonly Dictionary<string, string> numbers = [];

    private WrittenBook(byte[] bytes) => (Bytes, Text) = (bytes, new UTF8Encoding(false, true).GetString(bytes));

    public byte[] Bytes { get; }

    public string Text { get; }

    public Dictionary<string, long> Opening { get; } = [];

    public Dictionary<string, long> Sums { get; } = [];

    public Dictionary<string, long> Closing { get; } = [];

    public int Transactions { get; private set; }

    public static async Task<byte[]> BytesAsync(RecordedCommunity community, BookFormat format, LocalDate? from = null, LocalDate? to = null)
    {
        using var output = new MemoryStream();
        (await BookExport.WriteAsync(community.Journal, community.State.Code, format, from, to, output, default)).ShouldBeNull();
        return output.ToArray();
    }

    public static async Task<WrittenBook> HledgerAsync(RecordedCommunity community, LocalDate? from = null, LocalDate? to = null)
    {
        var book = new WrittenBook(await BytesAsync(community, BookFormat.Hledger, from, to));
        var title = "";
        foreach (var line in book.Text.Split('\n'))
        {
            if (HledgerTitle().Match(line) is { Success: true } header) book.Start(title = header.Groups[1].Value);
            if (HledgerPosting().Match(line) is not { Success: true } posting) continue;
            var number = NumberOf(posting.Groups[1].Value);
            book.Add(title, number, Amount(posting.Groups[2]));
            if (posting.Groups[3].Success) book.Closing.Add(number, Amount(posting.Groups[3]));
        }

        return book;
    }

    public static async Task<WrittenBook> BeancountAsync(RecordedCommunity community, LocalDate? from = null, LocalDate? to = null)
    {
        var book = new WrittenBook(await BytesAsync(community, BookFormat.Beancount, from, to));
        var (title, opened) = ("", "");
        foreach (var line in book.Text.Split('\n'))
        {
            if (BeancountOpen().Match(line) is { Success: true } open) opened = open.Groups[1].Value;
            if (BeancountNumber().Match(line) is { Success: true } number) book.numbers.Add(opened, number.Groups[1].Value);
            if (BeancountTitle().Match(line) is { Success: true } header) book.Start(title = header.Groups[1].Value);
            if (BeancountPosting().Match(line) is { Success: true } posting) book.Add(title, book.numbers[posting.Groups[1].Value], Amount(posting.Groups[2]));
            if (BeancountBalance().Match(line) is { Success: true } balance) book.Closing.Add(book.numbers[balance.Groups[1].Value], Amount(balance.Groups[2]));
        }

        return book;
    }

    /// <summary>The number of an account that hledger or Beancount names.</summary>
    public string NumberOfName(string name) => numbers.TryGetValue(name.Trim(), out var number) ? number : NumberOf(name.Trim());

    private static string NumberOf(string hledgerName) => hledgerName == "Opening" ? "opening" : hledgerName[(hledgerName.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static long Amount(Group group) => long.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private void Start(string title) => Transactions += title.EndsWith("_balances", StringComparison.Ordinal) ? 0 : 1;

    private void Add(string title, string number, long amount)
    {
        Sums[number] = Sums.GetValueOrDefault(number) + amount;
        if (title == "opening_balances") Opening.Add(number, amount);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \| (\w+)")]
    private static partial Regex HledgerTitle();

    [GeneratedRegex(@"^    (\S+)  (-?\d+) MIN(?: = (-?\d+) MIN)?$")]
    private static partial Regex HledgerPosting();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d open (\S+) MIN$")]
    private static partial Regex BeancountOpen();

    [GeneratedRegex("^  account: \"(.*)\"$")]
    private static partial Regex BeancountNumber();

    [GeneratedRegex("""^\d{4}-\d\d-\d\d \* "" "(\w+)"$""")]
    private static partial Regex BeancountTitle();

    [GeneratedRegex(@"^  (\S+)  (-?\d+) MIN$")]
    private static partial Regex BeancountPosting();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d balance (\S+)  (-?\d+) MIN$")]
    private static partial Regex BeancountBalance();
}
