using System.Globalization;
using System.Reflection;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Signals;
using Buurthulp.Projections.Signals;
using NodaTime;
using static Buurthulp.Tests.Projections.TestCommunity;

namespace Buurthulp.Tests.Projections;

/// <summary>Signals about members, by the definitions of the indicators. Today is 20 November 2026; Anna, Bram, Chaima and Dirk joined on 1 January.</summary>
public sealed class MemberSignalTests(ViewsDatabase database) : IClassFixture<ViewsDatabase>
{
    private static readonly LocalDate Today = new(2026, 11, 20);

    [Fact]
    public async Task Who_gave_more_than_twenty_hours_in_28_days_is_overloaded()
    {
        var community = await StartAsync("overload-minutes");
        await community.HelpAsync(Anna, Bram, 600, Today);
        await community.HelpAsync(Anna, Bram, 600, Ago(27));
        await community.HelpAsync(Anna, Bram, 600, Ago(28));
        (await ShownAsync(community, MemberSignal.Overload)).ShouldBeEmpty();

        await community.HelpAsync(Anna, Chaima, 1, Ago(27));

        var anna = (await ShownAsync(community, MemberSignal.Overload)).Single();
        (anna.Account, anna.GaveMinutes, anna.HelpedPeople, anna.Count).ShouldBe((Anna, 1201, 2, 1));
    }

    [Fact]
    public async Task Who_helped_more_than_eight_people_in_28_days_is_overloaded()
    {
        var community = await StartAsync("overload-people");
        var people = await NewcomersAsync(community, 9);
        await community.DoAsync(new JoinOrganisation(community.NextId(), Desk, community.Now, new AccountNumber("V1"), Neighbourhood: null, Founding));
        await community.HelpAsync([new Share(Anna, 5), new Share(Bram, 4)], [.. people.Take(8).Select(person => new Share(person, 1)), new Share(new("V1"), 1)]);
        await community.HelpAsync(Anna, people[0], 10);
        await community.HelpAsync(Anna, people[8], 10, Ago(28));
        (await ShownAsync(community, MemberSignal.Overload)).ShouldBeEmpty("eight people, one of them twice, and a group");

        await community.HelpAsync(Anna, people[8], 10);

        var anna = (await ShownAsync(community, MemberSignal.Overload)).Single();
        (anna.Account, anna.GaveMinutes, anna.HelpedPeople).ShouldBe((Anna, 25, 9));
    }

    [Fact]
    public async Task Who_received_more_than_agreed_is_a_signal_unless_nobody_expects_anything_back()
    {
        var community = await StartAsync("overasking");
        await community.HelpAsync(Anna, Bram, 1200, Ago(1));
        await community.HelpAsync(Anna, Chaima, 1201, Ago(1));
        await community.HelpAsync(Bram, Dirk, 1300, Ago(28));
        var chaima = (await ShownAsync(community, MemberSignal.Overasking)).Single();
        (chaima.Account, chaima.ReceivedMinutes).ShouldBe((Chaima, 1201));

        await community.DoAsync(new ExpectReciprocity(community.NextId(), Desk, community.Now, Chaima, Expected: false));

        (await ShownAsync(community, MemberSignal.Overasking)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_was_active_in_180_days_and_not_in_90_has_gone_quiet()
    {
        var community = await StartAsync("quiet");
        await community.HelpAsync(Anna, Bram, 60, Ago(179));
        await community.HelpAsync(Bram, Chaima, 60, Ago(90));
        await community.HelpAsync(Dirk, Chaima, 60, Ago(180));

        (await ShownAsync(community, MemberSignal.Quiet)).Select(row => (row.Account, row.LastExchangeOn)).ShouldBe([(Anna, Ago(179)), (Bram, Ago(90)), (Chaima, Ago(90))]);
        await community.HelpAsync(Chaima, Bram, 60, Ago(89));
        (await ShownAsync(community, MemberSignal.Quiet)).Select(row => row.Account).ShouldBe([Anna]);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public async Task Who_joined_30_to_90_days_ago_and_was_in_no_exchange_is_a_signal(int daysAgo, bool expected)
    {
        var community = await StartAsync(string.Create(CultureInfo.InvariantCulture, $"new-{daysAgo}"));
        var newcomer = (await NewcomersAsync(community, 1, Ago(daysAgo)))[0];
        await community.ProposeAsync(newcomer, Anna, 60);
        var undone = await community.HelpAsync(Bram, newcomer, 60);
        (await ShownAsync(community, MemberSignal.NewWithoutFirst)).ShouldBeEmpty("a first exchange is booked");

        await community.ReverseAsync(undone);

        (await ShownAsync(community, MemberSignal.NewWithoutFirst)).Select(row => (row.Account, row.JoinedOn)).ShouldBe(expected ? [(newcomer, Ago(daysAgo))] : []);
    }

    [Fact]
    public async Task Who_is_paused_or_left_gives_no_signal_and_comes_back_with_it()
    {
        var community = await StartAsync("away");
        await community.HelpAsync(Anna, Bram, 1300);
        await community.HelpAsync(Chaima, Dirk, 60, Ago(100));
        var newcomer = (await NewcomersAsync(community, 1, Ago(40)))[0];
        (await ShownAsync(community)).Select(row => (row.Signal, row.Account)).ShouldBe(
            [(MemberSignal.NewWithoutFirst, newcomer), (MemberSignal.Overasking, Bram), (MemberSignal.Overload, Anna), (MemberSignal.Quiet, Chaima), (MemberSignal.Quiet, Dirk)]);

        foreach (var member in new[] { Anna, Bram, Chaima, newcomer }) await community.DoAsync(new PauseMember(community.NextId(), Desk, community.Now, member));
        await community.DoAsync(new LeaveMember(community.NextId(), Desk, community.Now, Dirk));
        (await ShownAsync(community)).ShouldBeEmpty();

        await community.DoAsync(new ResumeMember(community.NextId(), Desk, community.Now, Anna));
        (await ShownAsync(community)).Single().Account.ShouldBe(Anna);
    }

    [Fact]
    public async Task Help_that_was_reversed_or_only_proposed_does_not_count()
    {
        var community = await StartAsync("undone");
        await community.HelpAsync(Anna, Bram, 1150);
        var exchange = await community.HelpAsync(Anna, Bram, 100);
        await community.ProposeAsync(Chaima, Dirk, 1300);
        (await ShownAsync(community)).Count.ShouldBe(2);

        await community.ReverseAsync(exchange);

        (await ShownAsync(community)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_agreement_says_how_much_is_much_and_the_strongest_come_first()
    {
        var community = await StartAsync("strongest");
        await community.HelpAsync(Anna, Bram, 20);
        await community.HelpAsync(Chaima, Bram, 40);
        await community.HelpAsync(Dirk, Anna, 20);
        await community.HelpAsync(Dirk, Bram, 20);
        await database.ShowAsync(community);
        var load = RequestTerms.Default with { OverloadMinutes = 19, OverloadPeople = 100 };

        var rows = await MemberSignalQueries.ListAsync(database.Application, community.Code, Today, load, new SignalTerms(OveraskingMinutes: 20, UnansweredDays: 14), mostOfEach: 2, CancellationToken.None);

        rows.Select(row => (row.Signal, row.Account, row.Count)).ShouldBe([(MemberSignal.Overasking, Bram, 1), (MemberSignal.Overload, Dirk, 3), (MemberSignal.Overload, Chaima, 3)],
            "of those who gave the same, who helped more people comes first; the third is only counted");
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public async Task The_signals_are_those_that_counting_exchange_by_exchange_gives(int seed)
    {
        var community = await StartAsync(string.Create(CultureInfo.InvariantCulture, $"signals-{seed}"));
        await community.AppendAsync(new RandomNeighbourhood(community, seed).Decide(300));
        await HelpByChanceAsync(community, new Random(seed));
        var (load, terms) = (RequestTerms.Default with { OverloadMinutes = 150, OverloadPeople = 1 }, SignalTerms.Default with { OveraskingMinutes = 100 });
        await database.ShowAsync(community);

        var rows = await MemberSignalQueries.ListAsync(database.Application, community.Code, Today, load, terms, mostOfEach: 500, CancellationToken.None);

        var expected = Counted(community, load, terms).ToList();
        expected.Select(one => one.Signal).Distinct().Count().ShouldBe(4, "this chance neighbourhood has every signal");
        rows.Select(row => (row.Signal, row.Account, row.GaveMinutes, row.HelpedPeople, row.ReceivedMinutes)).ShouldBe(expected, ignoreOrder: true);
    }

    /// <summary>Forty people of whom many help little, some a lot and some are new.</summary>
    private static async Task HelpByChanceAsync(TestCommunity community, Random random)
    {
        var people = await NewcomersAsync(community, 40, Ago(250));
        for (var i = 0; i < 60; i++)
        {
            var two = random.GetItems<AccountNumber>([.. people], 2);
            if (two[0] != two[1]) await community.HelpAsync(two[0], two[1], random.Next(1, 300), Ago(random.Next(250)));
        }

        await community.DoAsync(new JoinMember(community.NextId(), Desk, community.Now, new AccountNumber("N99"), Neighbourhood: null, Ago(60)));
    }

    /// <summary>The definitions once more, in the plainest way.</summary>
    private static IEnumerable<(MemberSignal Signal, AccountNumber Account, long Gave, long Helped, long Received)> Counted(TestCommunity community, RequestTerms load, SignalTerms terms)
    {
        var state = community.State;
        var booked = state.Exchanges.All.Values.Where(exchange => exchange.Status == ExchangeStatus.Booked).ToList();
        foreach (var (member, life) in state.Members.All)
        {
            if (state.Accounts[member].ClosedOn is not null || life.PausedOn is not null) continue;
            var own = booked.Where(exchange => exchange.Involves(member)).ToList();
            var lately = own.Where(exchange => Period.DaysBetween(exchange.HappenedOn, Today) < 28).ToList();
            var (gave, received) = (lately.Sum(exchange => exchange.Helpers.Of(member)), lately.Sum(exchange => exchange.Receivers.Of(member)));
            long helped = lately.Where(exchange => exchange.Helpers.Includes(member)).SelectMany(exchange => exchange.Receivers).Select(share => share.Account).Where(state.Members.Contains).Distinct().Count();
            var days = own.Select(exchange => Period.DaysBetween(exchange.HappenedOn, Today)).Where(ago => ago < 180).ToList();
            if (gave > load.OverloadMinutes || helped > load.OverloadPeople) yield return (MemberSignal.Overload, member, gave, helped, received);
            if (received > terms.OveraskingMinutes && life.ReciprocityExpected) yield return (MemberSignal.Overasking, member, gave, helped, received);
            if (days.Count > 0 && days.Min() >= 90) yield return (MemberSignal.Quiet, member, gave, helped, received);
            if (Period.DaysBetween(state.Accounts[member].OpenedOn, Today) is >= 30 and <= 90 && own.Count == 0) yield return (MemberSignal.NewWithoutFirst, member, gave, helped, received);
        }
    }

    /// <summary>A community with years of help behind it must not be read from end to end.</summary>
    [Fact]
    public async Task Of_the_exchanges_only_the_last_months_are_read()
    {
        await StartAsync("years");
        await database.ExecuteAsync("""
            INSERT INTO views.exchanges (community, exchange, status, happened_on, category, channel, minutes, thanked, position)
            SELECT 'years', md5(n::text)::uuid, 'booked', DATE '2026-11-20' - n % 2000, 'boodschappen', 'web', 60, 0, n FROM generate_series(1, 20000) n;
            INSERT INTO views.exchange_shares (community, exchange, side, account, minutes)
            SELECT 'years', md5(n::text)::uuid, side, 'L000' || side_number, 60 FROM generate_series(1, 20000) n, (VALUES ('helper', 1), ('receiver', 2)) AS sides (side, side_number);
            ANALYZE views.exchanges, views.exchange_shares;
            """);
        var sql = (string)typeof(MemberSignalQueries).GetField("Sql", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        await using var explain = database.Application.CreateCommand($"EXPLAIN {sql}");
        foreach (var value in new object[] { "years", new DateOnly(2026, 11, 20), 1200L, 8L, 1200L, 500 }) explain.Parameters.Add(new() { Value = value });
        List<string> plan = [];
        await using (var reader = await explain.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) plan.Add(reader.GetString(0));
        }

        var text = string.Join('\n', plan);
        text.ShouldNotContain("Seq Scan on exchange");
        text.ShouldContain("exchanges_by_day");
        text.ShouldContain("exchange_shares_pkey");
    }

    private async Task<TestCommunity> StartAsync(string code) => await database.StartCommunityAsync(code);

    private static async Task<IReadOnlyList<AccountNumber>> NewcomersAsync(TestCommunity community, int count, LocalDate? on = null)
    {
        List<AccountNumber> people = [];
        for (var i = 1; i <= count; i++)
        {
            people.Add(new AccountNumber(string.Create(CultureInfo.InvariantCulture, $"N{i:00}")));
            await community.DoAsync(new JoinMember(community.NextId(), Desk, community.Now, people[^1], Neighbourhood: null, on ?? Founding));
        }

        return people;
    }

    private async Task<IReadOnlyList<MemberSignalRow>> ShownAsync(TestCommunity community, MemberSignal? signal = null)
    {
        await database.ShowAsync(community);
        var rows = await MemberSignalQueries.ListAsync(database.Application, community.Code, Today, RequestTerms.Default, SignalTerms.Default, mostOfEach: 500, CancellationToken.None);
        return [.. rows.Where(row => signal is null || row.Signal == signal)];
    }

    private static LocalDate Ago(int days) => Today.PlusDays(-days);
}
