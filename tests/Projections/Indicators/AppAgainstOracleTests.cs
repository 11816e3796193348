using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Import;
using Buurthulp.Tests.Ledger.Simulation;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>The app's answers, figure by figure, against the independent computation.</summary>
public sealed class AppAgainstOracleTests(FigureServer server) : IClassFixture<FigureServer>
{
    private static readonly Lazy<OracleFacts> Files = new(() => OracleFiles.Read(Molenwijk.Folder));

    public static TheoryData<string, string> Periods => new()
    {
        { "2025-07-01", "2026-06-30" },
        { "2022-01-01", "2022-12-31" },
        { "2021-01-01", "2026-12-31" },
        { "2024-07-01", "2024-09-30" },
        { "2024-02-01", "2024-02-29" },
        { "2026-06-01", "2026-06-29" },
        { "2025-03-15", "2025-05-14" },
        { "2026-03-02", "2026-03-02" },
        { "2023-08-31", "2023-08-31" },
        { "2022-02-01", "2022-02-03" },
        { "2019-01-01", "2019-12-31" },
        { "2027-01-01", "2027-12-31" },
    };

    [Theory]
    [MemberData(nameof(Periods))]
    public async Task Molenwijk_has_the_figures_that_its_files_give(string from, string to)
    {
        var (first, last) = (DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd"));
        ShouldEqual(await server.FiguresAsync(await server.MolenwijkAsync(), first, last), OracleFigures.Of(Files.Value, first, last));
    }

    /// <summary>In the middle of the import, where some of the days are already there and what happened on them is not.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    [InlineData(2_500)]
    [InlineData(7_000)]
    public async Task Molenwijk_as_of_a_position_has_the_figures_of_the_journal_up_to_there(long position)
    {
        var facts = OracleJournal.Read(await server.ExportAsync(await server.MolenwijkAsync()), position);
        foreach (var (first, last) in new (DateOnly, DateOnly)[] { (new(2022, 1, 1), new(2026, 12, 31)), (new(2023, 3, 1), new(2023, 5, 31)) })
            ShouldEqual(await server.FiguresAsync(await server.MolenwijkAsync(), first, last, position), OracleFigures.Of(facts, first, last));
    }

    [Fact]
    public async Task Every_member_of_Molenwijk_sees_what_the_files_give()
    {
        var (community, from, to) = (await server.MolenwijkAsync(), new DateOnly(2025, 7, 1), new DateOnly(2026, 6, 30));
        List<OracleFigures> all = [];
        foreach (var member in Files.Value.Accounts.Where(account => account.Kind == "member"))
        {
            all.Add(OracleReciprocity.OfMember(Files.Value, member.Number, from, to));
            ShouldEqual(await server.ReciprocityAsync(community, member.Number, from, to), all[^1], member.Number);
        }

        all.Count.ShouldBe(319);
        all.Select(member => member["circle.length"]).Distinct().Count().ShouldBeGreaterThan(4, "circles of several lengths, and none");
    }

    [Theory]
    [InlineData(1, "Anna")]
    [InlineData(2, "Chaima")]
    [InlineData(3, "Dirk")]
    public async Task The_example_on_paper_shows_everybody_their_own(int column, string name)
    {
        var community = await server.TakeInAsync($"paper-{name}", lived => PaperExample.Live(lived));

        OracleFigures expected = new();
        foreach (var row in PaperExample.Table("What three of them see")) expected.Add(row[0], PaperExample.Number(row[column]));
        ShouldEqual(await server.ReciprocityAsync(community.Code, PaperExample.Account(name).Value, PaperExample.From.ToDateOnly(), PaperExample.To.ToDateOnly()), expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_example_on_paper_comes_out_as_it_was_worked_out(int column)
    {
        var end = 0L;
        var community = await server.TakeInAsync($"paper-{column}", lived => end = PaperExample.Live(lived));
        var figures = await server.FiguresAsync(community.Code, PaperExample.From.ToDateOnly(), PaperExample.To.ToDateOnly(), column == 1 ? null : end);

        OracleFigures expected = new();
        foreach (var row in PaperExample.Table("All figures of the example").Where(row => row[column] != "–")) expected.Add(row[0], PaperExample.Number(row[column]));
        ShouldEqual(figures, expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_example_on_paper_gives_the_signals_and_the_goals_that_it_says(int column)
    {
        var community = await server.TakeInAsync($"paper-signals-{column}", lived => PaperExample.Live(lived), known: column == 1 ? null : PaperExample.To);

        (await server.GoalsAsync(community.Code, PaperExample.From.ToDateOnly(), PaperExample.To.ToDateOnly())).ShouldBe(PaperExample.Goals(column));
        var signals = await server.SignalsAsync(community.Code, PaperExample.To.ToDateOnly());
        foreach (var row in PaperExample.Table("The signals of the example")) PaperExample.Accounts(signals[row[0]]).ShouldBe(PaperExample.Named(row[column]), row[0]);
    }

    [Fact]
    public async Task The_goal_of_Molenwijk_stands_as_the_journal_says()
    {
        var community = await server.MolenwijkAsync();
        (await server.SignalsAsync(community, new(2026, 11, 20))).ShouldBe(OracleSignals.Of(Files.Value, new(2026, 11, 20)));
        (await server.GoalsAsync(community)).ShouldBe(OracleGoals.Of(await server.ExportAsync(community), new(2025, 11, 21), new(2026, 11, 20)));
        (await server.GoalsAsync(community)).Count.ShouldBe(1);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 15)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_random_village_has_the_figures_of_its_journal(int seed) =>
        await ShouldAgreeAsync(await server.TakeInAsync($"village-{seed}", community => new RandomVillage(community, seed).Live()), seed);

    /// <summary>Those of the simulation come up with every command there is, sensible or not.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_random_neighbourhood_of_the_simulation_has_the_figures_of_its_journal(int seed) =>
        await ShouldAgreeAsync(await server.TakeInAsync($"simulated-{seed}", community =>
        {
            RandomCommands commands = new(seed);
            for (var i = 0; i < 600; i++) _ = community.Decide(commands.Next(community.State) with { CommandId = community.NextId() });
        }), seed);

    /// <summary>Whole years, a quarter, a month, days on which something happened, and as many positions.</summary>
    private async Task ShouldAgreeAsync(TestCommunity community, int seed)
    {
        Random random = new(seed);
        var lines = await server.ExportAsync(community.Code);
        var all = OracleJournal.Read(lines);
        foreach (var position in new[] { community.Head, random.NextInt64(1, community.Head), random.NextInt64(1, community.Head) })
        {
            var facts = OracleJournal.Read(lines, position);
            var day = all.Exchanges.Count == 0 ? new DateOnly(2026, 11, 20) : all.Exchanges[random.Next(all.Exchanges.Count)].On;
            var month = new DateOnly(day.Year, day.Month, 1);
            (DateOnly, DateOnly)[] periods =
                [(new(2020, 1, 1), new(2029, 12, 31)), (new(2026, 1, 1), new(2026, 12, 31)), (month, month.AddMonths(1).AddDays(-1)), (month.AddMonths(-2), day), (day, day), (day, day.AddDays(random.Next(80)))];
            if (position == community.Head) await ShouldShowEverybodyAsync(community, facts, new(2026, 1, 1), new(2026, 12, 31));
            (await server.GoalsAsync(community.Code, day.AddDays(-200), day, position)).ShouldBe(OracleGoals.Of(lines, day.AddDays(-200), day, position), $"{community.Code} as of {position}");
            foreach (var (first, last) in periods) ShouldEqual(await server.FiguresAsync(community.Code, first, last, position), OracleFigures.Of(facts, first, last), $"{community.Code} as of {position}, {first:o} to {last:o}");
        }

        await ShouldSignalAsync(community.Code, all, random);
    }

    /// <summary>Signals are those of today, whatever was recorded, so they come last: they move the clock.</summary>
    private async Task ShouldSignalAsync(CommunityCode community, OracleFacts facts, Random random)
    {
        foreach (var today in new DateOnly[] { new(2026, 11, 20), new DateOnly(2026, 6, 1).AddDays(random.Next(170)), new DateOnly(2025, 3, 1).AddDays(random.Next(300)) })
            (await server.SignalsAsync(community, today)).ShouldBe(OracleSignals.Of(facts, today), $"{community} on {today:o}");
    }

    private async Task ShouldShowEverybodyAsync(TestCommunity community, OracleFacts facts, DateOnly from, DateOnly to)
    {
        foreach (var member in facts.Accounts.Where(account => account.Kind == "member"))
            ShouldEqual(await server.ReciprocityAsync(community.Code, member.Number, from, to), OracleReciprocity.OfMember(facts, member.Number, from, to), $"{community.Code}: {member.Number}");
    }

    private static void ShouldEqual(OracleFigures app, OracleFigures oracle, string? of = null)
    {
        app.Keys.ShouldBe(oracle.Keys, of);
        List<string> differences = [];
        foreach (var (path, expected) in oracle)
        {
            var isEqual = app[path] is { } told && expected is { } right ? Math.Abs(told - right) <= 1e-9m * Math.Max(1, Math.Abs(right)) : app[path] == expected;
            if (!isEqual) differences.Add($"{path}: the app says {app[path]?.ToString() ?? "null"}, the computation {expected?.ToString() ?? "null"}");
        }

        differences.ShouldBeEmpty(of);
    }
}
