using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Tests.Ledger.Scenarios;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Simulation;

/// <summary>
/// A community that lives through random commands. Some are accepted, and of those some do not reach the disk: they are taken back,
/// as the writer does when the database says no.
/// </summary>
internal sealed class RandomNeighbourhood(int seed)
{
    private readonly List<(LedgerEvent Event, Instant At)> pending = [];
    private string committed = "";

    public RandomCommands Commands { get; } = new(seed);

    public CommunityState State { get; } = new(Molenwijk);

    /// <summary>What reached the disk.</summary>
    public List<(LedgerEvent Event, Instant At)> Journal { get; } = [];

    public List<(LedgerCommand Command, Decision Decision)> Decided { get; } = [];

    /// <summary>Decides without looking twice; for runs that only want the outcome.</summary>
    public void Live(int commands)
    {
        for (var i = 0; i < commands; i++) Record(Commands.Next(State));
        Commit();
    }

    /// <summary>Decides and asserts the principles after each step; tells each command first, so that a failure shows the way to it.</summary>
    public void LiveUnderWatch(int commands, Action<string> tell)
    {
        committed = StateDump.Of(State);
        for (var i = 0; i < commands; i++)
        {
            var command = Commands.Next(State);
            tell($"{i + 1}: {command}");
            Step(command);
        }

        Commit();
    }

    private void Step(LedgerCommand command)
    {
        var before = StateDump.Of(State);
        Verdict.Text(command.Decide(State)).ShouldBe(Verdict.Text(command.Decide(State)), "decided twice");
        StateDump.Of(State).ShouldBe(before, "a decision changed the state");

        Record(command);
        State.Accounts.All.Values.Sum(account => account.Balance).ShouldBe(0);
        RandomNotes.AssertRegister(State);
        State.Position.ShouldBe(Journal.Count + pending.Count);
        if (Commands.Values.Chance(40)) Commit();
        else if (Commands.Values.Chance(15)) Rollback();
    }

    private void Record(LedgerCommand command)
    {
        var decision = command.Decide(State);
        Decided.Add((command, decision));
        var at = command.Now < State.LastRecordedAt ? State.LastRecordedAt : command.Now;
        foreach (var recorded in decision.Events)
        {
            State.Evolve(recorded, State.Position + 1, at);
            pending.Add((recorded, at));
            AssertFloors(recorded);
        }
    }

    private void AssertFloors(LedgerEvent recorded)
    {
        if (recorded is GrantGiven grant) AssertGrant(grant);
        if (recorded is ExchangeBooked { Payers: { } payers } help) AssertBudgets(help, payers);
        if (Postings.DateOf(recorded) is { } day && State.Books.ClosedThrough is { } closed) day.ShouldBeGreaterThan(closed);
        if (recorded is GiftMade gift) State.Accounts[gift.From].Balance.ShouldBeGreaterThanOrEqualTo(State.Agreement.GiftFloorMinutes);
        if (recorded is NotesIssued issued) State.Accounts[issued.From].Balance.ShouldBeGreaterThanOrEqualTo(State.Agreement.Notes?.FloorMinutes ?? 0);
        if (recorded is NotesRedeemed redeemed && State.Accounts[redeemed.To].Terms is { } terms) State.Accounts[redeemed.To].Balance.ShouldBeLessThanOrEqualTo(terms.MaxBalanceMinutes);
        if (recorded is not DiscountGiven discount) return;
        State.Accounts[discount.Member].Balance.ShouldBeGreaterThanOrEqualTo(State.Agreement.ShopFloorMinutes);
        var shop = State.Accounts[discount.Shop];
        shop.Balance.ShouldBeLessThanOrEqualTo(shop.Terms!.MaxBalanceMinutes);
        (discount.DiscountCents * 100).ShouldBeLessThanOrEqualTo(discount.PurchaseCents * shop.Terms.MaxSharePercent);
    }

    private void AssertGrant(GrantGiven grant)
    {
        var rule = State.Accounts[grant.Pot].Grants!;
        State.Accounts[grant.Pot].Balance.ShouldBeGreaterThanOrEqualTo(0);
        MonthlyUse.In(State, grant.Pot, grant.HappenedOn).ShouldBeLessThanOrEqualTo(rule.MostPerMonthMinutes);
        MonthlyUse.In(State, grant.Pot, grant.HappenedOn, grant.Member).ShouldBeLessThanOrEqualTo(rule.MostPerMemberMinutes);
    }

    private void AssertBudgets(ExchangeBooked help, IReadOnlyList<Share> payers)
    {
        help.Awarded().Total().ShouldBe(payers.Total());
        foreach (var (number, _) in payers)
        {
            if (State.Accounts[number] is not { Kind: AccountKind.Institution } institution) continue;
            if (institution.Budget is null or { Per: null }) institution.Balance.ShouldBeGreaterThanOrEqualTo(-(institution.Budget?.Minutes ?? 0));
            else MonthlyUse.In(State, number, help.HappenedOn).ShouldBeLessThanOrEqualTo(institution.Budget.Minutes);
        }
    }

    private void Commit()
    {
        State.Commit();
        Journal.AddRange(pending);
        pending.Clear();
        committed = StateDump.Of(State);
    }

    private void Rollback()
    {
        State.Rollback();
        pending.Clear();
        StateDump.Of(State).ShouldBe(committed, "a rollback did not return to what was committed");
    }

    /// <summary>The state that follows from the journal alone, each entry read back from the bytes that would be stored.</summary>
    public CommunityState Replayed()
    {
        var state = new CommunityState(Molenwijk);
        foreach (var (recorded, at) in Journal) state.Evolve(EventJson.Read(EventTypes.NameOf(recorded), EventJson.Write(recorded)), state.Position + 1, at);
        state.Commit();
        return state;
    }

    /// <summary>The same community, but everybody owes as much as one entry can say.</summary>
    public CommunityState Drained()
    {
        var state = Replayed();
        foreach (var account in State.Accounts.All.Keys.Order())
            state.Evolve(new Buurthulp.Ledger.Treasury.OpeningBalanceBooked(account, -Shares.LargestMinutes, Joining), state.Position + 1, state.LastRecordedAt);
        return state;
    }
}
