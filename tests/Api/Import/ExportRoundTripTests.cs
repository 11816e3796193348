using System.IO.Compression;
using Buurthulp.Api.Export;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Tests.Api.Import;

/// <summary>What is exported can be read in elsewhere, and is the same there.</summary>
public sealed class ExportRoundTripTests(ImportDatabase database) : IClassFixture<ImportDatabase>
{
    [Fact]
    public async Task A_community_that_was_exported_is_the_same_elsewhere_goals_too()
    {
        using var folder = new SmallFolder();
        folder.Replace("community.csv", "goal,elk jaar een feest", "goal,20 percent of residents active within a year");
        var (here, there) = (database.NewCommunity(), database.NewCommunity());
        (await database.ImportAsync(folder.Path, here)).Refusals.ShouldBeEmpty();
        await SetGoalAsync(here, new GoalCode("gedag"), "=Feest; elk jaar, \"samen\"", startThousandths: 1500);
        await SetGoalAsync(here, new GoalCode("weg"), "Weg", startThousandths: null);
        await ExecuteAsync(here, new DropGoal(Guid.CreateVersion7(), Actor.Coordinator(), Noon, new GoalCode("weg")));

        using var copy = new SmallFolder();
        await UnpackAsync(here, copy);
        var read = await database.ImportAsync(copy.Path, there);

        read.Refusals.ShouldBeEmpty(string.Join('\n', read.Refusals));
        copy.Read("community.csv").ShouldContain("\ngoal:reach,participation-reach;200;2026-11-20;2027-11-20;;20 percent of residents active within a year\n");
        (await GoalsAsync(there)).ShouldBe(await GoalsAsync(here), ignoreOrder: true);
        (await GoalsAsync(there)).Select(goal => goal.Name).ShouldBe(["=Feest; elk jaar, \"samen\"", "20 percent of residents active within a year"], ignoreOrder: true);
        read.Balances.Select(account => (account.Account, account.Balance)).ShouldBe((await database.ImportAsync(folder.Path, here)).Balances.Select(account => (account.Account, account.Balance)));
        // And once more, to the letter.
        using var again = new SmallFolder();
        await UnpackAsync(there, again);
        foreach (var file in new[] { "community.csv", "members.csv", "organisations.csv" }) again.Read(file).ShouldBe(copy.Read(file), file);
        (await database.ImportAsync(copy.Path, there)).Booked.ShouldBe(0, "a second import of the same files adds nothing");
    }

    [Theory]
    [InlineData("participation-reach;veel;2026-01-01;2027-01-01;;Doel")]
    [InlineData("participation-nothing;200;2026-01-01;2027-01-01;;Doel")]
    [InlineData("participation-reach;200;gisteren;2027-01-01;;Doel")]
    [InlineData("participation-reach;200;2026-01-01;2027-01-01;")]
    [InlineData("participation-reach;200;2026-01-01;2027-01-01;;")]
    public async Task A_goal_that_cannot_be_read_is_told_in_both_languages(string value)
    {
        using var folder = new SmallFolder();
        folder.Replace("community.csv", "goal,elk jaar een feest", $"goal:reach,{value}");

        var refusal = (await database.ImportAsync(folder.Path, database.NewCommunity(), dryRun: true)).Refusals.ShouldHaveSingleItem();

        (refusal.Place.ToString(), refusal.Place.InDutch(), refusal.Code).ShouldBe(("community.csv line 7, column value", "community.csv regel 7, kolom value", "value-invalid"));
        refusal.Reason.English.ShouldContain("is not a goal");
        refusal.Reason.Dutch.ShouldContain("is geen doel");
    }

    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 12, 0);

    private async Task SetGoalAsync(CommunityCode community, GoalCode goal, string name, long? startThousandths)
    {
        var id = Guid.CreateVersion7();
        await database.Vault.GoalNames.AddAsync(community, id, name, default);
        await ExecuteAsync(community, new SetGoal(id, Actor.Coordinator(), Noon, goal, new MeasureCode("exchanges-count"), 250_000, new LocalDate(2027, 6, 30), startThousandths, new LocalDate(2026, 1, 1)));
    }

    private async Task ExecuteAsync(CommunityCode community, LedgerCommand command) => (await database.Writers.ExecuteAsync(community, command, default)).ShouldBeOfType<CommandOutcome.Recorded>();

    /// <summary>The goals that hold, with their names.</summary>
    private async Task<IReadOnlyList<(GoalSet Goal, string? Name)>> GoalsAsync(CommunityCode community)
    {
        var names = await database.Vault.GoalNames.AllAsync(community, default);
        Dictionary<GoalCode, (GoalSet, string?)> goals = [];
        await foreach (var entry in database.Journal.ReadAsync(community, 1))
        {
            if (entry.Event is GoalSet set) goals[set.Goal] = (set, names.GetValueOrDefault(entry.Id));
            if (entry.Event is GoalDropped dropped) goals.Remove(dropped.Goal);
        }

        return [.. goals.Values];
    }

    private async Task UnpackAsync(CommunityCode community, SmallFolder folder)
    {
        using var packed = new MemoryStream();
        await new CommunityExport(database.Journal, database.Vault, database.Database.Application, FixedTime.Noon).WriteAsync(community, Actor.Coordinator(), "een oud-lid", "{leftOut}", packed, default);
        await using var zip = new ZipArchive(packed);
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("import/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            folder.Write(entry.Name, await reader.ReadToEndAsync());
        }
    }
}
