using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Ledger.Pots;

/// <summary>Opens a pot.</summary>
public sealed record OpenPot(Guid CommandId, Actor Actor, Instant Now, AccountNumber Pot, LocalDate OpenedOn) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state) =>
        Joining.Refused(state, Pot, OpenedOn, Now) is { } refusal ? refusal : Decision.Accept(new PotOpened(Pot, OpenedOn));
}

/// <summary>Gives minutes to a pot. <paramref name="HappenedOn"/> null is today.</summary>
public sealed record MakeGift(Guid CommandId, Actor Actor, Instant Now, AccountNumber From, AccountNumber To, long Minutes, LocalDate? HappenedOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: amount, date, giver, pot, the giver's floor.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (AccountRules.AmountOutOfRange(Minutes) is { } amount) return amount;
        var today = state.Today(Now);
        var happenedOn = HappenedOn ?? today;
        if (happenedOn > today) return new Refusal.DateInFuture(happenedOn, today);
        if (state.CannotMoveOn(From, happenedOn) is { } fromCannot) return fromCannot;
        var kind = state.Accounts[From].Kind;
        if (!Account.TakesPart(kind)) return new Refusal.AccountKindNotAllowed(From, kind);
        if (state.CannotMoveOn(To, happenedOn) is { } toCannot) return toCannot;
        if (state.IsNot(To, AccountKind.Pot) is { } notPot) return notPot;
        if (state.BelowFloor(From, Minutes, state.Agreement.GiftFloorMinutes) is { } floor) return floor;
        return Decision.Accept(new GiftMade(new GiftId(CommandId), From, To, Minutes, happenedOn));
    }
}
