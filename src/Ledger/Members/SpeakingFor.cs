using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>For whom somebody speaks in an exchange: for themselves, and for members whose proxy or guardian they are on the day of acting.</summary>
public static class SpeakingFor
{
    /// <summary>Themselves, and whom they may act for on this day, as long as they are a member themselves.</summary>
    public static bool MaySpeakFor(this CommunityState state, Actor actor, AccountNumber account, LocalDate today) =>
        actor.Account is { } own && (own == account
            || (state.Members.TryGet(account, out var member) && member.ProxyOf(own)?.HoldsOn(today) == true && state.Accounts[own].ClosedOn is null));

    /// <summary>The first of a side for whom the actor speaks, themselves before others; null for nobody.</summary>
    public static AccountNumber? SpokenFor(this CommunityState state, Actor actor, IReadOnlyList<Share> side, LocalDate today)
    {
        if (actor.Account is not { } own) return null;
        if (side.Includes(own)) return own;
        for (var i = 0; i < side.Count; i++)
        {
            if (state.MaySpeakFor(actor, side[i].Account, today)) return side[i].Account;
        }

        return null;
    }

    /// <summary>
    /// Whether help is booked at the actor's word: by a coordinator, or by a receiver or who speaks for one. A coordinator who helped is a helper here, so that nobody gives themselves hours.
    /// </summary>
    public static bool MaySayYes(this CommunityState state, Actor actor, IReadOnlyList<Share> helpers, IReadOnlyList<Share> receivers, LocalDate today) =>
        (actor.Role is Role.Coordinator or Role.System && !(actor.Account is { } own && helpers.Includes(own))) || state.ReceiverSpokenFor(actor, helpers, receivers, today) is not null;

    /// <summary>
    /// The receiver whose yes the actor can give. Who speaks for a helper too says yes for no other receiver than themselves: a daughter who helped her father
    /// does not book her own hours in his name.
    /// </summary>
    public static AccountNumber? ReceiverSpokenFor(this CommunityState state, Actor actor, IReadOnlyList<Share> helpers, IReadOnlyList<Share> receivers, LocalDate today)
    {
        var receiver = state.SpokenFor(actor, receivers, today);
        return receiver == actor.Account || state.SpokenFor(actor, helpers, today) is null ? receiver : null;
    }
}
