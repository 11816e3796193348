using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Exchanges;

/// <summary>
/// Undoes a booked exchange by an opposite entry; both stay in the journal. Coordinator or treasurer; the web edge holds to that.
/// Above the agreed amount it is proposed and waits for a second person: <see cref="Reversal"/>.
/// </summary>
public sealed record ReverseExchange(Guid CommandId, Actor Actor, Instant Now, ExchangeId Exchange, ReasonCode Reason) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => Subject.Of(Exchange);

    /// <summary>Order of the rules: known to the one who asks, booked, and then those of <see cref="Reversal.Decide"/>.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (Answering.Find(state, Exchange, Actor, Now, out var exchange) is { } unknown) return unknown;
        if (exchange.Status != ExchangeStatus.Booked) return new Refusal.ExchangeNotBooked(Exchange, exchange.Status);
        return Reversal.Decide(state, this, exchange.Position, Reason);
    }
}

/// <summary>A receiver says thank you, once for each receiver. A coordinator may pass on the thanks of <paramref name="By"/>.</summary>
/// <param name="CommandId">The command's own id.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="Now">The time of recording.</param>
/// <param name="Exchange">A booked exchange.</param>
/// <param name="By">The receiver whose thanks a coordinator passes on; null: the only one who was helped. Members speak for themselves.</param>
/// <param name="ThankedOn">Null: today.</param>
public sealed record ThankForExchange(Guid CommandId, Actor Actor, Instant Now, ExchangeId Exchange, AccountNumber? By = null, LocalDate? ThankedOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => Subject.Of(Exchange);

    /// <summary>
    /// Order of the rules: known to the one who asks, booked, it is clear whose thanks they are (nobody's are guessed), thanked by a receiver or who speaks for one, not thanked by them before,
    /// not on a day to come.
    /// </summary>
    public override Decision Decide(CommunityState state)
    {
        if (Answering.Find(state, Exchange, Actor, Now, out var exchange) is { } unknown) return unknown;
        if (exchange.Status != ExchangeStatus.Booked) return new Refusal.ExchangeNotBooked(Exchange, exchange.Status);
        var named = Actor.Role is Role.Member or Role.Shop && Actor.Account is { } own ? Thanking(state, exchange, own) : By ?? (exchange.Receivers is [var only] ? only.Account : (AccountNumber?)null);
        if (named is not { } by) return new Refusal.ReceiverMissing();
        if (!exchange.Receivers.Includes(by)) return new Refusal.OtherSideAnswers(Exchange);
        if (exchange.ThankedBy?.Contains(by) == true) return new Refusal.ThankedAlready(Exchange);
        var today = state.Today(Now);
        if (ThankedOn > today) return new Refusal.DateInFuture(ThankedOn.Value, today);
        return Decision.Accept(new ExchangeThanked(Exchange, by, ThankedOn ?? today));
    }

    /// <summary>Themselves when they received help; else a receiver whom they speak for, one who has not thanked yet before one who has.</summary>
    private AccountNumber Thanking(CommunityState state, ExchangeState exchange, AccountNumber own)
    {
        if (exchange.Receivers.Includes(own)) return own;
        var today = state.Today(Now);
        Share[] waiting = [.. exchange.Receivers.Where(share => exchange.ThankedBy?.Contains(share.Account) != true)];
        return state.SpokenFor(Actor, waiting, today) ?? state.SpokenFor(Actor, exchange.Receivers, today) ?? own;
    }
}
