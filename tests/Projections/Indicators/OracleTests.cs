using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Api.Import;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>The independent computation itself: anchors that are known from elsewhere, and the example that was worked out on paper.</summary>
public sealed class OracleTests(ImportDatabase database) : IClassFixture<ImportDatabase>
{
    private static readonly Lazy<OracleFacts> Files = new(() => OracleFiles.Read(Molenwijk.Folder));

    [Fact]
    public void Molenwijk_in_its_last_year_has_the_figures_that_are_known()
    {
        var figures = OracleFigures.Of(Files.Value, new(2025, 7, 1), new(2026, 6, 30));
        (figures["exchanges.count"], figures["exchanges.minutes"], figures["participation.active"], figures["members.registeredAtEnd"], figures["exchanges.medianMinutes"])
            .ShouldBe((654, 107_595, 236, 294, 135));
    }

    /// <summary>The two forms know nothing of each other: one reads the files, the other what the ledger made of them.</summary>
    [Fact]
    public async Task The_files_and_the_exported_journal_give_the_same_figures()
    {
        var community = database.NewCommunity();
        await database.ImportAsync(Molenwijk.Folder, community);
        List<Entry> entries = [];
        await foreach (var entry in database.Journal.ReadAsync(community, 1)) entries.Add(entry);
        var journal = OracleJournal.Read(PaperExample.Lines(entries));

        foreach (var (from, to) in new (DateOnly, DateOnly)[] { (new(2025, 7, 1), new(2026, 6, 30)), (new(2022, 1, 1), new(2022, 12, 31)), (new(2024, 2, 10), new(2024, 3, 5)) })
        {
            OracleFigures.Of(journal, from, to).ShouldBe(OracleFigures.Of(Files.Value, from, to), ignoreOrder: true);
            OracleSignals.Of(journal, to).ShouldBe(OracleSignals.Of(Files.Value, to));
            foreach (var member in new[] { "L0006", "L0022", "L0127", "L0003" })
                OracleReciprocity.OfMember(journal, member, from, to).ShouldBe(OracleReciprocity.OfMember(Files.Value, member, from, to), ignoreOrder: true);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_example_on_paper_comes_out_as_it_was_worked_out(int column)
    {
        var facts = Example(column);
        var figures = OracleFigures.Of(facts, PaperExample.From.ToDateOnly(), PaperExample.To.ToDateOnly());

        var expected = PaperExample.Table("All figures of the example").Where(row => row[column] != "–").ToDictionary(row => row[0], row => PaperExample.Number(row[column]));
        expected.Count.ShouldBeGreaterThan(70);
        figures.ShouldBe(expected, ignoreOrder: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_example_on_paper_gives_the_signals_that_it_says(int column)
    {
        var signals = OracleSignals.Of(Example(column), PaperExample.To.ToDateOnly());
        foreach (var row in PaperExample.Table("The signals of the example")) PaperExample.Accounts(signals[row[0]]).ShouldBe(PaperExample.Named(row[column]), row[0]);
    }

    [Theory]
    [InlineData(1, "Anna")]
    [InlineData(2, "Chaima")]
    [InlineData(3, "Dirk")]
    public void The_example_on_paper_shows_everybody_their_own(int column, string name)
    {
        var figures = OracleReciprocity.OfMember(Example(known: 1), PaperExample.Account(name).Value, PaperExample.From.ToDateOnly(), PaperExample.To.ToDateOnly());
        figures.ShouldBe(PaperExample.Table("What three of them see").ToDictionary(row => row[0], row => PaperExample.Number(row[column])), ignoreOrder: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_goals_on_paper_stand_as_it_says(int column)
    {
        TestCommunity community = new(journal: null!, new CommunityCode("goals"));
        var end = PaperExample.Live(community);
        OracleGoals.Of(PaperExample.Lines(community.Entries), PaperExample.From.ToDateOnly(), PaperExample.To.ToDateOnly(), column == 1 ? null : end).ShouldBe(PaperExample.Goals(column));
    }

    /// <param name="known">1: now; 2: at the end of the period.</param>
    private static OracleFacts Example(int known)
    {
        TestCommunity community = new(journal: null!, new CommunityCode("paper"));
        var end = PaperExample.Live(community);
        return OracleJournal.Read(PaperExample.Lines(community.Entries), known == 1 ? null : end);
    }
}
