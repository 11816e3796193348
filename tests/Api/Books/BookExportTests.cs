using System.Text;
using Buurthulp.Api.Books;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Ledger.Verification;
using Buurthulp.Tests.Ledger.Verification;
using NodaTime;

namespace Buurthulp.Tests.Api.Books;

public sealed class BookExportTests
{
    private static readonly LocalDate From = new(2025, 1, 6);
    private static readonly LocalDate To = new(2025, 1, 8);

    [Fact]
    public async Task An_exported_journal_is_one_that_verify_finds_fine()
    {
        var community = RandomCommunity.Of(seed: 5, steps: 600);

        var file = await WrittenBook.BytesAsync(community, BookFormat.Journal);

        file.Length.ShouldBeGreaterThan(150_000, "the export must go to the stream in several parts");
        file.ShouldBe(ExportedFile.Of(community));
        (await ExportedFile.VerifyAsync(file)).ShouldBe(new VerificationResult.Fine(community.Checkpoint));
    }

    [Fact]
    public async Task An_entry_that_was_changed_in_the_database_shows_in_its_export()
    {
        var community = RandomCommunity.Of(seed: 6, steps: 30);
        var recorded = community.Entries[12];
        community.Entries[12] = recorded with { RecordedAt = recorded.RecordedAt.PlusNanoseconds(1_000) };

        var bad = (await ExportedFile.VerifyAsync(await WrittenBook.BytesAsync(community, BookFormat.Journal))).ShouldBeOfType<VerificationResult.Bad>();

        bad.Message.ShouldStartWith("position 13: the entry is not the one that was recorded");
    }

    [Fact]
    public async Task Nothing_is_written_after_a_refusal()
    {
        var community = Neighbours();
        using var output = new MemoryStream();
        Task<ExportRefusal?> Export(string code, BookFormat format, LocalDate? from, LocalDate? to) =>
            BookExport.WriteAsync(community.Journal, new CommunityCode(code), format, from, to, output, default);

        (await Export("elders", BookFormat.Csv, null, null)).ShouldBe(new ExportRefusal.CommunityUnknown(new CommunityCode("elders")));
        (await Export("molenwijk", BookFormat.Journal, From, null)).ShouldBe(new ExportRefusal.JournalHasNoPeriod());
        (await Export("molenwijk", BookFormat.Journal, null, To)).ShouldBe(new ExportRefusal.JournalHasNoPeriod());
        (await Export("molenwijk", BookFormat.Hledger, To, From)).ShouldBe(new ExportRefusal.PeriodEndsBeforeItStarts(To, From));
        (await Export("molenwijk", BookFormat.Hledger, new LocalDate(9999, 12, 31), null)).ShouldBe(new ExportRefusal.PeriodNotBegun(new LocalDate(9999, 12, 31), new LocalDate(2025, 1, 10)));
        (await Export("molenwijk", BookFormat.Beancount, new LocalDate(9999, 12, 31), null)).ShouldBeOfType<ExportRefusal.PeriodNotBegun>();

        output.Length.ShouldBe(0);
        new ExportRefusal.PeriodEndsBeforeItStarts(To, From).Message.ShouldBe("the period ends on 2025-01-06, before it starts on 2025-01-08: check --from and --to");
    }

    [Theory]
    [InlineData(BookFormat.Hledger, "hledger")]
    [InlineData(BookFormat.Beancount, "beancount")]
    [InlineData(BookFormat.Csv, "csv")]
    public async Task The_examples_in_docs_books_are_what_is_written(BookFormat format, string block)
    {
        var text = Encoding.UTF8.GetString(await WrittenBook.BytesAsync(Neighbours(), format, From, To));

        text.Replace("\r\n", "\n", StringComparison.Ordinal).ShouldBe(Documented(block));
    }

    [Fact]
    public async Task A_period_that_is_not_over_closes_on_the_last_day_of_the_journal()
    {
        var book = await WrittenBook.HledgerAsync(Neighbours(), From, new LocalDate(9999, 12, 31));

        book.Text.ShouldContain("2025-01-10 | closing_balances");
    }

    [Fact]
    public async Task Numbers_that_Beancount_would_take_for_one_keep_their_names_in_every_export()
    {
        var community = new RecordedCommunity("molenwijk", seed: 1);
        Found(community);
        foreach (var (number, joined) in new[] { ("l_1", 3), ("L-1", 1), ("L_1", 1), ("l-1", 1), ("L-1-2", 1) }) Join(community, number, new LocalDate(2025, 1, joined));

        var all = await WrittenBook.BeancountAsync(community);
        var early = await WrittenBook.BeancountAsync(community, from: null, to: new LocalDate(2025, 1, 2));

        foreach (var book in new[] { all, early })
        {
            book.NumberOfName("Assets:Members:L-1-2").ShouldBe("L-1");
            book.NumberOfName("Assets:Members:L-1-3").ShouldBe("L_1");
            book.NumberOfName("Assets:Members:L-1-4").ShouldBe("l-1");
            book.NumberOfName("Assets:Members:L-1-2-2").ShouldBe("L-1-2");
        }

        all.NumberOfName("Assets:Members:L-1").ShouldBe("l_1");
        early.Closing.Keys.ShouldNotContain("l_1");
    }

    [Fact]
    public async Task A_posting_on_an_account_that_nobody_opened_stops_the_export()
    {
        var community = Neighbours();
        community.Entries.RemoveAll(entry => entry.Event is MemberJoined);

        foreach (var format in new[] { BookFormat.Csv, BookFormat.Hledger })
            (await Should.ThrowAsync<InvalidOperationException>(() => WrittenBook.BytesAsync(community, format))).Message.ShouldContain("which no entry before it opened");
    }

    /// <summary>Anna brought two hours, helped Bram twice and gave to the pot; then Bram helped her. One exchange was recorded before an earlier one.</summary>
    private static RecordedCommunity Neighbours()
    {
        var community = new RecordedCommunity("molenwijk", seed: 1);
        Found(community);
        Join(community, "L0001", RecordedCommunity.Founded);
        Join(community, "L0002", RecordedCommunity.Founded);
        var (anna, bram, pot) = (new AccountNumber("L0001"), new AccountNumber("L0002"), new AccountNumber("buurtpot"));
        community.MustDo(new OpenPot(community.NewId(), Desk, community.Now, pot, RecordedCommunity.Founded));
        community.MustDo(new BookOpeningBalance(community.NewId(), Desk, community.Now, anna, 120, RecordedCommunity.Founded));

        community.Now = Instant.FromUtc(2025, 1, 10, 12, 0);
        Help(anna, bram, 90, day: 7);
        Help(anna, bram, 45, day: 3);
        community.MustDo(new MakeGift(community.NewId(), Desk, community.Now, anna, pot, 30, From));
        Help(bram, anna, 60, day: 9);
        return community;

        void Help(AccountNumber helper, AccountNumber receiver, long minutes, int day) => community.MustDo(new RecordExchange(community.NewId(), Desk, community.Now,
            [new Share(helper, minutes)], [new Share(receiver, minutes)], Errands, new LocalDate(2025, 1, day), Channel.Desk));
    }

    private static readonly Actor Desk = Actor.Coordinator();
    private static readonly CategoryCode Errands = new("boodschappen");

    private static void Found(RecordedCommunity community)
    {
        community.MustDo(new FoundCommunity(community.NewId(), Desk, community.Now, RecordedCommunity.Founded, "Europe/Amsterdam", new CurrencyCode("uur"), 60, Agreement.Default));
        community.MustDo(new AddCategories(community.NewId(), Desk, community.Now, [Errands]));
        community.Now = Instant.FromUtc(2025, 1, 5, 12, 0);
    }

    private static void Join(RecordedCommunity community, string number, LocalDate joinedOn) =>
        community.MustDo(new JoinMember(community.NewId(), Desk, community.Now, new AccountNumber(number), Neighbourhood: null, joinedOn));

    private static string Documented(string block)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Buurthulp.sln"))) folder = Path.GetDirectoryName(folder)!;
        var text = File.ReadAllText(Path.Combine(folder, "docs", "books.md"));
        var start = text.IndexOf($"```{block}\n", StringComparison.Ordinal) + block.Length + 4;
        start.ShouldBeGreaterThan(block.Length + 4, block);
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
