using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Statements;
using NodaTime;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections;

public sealed class StatementTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    private static readonly LocalDate November1 = new(2026, 11, 1);
    private static readonly LocalDate November10 = new(2026, 11, 10);
    private static readonly LocalDate November19 = new(2026, 11, 19);

    [Fact]
    public async Task Opening_and_lines_are_closing_although_help_was_written_down_later_than_it_happened()
    {
        var community = await database.StartCommunityAsync("late");
        await community.HelpAsync(Anna, Bram, 60, on: November19);
        await community.HelpAsync(Anna, Chaima, 30, on: November1);
        var between = await community.HelpAsync(Bram, Anna, 45, on: November10);
        await database.ShowAsync(community);

        var statement = await PageAsync(community, Anna, November10, November19);

        statement.Opening.ShouldBe(30);
        statement.Lines.Select(line => (line.HappenedOn, line.Amount, line.BalanceAfter)).ShouldBe([(November10, -45, -15), (November19, 60, 45)]);
        statement.Closing.ShouldBe(45);
        statement.Lines[0].Exchange.ShouldBe(between);
        statement.Position.ShouldBe(community.Head);

        var before = await PageAsync(community, Anna, from: null, November1.PlusDays(-1));
        (before.Opening, before.Lines.Count, before.Closing).ShouldBe((0, 0, 0));
        var middle = await PageAsync(community, Anna, November1.PlusDays(1), November10);
        (middle.Opening, middle.Closing).ShouldBe((30, -15));
    }

    [Fact]
    public async Task Each_page_goes_on_where_the_one_before_stopped()
    {
        var community = await database.StartCommunityAsync("pages");
        for (var day = 1; day <= 7; day++) await community.HelpAsync(Anna, Bram, day, on: November1.PlusDays(7 - day));
        await database.ShowAsync(community);

        var balance = 0L;
        List<long> amounts = [];
        for (var page = 1; page <= 3; page++)
        {
            var statement = await StatementQueries.PageAsync(database.Application, community.Code, Anna, November1, to: null, page, linesPerPage: 3, CancellationToken.None);
            (statement.Opening, statement.Closing, statement.TotalLines).ShouldBe((0, 28, 7));
            statement.BroughtForward.ShouldBe(balance);
            statement.CarriedForward.ShouldBe(balance + statement.Lines.Sum(line => line.Amount));
            balance = statement.CarriedForward;
            amounts.AddRange(statement.Lines.Select(line => line.Amount));
        }

        amounts.ShouldBe([7, 6, 5, 4, 3, 2, 1]);
        var beyond = await StatementQueries.PageAsync(database.Application, community.Code, Anna, November1, to: null, page: 4, linesPerPage: 3, CancellationToken.None);
        (beyond.Lines.Count, beyond.BroughtForward, beyond.CarriedForward, beyond.TotalLines).ShouldBe((0, 28, 28, 7));
    }

    [Fact]
    public async Task A_line_names_what_it_belongs_to_and_never_the_other_side()
    {
        var community = await database.StartCommunityAsync("belongs");
        var exchange = await community.HelpAsync(Anna, Bram, 120);
        await community.ReverseAsync(exchange);
        var discount = new DiscountId(await community.DoAsync(new GiveDiscount(community.NextId(), Desk, community.Now, Bakery, Anna, 5_000, 20)));
        var gift = new GiftId(await community.DoAsync(new MakeGift(community.NextId(), Desk, community.Now, Anna, Pot, 10)));
        await database.ShowAsync(community);

        var statement = await PageAsync(community, Anna, from: null, to: null);

        statement.Lines.Select(line => (line.EventType, line.Amount, line.Exchange, line.Discount, line.Gift)).ShouldBe(
        [
            ("exchange_booked", 120, exchange, null, null),
            ("exchange_reversed", -120, exchange, null, null),
            ("discount_given", -20, null, discount, null),
            ("gift_made", -10, null, null, gift),
        ]);
        (await AccountQueries.FindAsync(database.Application, community.Code, Anna, CancellationToken.None))!.Balance.ShouldBe(-30);
        (await AccountQueries.FindAsync(database.Application, community.Code, Bakery, CancellationToken.None))!.Balance.ShouldBe(20);
        (await AccountQueries.FindAsync(database.Application, community.Code, new AccountNumber("L9999"), CancellationToken.None)).ShouldBeNull();
        (await AccountQueries.ListAsync(database.Application, community.Code, AccountKind.Pot, CancellationToken.None)).Select(row => (row.Account, row.Balance)).ShouldBe([(Pot, 10)]);
    }

    [Fact]
    public async Task No_table_of_the_views_has_room_for_two_members_and_no_column_for_a_name()
    {
        var columns = await database.ScalarAsync<string[]>("SELECT array_agg(table_name || '.' || column_name || '.' || (data_type IN ('text', 'ARRAY'))::text) FROM information_schema.columns WHERE table_schema = 'views'");
        columns.Length.ShouldBeGreaterThan(40);
        string[] people = ["account", "accounts", "member", "members", "helper", "helpers", "receiver", "receivers", "payer", "payers", "giver", "shop", "actor", "by", "other", "counterpart", "partner",
            "proxy", "guardian", "sponsor", "asker", "from", "to", "owner", "sender", "person", "people", "who", "pot", "institution"];
        List<string> withTwo = [];
        foreach (var table in columns.Select(column => column.Split('.')).GroupBy(column => column[0]))
        {
            if (table.Count(column => column[2] == "true" && column[1].Split('_').Intersect(people).Any() && column[1] is not "recorded_by") > 1) withTwo.Add(table.Key);
            table.Select(column => column[1]).ShouldNotContain(column => column.Contains("name") || column.Contains("mail") || column.Contains("phone") || column.Contains("remark"));
        }

        withTwo.ShouldBe(WithTwoAccounts, ignoreOrder: true);
        (await database.ScalarAsync<long>("SELECT count(*) FROM information_schema.columns WHERE table_schema = 'views' AND table_name = 'member_proxies' AND data_type IN ('bigint', 'integer', 'numeric')")).ShouldBe(0);
        SettleCredits.CanSponsor(AccountKind.Member).ShouldBeFalse();
    }

    /// <summary>
    /// Tables that name two accounts in a row, and why that shows no debt between two members: who may act for whom has no amount; credits are settled between a shop and
    /// who took them over, a pot, an institution or a group, and neither is a member.
    /// </summary>
    private static readonly string[] WithTwoAccounts = ["member_proxies", "shop_settlements"];

    private Task<Statement> PageAsync(TestCommunity community, AccountNumber account, LocalDate? from, LocalDate? to) =>
        StatementQueries.PageAsync(database.Application, community.Code, account, from, to, page: 1, linesPerPage: 100, CancellationToken.None);
}
