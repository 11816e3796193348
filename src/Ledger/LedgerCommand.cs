using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger;

/// <summary>What somebody may do in a community.</summary>
public enum Role
{
    Member,
    Coordinator,
    Shop,
    Treasurer,
    Auditor,
    Admin,

    /// <summary>The program itself: an import or something that fell due.</summary>
    System,
}

/// <summary>Who acts. <paramref name="Name"/> is what the journal keeps: an account number, or a role's name where nobody's account stands behind it.</summary>
public readonly record struct Actor(string Name, Role Role, AccountNumber? Account = null)
{
    public static Actor Member(AccountNumber account) => new(account.Value, Role.Member, account);

    public static Actor Coordinator(string name = "coordinator") => new(name, Role.Coordinator);

    public static readonly Actor Import = new("import", Role.System);

    public static readonly Actor Clock = new("clock", Role.System);
}

/// <summary>What somebody wants. The caller chooses the id and brings the time, so that a decision can be repeated.</summary>
public abstract record LedgerCommand(Guid CommandId, Actor Actor, Instant Now)
{
    /// <summary>Who the journal names for it. A command that must leave no mark on anybody names a role only.</summary>
    public virtual string RecordedActor() => Actor.Name;

    /// <summary>What the decision looks at that may be settled, and so be forgotten by the state; null when it looks at nothing of the kind.</summary>
    public virtual Subject? LooksAt(CommunityState state) => null;

    /// <summary>Pure: the same state and command give the same decision. Rules run in the order that the command documents; the first that fails is reported.</summary>
    public abstract Decision Decide(CommunityState state);
}

/// <summary>Events to record, or the rule that said no.</summary>
public readonly struct Decision
{
    private Decision(IReadOnlyList<LedgerEvent>? events, Refusal? refusal) => (Events, Refusal) = (events ?? [], refusal);

    public IReadOnlyList<LedgerEvent> Events { get; }

    public Refusal? Refusal { get; }

    public static Decision Accept(params LedgerEvent[] events) => new(events, refusal: null);

    public static Decision Refuse(Refusal refusal) => new(events: null, refusal);

    public static implicit operator Decision(Refusal refusal) => Refuse(refusal);
}
