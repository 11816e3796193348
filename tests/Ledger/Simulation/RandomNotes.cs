using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Notes;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Simulation;

/// <summary>What may happen to paper notes next.</summary>
internal static class RandomNotes
{
    public static LedgerCommand Next(CommunityState state, RandomValues some, Guid id, Instant now) => some.Number(0, 19) switch
    {
        < 4 => new PrintNoteBatch(id, Desk, now, some.Chance(95) ? some.Number(1, 8) : some.Pick([0, -1, 10_001]), some.Minutes()),
        < 9 => new IssueNotes(id, Desk, now, Wealthy(state, some), Some(state, some, status: null)),
        < 15 => new RedeemNotes(id, Desk, now, some.Chance(80) ? some.Account() : some.Shop(), Some(state, some, NoteStatus.Issued)),
        < 17 => new VoidNotes(id, Desk, now, Some(state, some, some.Chance(70) ? NoteStatus.Issued : null), new("lost")),
        _ => new ExpireNotes(id, Actor.Clock, now, state.DueBatches(state.Today(now)) is { Count: > 0 } due && some.Chance(90) ? some.Pick(due) : new(some.Id(state.NoteBatches, _ => true))),
    };

    /// <summary>Usually somebody who has something to put on paper.</summary>
    private static AccountNumber Wealthy(CommunityState state, RandomValues some)
    {
        var account = some.Account();
        for (var tries = 0; tries < 8 && !(state.Accounts.TryGet(account, out var found) && found.Balance > 300); tries++) account = some.Chance(80) ? some.Account() : some.PotAccount();
        return account;
    }

    public static NoteTerms? Terms(RandomValues some) => some.Chance(30) ? null : new NoteTerms(some.Pick<long>([0, -600, -100_000, 60, long.MinValue]), some.Chance(70) ? some.Number(some.Chance(95) ? 1 : 0, 2) : null, some.Chance(30) ? some.PotAccount() : null);

    public static void AssertRegister(CommunityState state) =>
        (state.Accounts.TryGet(PaperNotes.Account, out var account) ? account.Balance : 0).ShouldBe(state.OutstandingMinutes(), "the account of paper notes is not the register");

    /// <summary>A few serials, mostly of notes that stand where the command needs them; status null is printed and nothing more.</summary>
    private static NoteSerial[] Some(CommunityState state, RandomValues some, NoteStatus? status)
    {
        NoteSerial[] all = [.. state.NoteBatches.All.Values.OrderBy(batch => batch.FirstNumber)
            .SelectMany(batch => Enumerable.Range(0, (int)(batch.LastNumber - batch.FirstNumber + 1)).Select(i => NoteSerial.OfNumber(batch.FirstNumber + i)))];
        NoteSerial[] likely = [.. all.Where(serial => (state.Notes.TryGet(serial, out var note) ? note.Status : null as NoteStatus?) == status)];
        return [.. Enumerable.Range(0, some.Chance(97) ? some.Number(1, 2) : 0)
            .Select(_ => likely.Length > 0 && some.Chance(95) ? some.Pick(likely) : all.Length > 0 && some.Chance(90) ? some.Pick(all) : NoteSerial.OfNumber(some.Number(900, 999)))];
    }
}
