using System.Globalization;
using Buurthulp.Api.Books;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Ledger.Verification;
using NodaTime;

namespace Buurthulp.Tests.Api.Books;

/// <summary>The books of fifty random communities against the ledger's own balances, and against the tools that they are made for.</summary>
public sealed class RandomBooksTests
{
    private static readonly Lazy<RecordedCommunity[]> Communities = new(() => [.. Enumerable.Range(0, 50).Select(seed => RandomCommunity.Of(seed, steps: 150, members: 12))]);

    [Fact]
    public async Task The_sums_and_the_closing_balances_are_the_balances_of_the_ledger()
    {
        foreach (var community in Communities.Value)
        {
            var balances = community.State.Accounts.All.Values.ToDictionary(account => account.Number.Value, account => account.Balance);
            balances.Values.Count(balance => balance != 0).ShouldBeGreaterThan(5);
            foreach (var book in new[] { await WrittenBook.HledgerAsync(community), await WrittenBook.BeancountAsync(community) })
            {
                book.Closing.ShouldBe(balances, ignoreOrder: true);
                foreach (var (number, balance) in balances) book.Sums.GetValueOrDefault(number).ShouldBe(balance, number);
                book.Transactions.ShouldBe(community.Entries.Count(entry => Postings.Of(entry.Event).Count > 0));
                book.Opening.ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public async Task In_every_period_opening_and_what_happened_make_the_closing_balances()
    {
        foreach (var community in Communities.Value)
        {
            var last = community.Today;
            var from = last.PlusDays(-community.Random.Next(5, 25));
            var to = from.PlusDays(community.Random.Next(0, 8));
            foreach (var book in new[] { await WrittenBook.HledgerAsync(community, from, to), await WrittenBook.BeancountAsync(community, from, to) })
            {
                var opening = BalancesOn(community, from.PlusDays(-1));
                var closing = BalancesOn(community, to);
                foreach (var (number, balance) in book.Closing)
                {
                    balance.ShouldBe(closing.GetValueOrDefault(number), number);
                    book.Sums.GetValueOrDefault(number).ShouldBe(balance, number);
                    book.Opening.GetValueOrDefault(number).ShouldBe(opening.GetValueOrDefault(number), number);
                }

                book.Closing.Keys.ShouldBeSubsetOf(community.State.Accounts.All.Keys.Select(number => number.Value));
                closing.Keys.ShouldBeSubsetOf(book.Closing.Keys);
                book.Opening.Values.Sum().ShouldBe(0);
            }
        }
    }

    [NeedsToolFact("hledger", "hledger")]
    public async Task Hledger_accepts_the_books_strictly_and_comes_to_the_same_balances()
    {
        foreach (var (index, community) in Communities.Value.Index())
        {
            LocalDate? from = index % 2 == 1 ? null : community.Today.PlusDays(-15);
            var book = await WrittenBook.HledgerAsync(community, from, from?.PlusDays(9));
            await Tool.RunAsync("hledger", book.Bytes, _ => "-f", file => file, _ => "check", _ => "--strict", _ => "ordereddates");
            var balances = await Tool.RunAsync("hledger", book.Bytes, _ => "-f", file => file, _ => "balance", _ => "--flat", _ => "--empty", _ => "--no-total", _ => "-O", _ => "csv");
            ShouldSayTheSame(book, balances);
        }
    }

    [NeedsToolFact("bean-check", "beancount")]
    public async Task Beancount_accepts_the_books_and_comes_to_the_same_balances()
    {
        foreach (var (index, community) in Communities.Value.Index())
        {
            LocalDate? from = index % 2 == 0 ? null : community.Today.PlusDays(-15);
            var book = await WrittenBook.BeancountAsync(community, from, from?.PlusDays(9));
            // It holds the balances of our own against its sums itself; a few are asked for as well.
            (await Tool.RunAsync("bean-check", book.Bytes, file => file)).ShouldBe("");
            if (index >= 4) continue;
            var balances = await Tool.RunAsync("bean-query", book.Bytes, _ => "-f", _ => "csv", file => file, _ => "select account, sum(number) group by account");
            ShouldSayTheSame(book, balances);
        }
    }

    [Fact]
    public async Task The_csv_ends_each_account_at_its_balance_and_starts_a_period_with_the_balance_so_far()
    {
        foreach (var community in Communities.Value)
        {
            var rows = Rows(await WrittenBook.BytesAsync(community, BookFormat.Csv));
            foreach (var account in community.State.Accounts.All.Values)
            {
                var own = rows.Where(row => row[5] == account.Number.Value).ToArray();
                own.All(row => string.Equals(row[6], account.Kind.ToString(), StringComparison.OrdinalIgnoreCase)).ShouldBeTrue();
                own.Sum(row => long.Parse(row[7], CultureInfo.InvariantCulture)).ShouldBe(account.Balance);
                if (own.Length > 0) own[^1][8].ShouldBe(account.Balance.ToString(CultureInfo.InvariantCulture));
            }

            var (from, to) = (community.Today.PlusDays(-15), community.Today.PlusDays(-5));
            var part = Rows(await WrittenBook.BytesAsync(community, BookFormat.Csv, from, to));
            string FromText(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
            part.Select(row => string.Join(',', row)).ShouldBe(rows.Where(row => string.CompareOrdinal(row[3], FromText(from)) >= 0 && string.CompareOrdinal(row[3], FromText(to)) <= 0).Select(row => string.Join(',', row)));
            part.Length.ShouldBeGreaterThan(0);
        }
    }

    private static string[][] Rows(byte[] csv)
    {
        var lines = System.Text.Encoding.UTF8.GetString(csv).Split("\r\n");
        lines[0].ShouldBe("position,entry_id,type,happened_on,recorded_at,account,kind,amount,balance_after");
        lines[^1].ShouldBe("");
        return [.. lines[1..^1].Select(line => line.Split(','))];
    }

    private static Dictionary<string, long> BalancesOn(RecordedCommunity community, LocalDate day)
    {
        var happened = community.Entries.Where(entry => Postings.DateOf(entry.Event) <= day);
        return happened.SelectMany(entry => Postings.Of(entry.Event)).GroupBy(posting => posting.Account.Value).ToDictionary(group => group.Key, group => group.Sum(posting => posting.Amount));
    }

    internal static void ShouldSayTheSame(WrittenBook book, string csv)
    {
        var seen = 0;
        foreach (var line in csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var cells = line.Split(',').Select(cell => cell.Trim('"', ' ', '\r')).ToArray();
            if (!cells[0].Contains(':', StringComparison.Ordinal) && cells[0] != "Opening") continue;
            long.Parse(cells[1].Split(' ')[0], CultureInfo.InvariantCulture).ShouldBe(book.Closing[book.NumberOfName(cells[0])], line);
            seen++;
        }

        seen.ShouldBeGreaterThan(5);
    }
}
