using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators.Facts;
using Buurthulp.Projections.Indicators.Network;
using NodaTime;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>A member's help towards the neighbourhood, never towards a person: it says how many, and nothing of who or of what is between two.</summary>
/// <param name="Account">Whose.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="GaveMinutes">Minutes of help given, to anyone.</param>
/// <param name="GaveTo">How many people were helped.</param>
/// <param name="ReceivedMinutes">Minutes of help received, from anyone.</param>
/// <param name="ReceivedFrom">How many people helped.</param>
/// <param name="SharedMinutes">What was both given and received: the smaller of the two.</param>
/// <param name="MediatedMinutes">What came round by way of others: given to some people, received from other people.</param>
/// <param name="ThanksGiven">Thanks said for exchanges of the period.</param>
/// <param name="ThanksReceived">Thanks that others said for help given in the period.</param>
/// <param name="GiftsToPot">Minutes given to a pot.</param>
/// <param name="ActivitiesAttended">Activities of the period that the member came to.</param>
/// <param name="Circle">The smallest circle of help of three people or more through this member; null when there is none.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record MemberReciprocity(AccountNumber Account, LocalDate From, LocalDate To, long GaveMinutes, long GaveTo, long ReceivedMinutes, long ReceivedFrom, long SharedMinutes, long MediatedMinutes,
    long ThanksGiven, long ThanksReceived, long GiftsToPot, long ActivitiesAttended, HelpCircle? Circle, long Position)
{
    /// <summary>Whether somebody helped the member whom the member helped too. How much is between two, so it is told nowhere.</summary>
    public bool WentBackAndForth { get; private init; }

    /// <summary>Null for a number that is no member's.</summary>
    internal static MemberReciprocity? Of(Scope scope, AccountNumber account)
    {
        var facts = scope.Facts;
        if (facts.Find(account.Value) is not { } member || !facts.IsPerson(member) || facts.Accounts[member].Position > scope.AsOf) return null;
        var (gave, received, thanksGiven, thanksReceived) = Sums(scope, member);
        var network = HelpNetwork.Of(scope);
        var node = network.NodeOf(member);
        var sums = node < 0 ? default : PersonSums.Of(network)[node];
        int? circle = node < 0 ? null : Circles.ShortestThrough(network, node);
        var gifts = facts.Gifts.Where(gift => gift.From == member && scope.IsInPeriod(gift.Day) && scope.Counts(gift.Position)).Sum(gift => gift.Minutes);
        var attended = facts.Attendances.Count(attendance => attendance.Account == member && attendance.Position <= scope.AsOf && scope.IsInPeriod(attendance.Day));
        return new MemberReciprocity(account, scope.Period.From, scope.Period.To, gave, node < 0 ? 0 : network.First[node + 1] - network.First[node], received, network.To.Count(to => to == node),
            Math.Min(gave, received), sums.Mediated, thanksGiven, thanksReceived, gifts, attended, circle is { } length ? new HelpCircle(length) : null, scope.AsOf)
        { WentBackAndForth = sums.Direct > 0 };
    }

    private static (long Gave, long Received, long ThanksGiven, long ThanksReceived) Sums(Scope scope, int member)
    {
        var facts = scope.Facts;
        var exchanges = CollectionsMarshal.AsSpan(facts.Exchanges);
        (long Gave, long Received, long ThanksGiven, long ThanksReceived) sums = default;
        foreach (var i in scope.Exchanges)
        {
            sums.Gave += MinutesOf(facts.Helpers(exchanges[i]), member);
            sums.Received += MinutesOf(facts.Receivers(exchanges[i]), member);
        }

        foreach (var thanks in facts.Thanks)
        {
            if (thanks.Position > scope.AsOf || !scope.IsInPeriod(exchanges[thanks.Exchange].Day) || !scope.Counts(exchanges[thanks.Exchange])) continue;
            if (thanks.By == member) sums.ThanksGiven++;
            if (MinutesOf(facts.Helpers(exchanges[thanks.Exchange]), member) > 0) sums.ThanksReceived++;
        }

        return sums;
    }

    private static long MinutesOf(ReadOnlySpan<ShareFact> shares, int account)
    {
        foreach (var share in shares)
        {
            if (share.Account == account) return share.Minutes;
        }

        return 0;
    }
}

/// <summary>A circle of help.</summary>
/// <param name="Length">How many people are in it.</param>
public sealed record HelpCircle(int Length);
