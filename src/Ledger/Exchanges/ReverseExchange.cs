using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Exchanges;

/// <summary>
/// Undoes a booked exchange by an opposite entry; both stay in the journal. Coordinator or treasurer; the web edge holds to that.
/// Above the agreed amount it is proposed and waits for a second person: <see cref="Reversal"/>.
/// </summary>
public sealed record ReverseExchange(Guid CommandId, Actor Actor, Instant Now, ExchangeId Exchange, ReasonCode Reason) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: known to the one who asks, booked, and then those of <see cref="Reversal.Decide"/>.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (Answering.Find(state, Exchange, Actor, out var exchange) is { } unknown) return unknown;
        if (exchange.Status != ExchangeStatus.Booked) return new Refusal.ExchangeNotBooked(Exchange, exchange.Status);
        return Reversal.Decide(state, this, exchange.Position, Reason);
    }
}

/// <summary>A receiver says thank you, once for each receiver. A coordinator may pass on the thanks of <paramref name="By"/>.</summary>
/// <param name="CommandId">The command's own id.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="Now">The time of recording.</param>
/// <param name="Exchange">A booked exchange.</param>
/// <param name="By">The receiver who thanks; null: the one who acts, or the first receiver when a coordinator passes it on.</param>
/// <param name="ThankedOn">Null: today.</param>
public sealed record ThankForExchange(Guid CommandId, Actor Actor, Instant Now, ExchangeId Exchange, AccountNumber? By = null, LocalDate? ThankedOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: known to the one who asks, booked, thanked by a receiver, not thanked by them before, not on a day to come.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (Answering.Find(state, Exchange, Actor, out var exchange) is { } unknown) return unknown;
        if (exchange.Status != ExchangeStatus.Booked) return new Refusal.ExchangeNotBooked(Exchange, exchange.Status);
        var by = Actor.Role is Role.Member or Role.Shop && Actor.Account is { } own ? own : By ?? exchange.Receivers[0].Account;
        if (!exchange.Receivers.Includes(by)) return new Refusal.OtherSideAnswers(Exchange);
        if (exchange.ThankedBy?.Contains(by) == true) return new Refusal.ThankedAlready(Exchange);
        var today = state.Today(Now);
        if (ThankedOn > today) return new Refusal.DateInFuture(ThankedOn.Value, today);
        return Decision.Accept(new ExchangeThanked(Exchange, by, ThankedOn ?? today));
    }
}
