using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>Proposes a helper for an open request: a coordinator who thinks of somebody, or a helper who answers. That members propose only themselves, and those for whom they act, is held by the web edge.</summary>
public sealed record ProposeHelper(Guid CommandId, Actor Actor, Instant Now, RequestId Request, AccountNumber Helper) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>
    /// Order of the rules: the request is known, open, no roster, without another proposal; the helper's account, and not the one who asked.
    /// Who helped before and handed back may be proposed again: to refuse it would be a mark.
    /// </summary>
    public override Decision Decide(CommunityState state)
    {
        if (RequestAccess.Find(state, Request, Actor, Now, out var request) is { } unknown) return unknown;
        if (!request.IsOpen) return new Refusal.RequestClosed(Request);
        if (request.Dates is not null) return new Refusal.RequestIsRoster(Request);
        if (request.Status == RequestStatus.Proposed) return new Refusal.ProposalOpen(Request);
        var today = state.Today(Now);
        if (HelperRules.CannotTakePart(state, Helper, today) is { } cannot) return cannot;
        if (request.Member == Helper) return new Refusal.HelperIsAsker(Helper);
        return Decision.Accept(new HelperProposed(Request, Helper, Actor.Account == Helper || !RequestAccess.IsDesk(Actor) ? Proposer.Helper : Proposer.Coordinator, today));
    }
}

/// <summary>Says no to a proposal, from either side. No reason is asked and nothing is kept that others can see.</summary>
public sealed record DeclineProposal(Guid CommandId, Actor Actor, Instant Now, RequestId Request) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Declining leaves no mark on anybody (design.md, principle 8): the journal does not say who.</summary>
    public override string RecordedActor() => "member";

    public override Decision Decide(CommunityState state)
    {
        if (RequestAccess.FindOwn(state, Request, Actor, Now, out var request) is { } unknown) return unknown;
        return request.Status != RequestStatus.Proposed ? new Refusal.ProposalMissing(Request) : Decision.Accept(new ProposalDeclined(Request, state.Today(Now)));
    }
}

/// <summary>Agrees who will help with a request. <paramref name="Helper"/> null is the one who is proposed; <paramref name="AgreedOn"/> null is today.</summary>
public sealed record AgreeMatch(Guid CommandId, Actor Actor, Instant Now, RequestId Request, AccountNumber? Helper = null, LocalDate? AgreedOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>
    /// Order of the rules: the request is known and open, the date fits, it is no roster, a helper is named or proposed, the helper's account, the helper is not the one who asked,
    /// and a member says yes to what the other side proposed. A coordinator needs no proposal: the yes was given by phone.
    /// </summary>
    public override Decision Decide(CommunityState state)
    {
        var agreedOn = AgreedOn ?? state.Today(Now);
        if (ClosingRules.Refused(state, Request, Actor, agreedOn, Now) is { } refusal) return refusal;
        var request = state.Requests[Request];
        if (request.Dates is not null) return new Refusal.RequestIsRoster(Request);
        if ((Helper ?? request.Helper) is not { } helper) return new Refusal.ProposalMissing(Request);
        if (HelperRules.CannotTakePart(state, helper, agreedOn) is { } cannot) return cannot;
        if (request.Member == helper) return new Refusal.HelperIsAsker(helper);
        if (!RequestAccess.IsDesk(Actor))
        {
            if (request.Helper != helper) return new Refusal.ProposalMissing(Request);
            var (side, other) = request.ProposedBy == Proposer.Helper ? (request.Member, helper) : (helper, request.Member);
            if (!RequestAccess.MayAnswer(state, Actor, side, other, Now)) return new Refusal.AnswerNotYours(Request);
        }

        return Decision.Accept(new MatchAgreed(Request, helper, agreedOn));
    }
}

/// <summary>Ends a match before its time; the request is open again. No reason is asked and nothing is kept that others can see.</summary>
public sealed record HandBackMatch(Guid CommandId, Actor Actor, Instant Now, RequestId Request) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>The same word for the helper, for the one who asked and for a coordinator: the journal does not say at whose wish.</summary>
    public override string RecordedActor() => "member";

    public override Subject? LooksAt(CommunityState state) => RequestAccess.ExchangeFor(state, Request);

    /// <summary>Order of the rules: the request is one of the actor's, no roster, matched, and its help was not written down: from then on it is the help that is corrected.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (RequestAccess.FindOwn(state, Request, Actor, Now, out var request) is { } unknown) return unknown;
        if (request.Dates is not null) return new Refusal.RequestIsRoster(Request);
        if (request.Status != RequestStatus.Matched) return new Refusal.RequestNotMatched(Request);
        return RequestAccess.IsRecorded(state, request.Exchange) ? new Refusal.RequestBooked(Request) : Decision.Accept(new MatchHandedBack(Request, state.Today(Now)));
    }
}
