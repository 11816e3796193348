using System.Text.Json.Serialization;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Signals;

/// <summary>What came of a concern. A closed list: an agreed code of its own could say too much.</summary>
public enum ConcernOutcome
{
    /// <summary>Somebody keeps an eye on it; it stays open.</summary>
    Watching,

    /// <summary>It was talked about and put right.</summary>
    Settled,

    /// <summary>It was handed on to somebody outside the community.</summary>
    Referred,

    /// <summary>Nothing was the matter.</summary>
    Unfounded,
}

/// <summary>Somebody has a feeling that something is not right ("niet pluis"). Who it is about, who says so and their words live in the vault; the journal only counts.</summary>
[EventType("concern_raised")]
public sealed record ConcernRaised(ConcernId Concern, LocalDate RaisedOn) : LedgerEvent;

/// <summary>A coordinator looked into a concern. What they found lives in the vault.</summary>
[EventType("concern_followed_up")]
public sealed record ConcernFollowedUp(ConcernId Concern, ConcernOutcome Outcome, LocalDate FollowedUpOn) : LedgerEvent;

/// <summary>A concern as of the state's position.</summary>
public sealed record ConcernState(bool IsOpen);

/// <summary>Raises a concern. The command's id becomes the concern's.</summary>
public sealed record RaiseConcern(Guid CommandId, Actor Actor, Instant Now) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Who it is about; null when it is about nobody in particular. It is looked at and not recorded, not even in the digest that tells repetitions apart.</summary>
    [JsonIgnore]
    public AccountNumber? About { get; init; }

    /// <summary>Who says so; null when no account stands behind it. Looked at and not recorded, as <see cref="About"/>.</summary>
    [JsonIgnore]
    public AccountNumber? RaisedBy { get; init; }

    /// <summary>The journal does not say who: neither the one it is about nor an auditor is to find out.</summary>
    public override string RecordedActor() => "member";

    /// <summary>Order of the rules: community, the account that it is about, the account that says so.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (About is { } about && CannotBeNamed(state, about) is { } notAbout) return notAbout;
        if (RaisedBy is { } raisedBy && CannotBeNamed(state, raisedBy) is { } notRaisedBy) return notRaisedBy;
        return Decision.Accept(new ConcernRaised(new ConcernId(CommandId), state.Today(Now)));
    }

    /// <summary>Refuses an account that is unknown, neither a person's nor a group's nor a shop's, or erased. Who left and was not erased may be named.</summary>
    private static Refusal? CannotBeNamed(CommunityState state, AccountNumber number)
    {
        if (!state.Accounts.TryGet(number, out var account)) return new Refusal.AccountUnknown(number);
        if (!Account.TakesPart(account.Kind)) return new Refusal.AccountKindNotAllowed(number, account.Kind);
        return state.Members.TryGet(number, out var member) && member.IsErased ? new Refusal.AccountClosed(number, account.ClosedOn!.Value) : null;
    }
}

/// <summary>Writes down what came of a concern, or that somebody keeps an eye on it. Coordinators only; the web edge holds to that.</summary>
public sealed record FollowUpConcern(Guid CommandId, Actor Actor, Instant Now, ConcernId Concern, ConcernOutcome Outcome) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the concern is known, and open.</summary>
    public override Decision Decide(CommunityState state) =>
        !state.Concerns.TryGet(Concern, out var concern) ? new Refusal.ConcernUnknown(Concern)
        : !concern.IsOpen ? new Refusal.ConcernClosed(Concern)
        : Decision.Accept(new ConcernFollowedUp(Concern, Outcome, state.Today(Now)));
}

/// <summary>How concerns follow from the entries.</summary>
internal static class ConcernsEvolution
{
    /// <summary>False for an event of another family.</summary>
    public static bool TryApply(CommunityState state, LedgerEvent recorded)
    {
        switch (recorded)
        {
            case ConcernRaised e: state.Concerns[e.Concern] = new ConcernState(IsOpen: true); return true;
            case ConcernFollowedUp e: state.Concerns[e.Concern] = new ConcernState(IsOpen: e.Outcome == ConcernOutcome.Watching); return true;
            default: return false;
        }
    }
}
