using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>Takes a request back. <paramref name="WithdrawnOn"/> null is today.</summary>
public sealed record WithdrawRequest(Guid CommandId, Actor Actor, Instant Now, RequestId Request, LocalDate? WithdrawnOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the request is known and open, the date fits, it is the actor's own.</summary>
    public override Decision Decide(CommunityState state)
    {
        var on = WithdrawnOn ?? state.Today(Now);
        if (ClosingRules.Refused(state, Request, Actor, on, Now) is { } refusal) return refusal;
        return RequestAccess.IsAskersSide(state, state.Requests[Request], Actor, Now) ? Decision.Accept(new RequestWithdrawn(Request, on)) : new Refusal.RequestNotYours(Request);
    }
}

/// <summary>Closes a request whose time is over. <paramref name="ExpiredOn"/> null is today.</summary>
public sealed record ExpireRequest(Guid CommandId, Actor Actor, Instant Now, RequestId Request, LocalDate? ExpiredOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>
    /// Order of the rules: the request is known and open, the date fits. By itself it closes only when its agreed days are over; a coordinator may decide earlier.
    /// A roster that is over and had a helper for each of its days did not expire: it was answered.
    /// </summary>
    public override Decision Decide(CommunityState state)
    {
        var on = ExpiredOn ?? state.Today(Now);
        if (ClosingRules.Refused(state, Request, Actor, on, Now) is { } refusal) return refusal;
        if (Actor == Actor.Clock && RequestTerms.Of(state.Agreement).ExpiresOn(state.Requests[Request]) > on) return new Refusal.NothingToDo();
        var isCompleted = state.Requests[Request].Dates is { Count: > 0 } dates && dates.All(date => date.Helper is not null && date.On < on);
        return Decision.Accept(isCompleted ? new RosterCompleted(Request, on) : new RequestExpired(Request, on));
    }
}

/// <summary>Hands a request on to an organisation outside. <paramref name="ReferredOn"/> null is today.</summary>
public sealed record ReferRequest(Guid CommandId, Actor Actor, Instant Now, RequestId Request, LocalDate? ReferredOn = null, OrganisationCode? Organisation = null) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        var on = ReferredOn ?? state.Today(Now);
        return ClosingRules.Refused(state, Request, Actor, on, Now) is { } refusal ? refusal : Decision.Accept(new RequestReferred(Request, on, Organisation));
    }
}

/// <summary>Ends a request because something is not right ("niet pluis"), also when somebody is helping. Coordinators only; the web edge holds to that.</summary>
public sealed record StopRequest(Guid CommandId, Actor Actor, Instant Now, RequestId Request) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        if (RequestAccess.Find(state, Request, Actor, Now, out var request) is { } unknown) return unknown;
        return request.IsRunning ? Decision.Accept(new RequestStopped(Request, state.Today(Now))) : new Refusal.RequestClosed(Request);
    }
}

/// <summary>Writes down that somebody asked how it went. Coordinators only; the web edge holds to that. <paramref name="FollowedUpOn"/> null is today.</summary>
public sealed record FollowUpRequest(Guid CommandId, Actor Actor, Instant Now, RequestId Request, OutcomeCode Outcome, LocalDate? FollowedUpOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the request is known, no longer waits for a helper (a roster may), and the date lies between its posting and today.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (RequestAccess.Find(state, Request, Actor, Now, out var request) is { } unknown) return unknown;
        if (request is { IsOpen: true, Dates: null }) return new Refusal.RequestStillOpen(Request);
        var on = FollowedUpOn ?? state.Today(Now);
        return ClosingRules.OutOfTime(state, request.PostedOn, on, Now) is { } refusal ? refusal : Decision.Accept(new RequestFollowedUp(Request, Outcome, on));
    }
}

/// <summary>Takes an offer back. <paramref name="WithdrawnOn"/> null is today.</summary>
public sealed record WithdrawOffer(Guid CommandId, Actor Actor, Instant Now, OfferId Offer, LocalDate? WithdrawnOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the offer is known (an offer of others is not), open, and the date lies between its posting and today.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.Offers.TryGet(Offer, out var offer) || (!RequestAccess.IsDesk(Actor) && !state.MaySpeakFor(Actor, offer.Member, state.Today(Now)))) return new Refusal.OfferUnknown(Offer);
        if (!offer.IsOpen) return new Refusal.OfferClosed(Offer);
        var on = WithdrawnOn ?? state.Today(Now);
        return ClosingRules.OutOfTime(state, offer.PostedOn, on, Now) is { } refusal ? refusal : Decision.Accept(new OfferWithdrawn(Offer, on));
    }
}

internal static class ClosingRules
{
    /// <summary>Order of the rules: the request is known to the actor, is open, and the date lies between its posting, or the day on which it was handed back, and today.</summary>
    public static Refusal? Refused(CommunityState state, RequestId id, Actor actor, LocalDate on, Instant now)
    {
        if (RequestAccess.Find(state, id, actor, now, out var request) is { } unknown) return unknown;
        return request.IsOpen ? OutOfTime(state, request.OpenSince, on, now) : new Refusal.RequestClosed(id);
    }

    public static Refusal? OutOfTime(CommunityState state, LocalDate postedOn, LocalDate on, Instant now)
    {
        var today = state.Today(now);
        if (on > today) return new Refusal.DateInFuture(on, today);
        return on < postedOn ? new Refusal.DateBeforePosting(on, postedOn) : null;
    }
}
