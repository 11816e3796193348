using Buurthulp.Api.Books;
using Buurthulp.Api.Import.BuurthulpFiles;
using Buurthulp.Ledger.Verification;
using Buurthulp.Tests.Api.Import;
using Buurthulp.Tests.Ledger.Verification;
using NodaTime;

namespace Buurthulp.Tests.Api.Books;

/// <summary>The demo neighbourhood's books against balances computed from its files alone.</summary>
public sealed class MolenwijkBooksTests
{
    private static readonly Lazy<RecordedCommunity> Recorded = new(Import);
    private static readonly SortedDictionary<string, long> Balances = Molenwijk.Balances(Molenwijk.Folder);

    [Fact]
    public async Task The_books_close_on_the_balances_that_the_files_add_up_to()
    {
        foreach (var book in new[] { await WrittenBook.HledgerAsync(Recorded.Value), await WrittenBook.BeancountAsync(Recorded.Value) })
        {
            book.Closing.ShouldBe(Balances, ignoreOrder: true);
            foreach (var (number, balance) in Balances) book.Sums.GetValueOrDefault(number).ShouldBe(balance, number);
            book.Transactions.ShouldBe(2_316 + 432 + 89);
        }
    }

    [NeedsToolFact("hledger", "hledger")]
    public async Task Hledger_accepts_the_books_of_the_whole_neighbourhood_and_of_a_year()
    {
        foreach (var (from, to) in Periods())
        {
            var book = await WrittenBook.HledgerAsync(Recorded.Value, from, to);
            await Tool.RunAsync("hledger", book.Bytes, _ => "-f", file => file, _ => "check", _ => "--strict", _ => "ordereddates");
            var balances = await Tool.RunAsync("hledger", book.Bytes, _ => "-f", file => file, _ => "balance", _ => "--flat", _ => "--empty", _ => "--no-total", _ => "-O", _ => "csv");
            RandomBooksTests.ShouldSayTheSame(book, balances);
        }
    }

    [NeedsToolFact("bean-check", "beancount")]
    public async Task Beancount_accepts_the_books_of_the_whole_neighbourhood_and_of_a_year()
    {
        foreach (var (from, to) in Periods())
        {
            var book = await WrittenBook.BeancountAsync(Recorded.Value, from, to);
            (await Tool.RunAsync("bean-check", book.Bytes, file => file)).ShouldBe("");
        }
    }

    [Fact]
    public async Task The_exported_journal_is_verified() =>
        (await ExportedFile.VerifyAsync(await WrittenBook.BytesAsync(Recorded.Value, BookFormat.Journal))).ShouldBe(new VerificationResult.Fine(Recorded.Value.Checkpoint));

    /// <summary>Everything, and the year that ends a month before the last exchange.</summary>
    private static (LocalDate? From, LocalDate? To)[] Periods()
    {
        var to = Recorded.Value.State.Exchanges.All.Values.Max(exchange => exchange.HappenedOn).PlusMonths(-1);
        return [(null, null), (to.PlusYears(-1).PlusDays(1), to)];
    }

    private static RecordedCommunity Import()
    {
        var community = new RecordedCommunity("molenwijk", seed: 1) { Now = Instant.FromUtc(2026, 12, 1, 12, 0) };
        foreach (var step in BuurthulpFormat.Read(Molenwijk.Folder, community.State.Code, community.Now).InOrder()) community.MustDo(step.Command);
        return community;
    }
}
