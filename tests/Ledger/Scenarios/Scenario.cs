using System.Text;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Scenarios;

/// <summary>Given what was recorded, when somebody wants something, then this is recorded, or this rule says no.</summary>
public static class Scenario
{
    /// <summary>A founded community with one kind of help, and then these events.</summary>
    public static History Given(params LedgerEvent[] events) => new([.. Facts.Beginning, .. events]);

    /// <summary>A journal that holds these events and nothing before them.</summary>
    public static History GivenOnly(params LedgerEvent[] events) => new(events);
}

/// <summary>A community with a past.</summary>
public sealed class History(LedgerEvent[] events)
{
    public Verdict When(LedgerCommand command) => new(State(), command);

    public CommunityState State()
    {
        var state = new CommunityState(Molenwijk);
        foreach (var recorded in events) state.Evolve(recorded, state.Position + 1, Noon);
        state.Commit();
        return state;
    }
}

/// <summary>What the ledger decided. Every scenario also shows that a decision can be repeated and changes nothing by itself.</summary>
public sealed class Verdict
{
    private readonly CommunityState state;
    private readonly Decision decision;

    public Verdict(CommunityState state, LedgerCommand command)
    {
        var before = StateDump.Of(state);
        this.state = state;
        decision = command.Decide(state);
        Text(command.Decide(state)).ShouldBe(Text(decision), "the same command was decided in two ways");
        StateDump.Of(state).ShouldBe(before, "a decision changed the state");
    }

    /// <summary>Exactly these events, in this order, compared as they would be stored: records do not compare the lists that they hold.</summary>
    public Verdict Then(params LedgerEvent[] expected)
    {
        Text(decision).ShouldBe(Text(Decision.Accept(expected)));
        return this;
    }

    /// <summary>This refusal with these facts, and nothing to record.</summary>
    public void Then(Refusal expected)
    {
        decision.Refusal.ShouldBe(expected);
        decision.Events.ShouldBeEmpty();
    }

    /// <summary>The balances in minutes once the decision is recorded; those that are not named stay out of it.</summary>
    public void AndBalances(params (AccountNumber Account, long Minutes)[] expected)
    {
        foreach (var recorded in decision.Events) state.Evolve(recorded, state.Position + 1, Noon);
        expected.Select(pair => (pair.Account, state.Accounts[pair.Account].Balance)).ShouldBe(expected);
        state.Accounts.All.Values.Sum(account => account.Balance).ShouldBe(0);
    }

    /// <summary>One line for each event, or one for the refusal.</summary>
    internal static string[] Text(Decision decision) => decision.Refusal is { } refusal ? [$"refused: {refusal}"] : [.. decision.Events.Select(Text)];

    internal static string Text(LedgerEvent recorded) => $"{EventTypes.NameOf(recorded)} {Encoding.UTF8.GetString(EventJson.Write(recorded))}";
}
