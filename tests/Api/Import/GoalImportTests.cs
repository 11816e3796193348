using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Tests.Api.Import;

public sealed class GoalImportTests(ImportDatabase database) : IClassFixture<ImportDatabase>
{
    [Fact]
    public async Task The_goal_of_a_community_is_set_last_and_keeps_its_words_in_the_vault()
    {
        using var folder = new SmallFolder();
        folder.Replace("community.csv", "goal,elk jaar een feest", "goal,20 percent of residents active within a year");
        var community = database.NewCommunity();

        (await database.ImportAsync(folder.Path, community)).Notes.ShouldBeEmpty();
        (await database.ImportAsync(folder.Path, community)).Refusals.ShouldBeEmpty("a second import finds it there");

        List<Entry> entries = [];
        await foreach (var entry in database.Journal.ReadAsync(community, 1)) entries.Add(entry);
        entries[^1].Event.ShouldBe(new GoalSet(new GoalCode("reach"), new MeasureCode("participation-reach"), TargetThousandths: 200, By: new LocalDate(2027, 11, 20), StartedOn: new LocalDate(2026, 11, 20)));
        entries.Count(entry => entry.Event is GoalSet).ShouldBe(1);
        (await database.Vault.GoalNames.AllAsync(community, CancellationToken.None))[entries[^1].Id].ShouldBe("20 percent of residents active within a year");
    }

    [Fact]
    public async Task A_dry_run_keeps_no_words()
    {
        var community = database.NewCommunity();

        await database.ImportAsync(Molenwijk.Folder, community, dryRun: true);

        (await database.Vault.GoalNames.AllAsync(community, CancellationToken.None)).ShouldBeEmpty();
    }
}
