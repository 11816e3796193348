using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>Takes one day of a roster. That members take a day only for themselves, and for those for whom they act, is held by the web edge.</summary>
public sealed record TakeRosterDate(Guid CommandId, Actor Actor, Instant Now, RequestId Request, LocalDate On, AccountNumber Helper) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the request is known and open, the day is one of its roster and free, the helper's account, the helper is not the one who asked.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (RequestAccess.Find(state, Request, Actor, Now, out var request) is { } unknown) return unknown;
        if (!request.IsOpen) return new Refusal.RequestClosed(Request);
        if (request.On(On) is not { } date) return new Refusal.RosterDateUnknown(Request, On);
        if (date.Helper is not null) return new Refusal.RosterDateTaken(Request, On);
        var today = state.Today(Now);
        if (HelperRules.CannotTakePart(state, Helper, today) is { } cannot) return cannot;
        return request.Member == Helper ? new Refusal.HelperIsAsker(Helper) : Decision.Accept(new RosterDateTaken(Request, On, Helper, today));
    }
}

/// <summary>Gives one day of a roster back. No reason is asked and nothing is kept that others can see.</summary>
public sealed record GiveBackRosterDate(Guid CommandId, Actor Actor, Instant Now, RequestId Request, LocalDate On) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => RequestAccess.ExchangeFor(state, Request, On);

    /// <summary>As with a match that is handed back, the journal does not say at whose wish.</summary>
    public override string RecordedActor() => "member";

    /// <summary>Order of the rules: the request is one of the actor's, the day is in its roster, taken, theirs to give back, and not booked.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (RequestAccess.FindOwn(state, Request, Actor, Now, out var request) is { } unknown) return unknown;
        if (request.On(On) is not { } date) return new Refusal.RosterDateUnknown(Request, On);
        if (date.Helper is not { } helper) return new Refusal.RosterDateOpen(Request, On);
        if (!RequestAccess.IsAskersSide(state, request, Actor, Now) && !state.MaySpeakFor(Actor, helper, state.Today(Now))) return new Refusal.RequestNotYours(Request);
        if (RequestAccess.IsRecorded(state, date.Exchange)) return new Refusal.RosterDateBooked(Request, On);
        return Decision.Accept(new RosterDateGivenBack(Request, On, state.Today(Now)));
    }
}
