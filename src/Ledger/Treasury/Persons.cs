using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;

namespace Buurthulp.Ledger.Treasury;

/// <summary>Who stands behind an actor, where two different persons must decide.</summary>
public static class Persons
{
    /// <summary>
    /// The member's account that the actor bears; null when none does. Everybody who acts as "treasurer" without an account has that one name,
    /// and a shop or a pot is nobody in particular: neither can be told apart from a second person.
    /// </summary>
    public static AccountNumber? Of(CommunityState state, Actor actor) =>
        actor.Account is { } own && state.Accounts.TryGet(own, out var account) && account is { Kind: AccountKind.Member, ClosedOn: null } ? own : null;
}
