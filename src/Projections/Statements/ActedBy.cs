using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Projections.Statements;

/// <summary>Who acted for others: where it was none of those whom an entry is about. So a statement can say that a proxy or the desk did it, and never names the other side.</summary>
internal static class ActedBy
{
    /// <summary>A number, or a role's name where no number stands behind it; null when one of those concerned acted.</summary>
    /// <param name="entry">One that moves something, or a proposal.</param>
    /// <param name="postings">What it moves.</param>
    public static string? Of(Entry entry, IReadOnlyList<Posting> postings)
    {
        var concerned = entry.Event switch
        {
            ExchangeProposed e => Names(e.Helpers, entry.Actor) || Names(e.Receivers, entry.Actor),
            ExchangeBooked e => Names(e.Helpers, entry.Actor) || Names(e.Receivers, entry.Actor) || Moves(postings, entry.Actor),
            ExchangeReversed e => Names(e.Helpers, entry.Actor) || Names(e.Receivers ?? [], entry.Actor) || Moves(postings, entry.Actor),
            _ => Moves(postings, entry.Actor),
        };
        return concerned ? null : entry.Actor;
    }

    private static bool Names(IReadOnlyList<Share> shares, string actor)
    {
        for (var i = 0; i < shares.Count; i++)
        {
            if (shares[i].Account.Value == actor) return true;
        }

        return false;
    }

    private static bool Moves(IReadOnlyList<Posting> postings, string actor)
    {
        for (var i = 0; i < postings.Count; i++)
        {
            if (postings[i].Account.Value == actor) return true;
        }

        return false;
    }
}
