using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>Lets somebody act for a member. The member or a coordinator; the web edge holds to that. A guardian is written down by a coordinator, who saw the papers.</summary>
/// <param name="CommandId">The command's own id.</param>
/// <param name="Actor">Who writes it down.</param>
/// <param name="Now">The time of writing down.</param>
/// <param name="Member">For whom.</param>
/// <param name="Proxy">Who acts; a member too.</param>
/// <param name="Kind">On what ground.</param>
/// <param name="From">The first day; null is today.</param>
/// <param name="Until">The last day; null until it is ended.</param>
public sealed record GiveProxy(Guid CommandId, Actor Actor, Instant Now, AccountNumber Member, AccountNumber Proxy, ProxyKind Kind, LocalDate? From = null, LocalDate? Until = null)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: two members who are here, not the same, days in order and not all past, a guardian by a coordinator, nothing given that still holds or will.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (MemberRules.NotHere(state, Member) is { } member) return member;
        if (MemberRules.NotHere(state, Proxy) is { } proxy) return proxy;
        if (Member == Proxy) return new Refusal.AccountNamedTwice(Proxy);
        var today = state.Today(Now);
        var from = From ?? today;
        if (Until < from || Until < today) return new Refusal.ProxyDatesInvalid(from, Until.Value);
        if (Kind == ProxyKind.Guardian && Actor.Role is not (Role.Coordinator or Role.System)) return new Refusal.GuardianNotAllowed(Member);
        if (state.Members[Member].ProxyOf(Proxy) is { } given && (given.Until is null || given.Until >= today)) return new Refusal.ProxyExists(Member, Proxy);
        return Decision.Accept(new ProxyGiven(Member, Proxy, Kind, from, Until));
    }
}

/// <summary>Somebody acts no longer for a member. The member, the one who acted or a coordinator; the web edge holds to that.</summary>
public sealed record EndProxy(Guid CommandId, Actor Actor, Instant Now, AccountNumber Member, AccountNumber Proxy) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: a member who is here, for whom the other may act, and a guardian is ended by a coordinator or by the guardian.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (MemberRules.NotHere(state, Member) is { } refusal) return refusal;
        if (state.Members[Member].ProxyOf(Proxy) is not { } given) return new Refusal.ProxyUnknown(Member, Proxy);
        if (given.Kind == ProxyKind.Guardian && Actor.Role is not (Role.Coordinator or Role.System) && Actor.Account != Proxy) return new Refusal.GuardianNotAllowed(Member);
        return Decision.Accept(new ProxyEnded(Member, Proxy, state.Today(Now)));
    }
}
