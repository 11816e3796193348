using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>Agrees who will help with a request. <paramref name="AgreedOn"/> null is today.</summary>
public sealed record AgreeMatch(Guid CommandId, Actor Actor, Instant Now, RequestId Request, AccountNumber Helper, LocalDate? AgreedOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the request is open, the date fits, the helper's account, the helper is not the one who asked.</summary>
    public override Decision Decide(CommunityState state)
    {
        var agreedOn = AgreedOn ?? state.Today(Now);
        if (ClosingRules.Refused(state, Request, agreedOn, Now) is { } refusal) return refusal;
        if (state.CannotMoveOn(Helper, agreedOn) is { } cannot) return cannot;
        var kind = state.Accounts[Helper].Kind;
        if (!Account.TakesPart(kind)) return new Refusal.AccountKindNotAllowed(Helper, kind);
        if (state.Requests[Request].Member == Helper) return new Refusal.HelperIsAsker(Helper);
        return Decision.Accept(new MatchAgreed(Request, Helper, agreedOn));
    }
}

/// <summary>Takes a request back. <paramref name="WithdrawnOn"/> null is today.</summary>
public sealed record WithdrawRequest(Guid CommandId, Actor Actor, Instant Now, RequestId Request, LocalDate? WithdrawnOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        var on = WithdrawnOn ?? state.Today(Now);
        return ClosingRules.Refused(state, Request, on, Now) is { } refusal ? refusal : Decision.Accept(new RequestWithdrawn(Request, on));
    }
}

/// <summary>Closes a request for which nobody was found. <paramref name="ExpiredOn"/> null is today.</summary>
public sealed record ExpireRequest(Guid CommandId, Actor Actor, Instant Now, RequestId Request, LocalDate? ExpiredOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        var on = ExpiredOn ?? state.Today(Now);
        return ClosingRules.Refused(state, Request, on, Now) is { } refusal ? refusal : Decision.Accept(new RequestExpired(Request, on));
    }
}

/// <summary>Hands a request on to an organisation outside. <paramref name="ReferredOn"/> null is today.</summary>
public sealed record ReferRequest(Guid CommandId, Actor Actor, Instant Now, RequestId Request, LocalDate? ReferredOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        var on = ReferredOn ?? state.Today(Now);
        return ClosingRules.Refused(state, Request, on, Now) is { } refusal ? refusal : Decision.Accept(new RequestReferred(Request, on));
    }
}

/// <summary>Takes an offer back. <paramref name="WithdrawnOn"/> null is today.</summary>
public sealed record WithdrawOffer(Guid CommandId, Actor Actor, Instant Now, OfferId Offer, LocalDate? WithdrawnOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        var (today, on) = (state.Today(Now), WithdrawnOn ?? state.Today(Now));
        if (!state.Offers.TryGet(Offer, out var offer)) return new Refusal.OfferUnknown(Offer);
        if (!offer.IsOpen) return new Refusal.OfferClosed(Offer);
        if (on > today) return new Refusal.DateInFuture(on, today);
        return on < offer.PostedOn ? new Refusal.DateBeforePosting(on, offer.PostedOn) : Decision.Accept(new OfferWithdrawn(Offer, on));
    }
}

internal static class ClosingRules
{
    /// <summary>Order of the rules: the request exists, is open, and the date lies between its posting and today.</summary>
    public static Refusal? Refused(CommunityState state, RequestId id, LocalDate on, Instant now)
    {
        if (!state.Requests.TryGet(id, out var request)) return new Refusal.RequestUnknown(id);
        if (!request.IsOpen) return new Refusal.RequestClosed(id);
        var today = state.Today(now);
        if (on > today) return new Refusal.DateInFuture(on, today);
        return on < request.PostedOn ? new Refusal.DateBeforePosting(on, request.PostedOn) : null;
    }
}
