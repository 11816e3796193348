using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Pots;

/// <summary>What a pot may grant.</summary>
/// <param name="MostPerMemberMinutes">The most that one member gets in a calendar month.</param>
/// <param name="MostPerMonthMinutes">The most that all members together get in a calendar month.</param>
public sealed record GrantRule(long MostPerMemberMinutes, long MostPerMonthMinutes);

/// <summary>What a pot may grant from here on; an earlier rule no longer holds.</summary>
[EventType("grant_rule_agreed")]
public sealed record GrantRuleAgreed(AccountNumber Pot, GrantRule Rule, LocalDate AgreedOn) : LedgerEvent;

/// <summary>A pot gave minutes to a member.</summary>
[EventType("grant_given")]
public sealed record GrantGiven(GrantId Grant, AccountNumber Pot, AccountNumber Member, long Minutes, LocalDate HappenedOn) : LedgerEvent;

/// <summary>Agrees what a pot may grant.</summary>
public sealed record AgreeGrantRule(Guid CommandId, Actor Actor, Instant Now, AccountNumber Pot, GrantRule Rule) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the pot, the amounts.</summary>
    public override Decision Decide(CommunityState state) =>
        state.IsNot(Pot, AccountKind.Pot) is { } notPot ? notPot
        : AccountRules.AmountOutOfRange(Rule.MostPerMemberMinutes) is { } member ? member
        : AccountRules.AmountOutOfRange(Rule.MostPerMonthMinutes) is { } month ? month
        : Decision.Accept(new GrantRuleAgreed(Pot, Rule, state.Today(Now)));
}

/// <summary>Gives minutes from a pot to a member. <paramref name="HappenedOn"/> null is today.</summary>
public sealed record GiveGrant(Guid CommandId, Actor Actor, Instant Now, AccountNumber Pot, AccountNumber Member, long Minutes, LocalDate? HappenedOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: amount, date, pot, member, the pot's rule: agreed, the member's share, the whole month; and what the pot has.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (AccountRules.AmountOutOfRange(Minutes) is { } amount) return amount;
        var today = state.Today(Now);
        var on = HappenedOn ?? today;
        if (on > today) return new Refusal.DateInFuture(on, today);
        if (state.CannotMoveOn(Pot, on) is { } potCannot) return potCannot;
        if (state.IsNot(Pot, AccountKind.Pot) is { } notPot) return notPot;
        if (state.CannotMoveOn(Member, on) is { } memberCannot) return memberCannot;
        if (state.IsNot(Member, AccountKind.Member) is { } notMember) return notMember;
        if (state.Accounts[Pot].Grants is not { } rule) return new Refusal.GrantRuleMissing(Pot);
        var share = rule.MostPerMemberMinutes - MonthlyUse.In(state, Pot, on, Member);
        if (Minutes > share) return new Refusal.GrantShareReached(Member, Minutes, Math.Max(0, share), rule.MostPerMemberMinutes);
        var month = rule.MostPerMonthMinutes - MonthlyUse.In(state, Pot, on);
        if (Minutes > month) return new Refusal.GrantLimitReached(Pot, Minutes, Math.Max(0, month), rule.MostPerMonthMinutes);
        if (state.BelowFloor(Pot, Minutes, floor: 0) is { } floor) return floor;
        return Decision.Accept(new GrantGiven(new GrantId(CommandId), Pot, Member, Minutes, on));
    }
}
