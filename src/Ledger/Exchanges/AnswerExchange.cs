using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Ledger.Exchanges;

/// <summary>The other side says yes to a proposed exchange, or a coordinator who did not help in it does so for them; it is booked.</summary>
public sealed record ConfirmExchange(Guid CommandId, Actor Actor, Instant Now, ExchangeId Exchange) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => Subject.Of(Exchange);

    /// <summary>Order of the rules: known to the one who asks, still open, asked by the other side or who speaks for them, whatever their office, nobody in it left before the day of the help.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (Answering.Find(state, Exchange, Actor, Now, out var exchange) is { } unknown) return unknown;
        if (exchange.Status != ExchangeStatus.Proposed) return new Refusal.ExchangeNotOpen(Exchange, exchange.Status);
        if (!state.MaySayYes(Actor, exchange.Helpers, exchange.Receivers, state.Today(Now))) return new Refusal.OtherSideAnswers(Exchange);

        return Answering.Book(state, Exchange, exchange, Actor.Role == Role.Coordinator ? Recorder.Coordinator : Recorder.Member);
    }
}

/// <summary>Somebody in a proposed exchange says no. No reason is asked and nothing is kept that others can see.</summary>
public sealed record DeclineExchange(Guid CommandId, Actor Actor, Instant Now, ExchangeId Exchange) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => Subject.Of(Exchange);

    /// <summary>Declining leaves no mark on anybody (design.md, principle 8): the journal does not say who.</summary>
    public override string RecordedActor() => "member";

    public override Decision Decide(CommunityState state)
    {
        if (Answering.Find(state, Exchange, Actor, Now, out var exchange) is { } unknown) return unknown;
        if (exchange.Status != ExchangeStatus.Proposed) return new Refusal.ExchangeNotOpen(Exchange, exchange.Status);
        return Decision.Accept(new ExchangeDeclined(Exchange, state.Today(Now)));
    }
}

/// <summary>
/// Nobody answered a proposed exchange for the agreed number of days; it is booked. When somebody in it left before the day of the help it never can be: then it comes to nothing,
/// as if it had been declined, rather than wait for ever.
/// </summary>
public sealed record BookDueExchange(Guid CommandId, Actor Actor, Instant Now, ExchangeId Exchange) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => Subject.Of(Exchange);

    public override Decision Decide(CommunityState state)
    {
        if (!state.Exchanges.TryGet(Exchange, out var exchange)) return new Refusal.ExchangeUnknown(Exchange);
        if (exchange is not { Status: ExchangeStatus.Proposed, ProposedOn: { } proposedOn }) return new Refusal.ExchangeNotOpen(Exchange, exchange.Status);
        if (proposedOn.PlusDays(state.Agreement.ProposalDays) > state.Today(Now)) return new Refusal.NothingToDo();
        var booked = Answering.Book(state, Exchange, exchange, Recorder.Member);
        return booked.Refusal is Refusal.AccountClosed ? Decision.Accept(new ExchangeDeclined(Exchange, state.Today(Now))) : booked;
    }
}

internal static class Answering
{
    /// <summary>An exchange of others is as unknown as one that never was: its existence is not told.</summary>
    public static Refusal? Find(CommunityState state, ExchangeId id, Actor actor, Instant now, out ExchangeState exchange)
    {
        if (!state.Exchanges.TryGet(id, out exchange!)) return new Refusal.ExchangeUnknown(id);
        if (actor.Role is Role.Coordinator or Role.Treasurer or Role.System) return null;
        var today = state.Today(now);
        return (state.SpokenFor(actor, exchange.Helpers, today) ?? state.SpokenFor(actor, exchange.Receivers, today)) is null ? new Refusal.NotYours(id) : null;
    }

    /// <summary>Somebody may have left since the proposal; what happened on or after that day is not booked on their account.</summary>
    public static Decision Book(CommunityState state, ExchangeId id, ExchangeState exchange, Recorder recordedBy)
    {
        foreach (var share in exchange.Helpers.Concat(exchange.Receivers))
        {
            if (state.CannotMoveOn(share.Account, exchange.HappenedOn) is { } cannot) return cannot;
        }

        // Nobody is here to choose another payer, and help is never refused: without budget the receivers are charged as for any other help.
        var payer = exchange.Payer is { } named && Charging.OverBudget(state, exchange.Receivers, named, exchange.HappenedOn) is null ? exchange.Payer : null;
        var (credited, payers) = Charging.Of(state, exchange.Helpers, exchange.Receivers, payer);
        return Decision.Accept(new ExchangeBooked(id, exchange.Helpers, exchange.Receivers, payers,
            exchange.Category, exchange.HappenedOn, exchange.Channel, recordedBy, exchange.Request, credited));
    }
}
