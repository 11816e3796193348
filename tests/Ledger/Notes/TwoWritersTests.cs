using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;
using Buurthulp.Tests.Ledger.Writing;

namespace Buurthulp.Tests.Ledger.Notes;

/// <summary>Two writers on one database, as two processes have them.</summary>
public sealed class TwoWritersTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Of_two_who_hand_in_one_note_at_the_same_moment_exactly_one_succeeds()
    {
        await using var database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], CancellationToken.None);
        await using var one = WriterScene.Writers(new PostgresJournal(database.Application));
        await using var two = WriterScene.Writers(new PostgresJournal(database.Application));
        var (scene, desk) = (new WriterScene(), Actor.Coordinator());
        await scene.FoundAsync(one);
        NoteSerial[] notes = [.. Enumerable.Range(1, 20).Select(number => NoteSerial.OfNumber(number))];
        LedgerCommand[] before =
        [
            WriterScene.Help(Guid.NewGuid(), WriterScene.Anna, WriterScene.Bram, minutes: 1200),
            new PrintNoteBatch(Guid.NewGuid(), desk, WriterScene.Noon, notes.Length, MinutesPerNote: 60),
            new IssueNotes(Guid.NewGuid(), desk, WriterScene.Noon, WriterScene.Anna, notes),
        ];
        foreach (var command in before) (await one.ExecuteAsync(scene.Community, command, default)).ShouldBeOfType<CommandOutcome.Recorded>();

        foreach (var note in notes)
        {
            var outcomes = await Task.WhenAll(Redeem(one, note), Redeem(two, note));

            outcomes.OfType<CommandOutcome.Recorded>().Count().ShouldBe(1);
            outcomes.OfType<CommandOutcome.Refused>().Single().Refusal.ShouldBe(new Refusal.NoteRedeemedAlready(note, WriterScene.Today));
        }

        (await scene.BalanceAsync(two, WriterScene.Bram), await scene.BalanceAsync(two, PaperNotes.Account), await scene.SumAsync(two)).ShouldBe((0, 0, 0));

        Task<CommandOutcome> Redeem(CommunityWriters writers, NoteSerial note) =>
            Task.Run(() => writers.ExecuteAsync(scene.Community, new RedeemNotes(Guid.NewGuid(), desk, WriterScene.Noon, WriterScene.Bram, [note]), default));
    }
}
