using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators.Facts;

namespace Buurthulp.Projections.Indicators.Network;

/// <summary>Exchanges between persons as what each helper gave each receiver.</summary>
internal static class PairExchanges
{
    /// <summary>Calls back with the exchange's place, the helper, the receiver and the minutes, for every part above zero; exchanges in which somebody is no person are passed over.</summary>
    public static void ForEach(CommunityFacts facts, IReadOnlyList<int> exchanges, Action<int, int, int, long> part)
    {
        var all = CollectionsMarshal.AsSpan(facts.Exchanges);
        foreach (var i in exchanges)
        {
            if (all[i].IsBetweenPersons) ForEach(facts, i, all[i], part);
        }
    }

    public static void ForEach(CommunityFacts facts, int place, in ExchangeFact exchange, Action<int, int, int, long> part)
    {
        var helpers = facts.Helpers(exchange);
        var receivers = facts.Receivers(exchange);
        if (helpers.Length == 1)
        {
            // One helper gave every receiver what that one got.
            foreach (var receiver in receivers) part(place, helpers[0].Account, receiver.Account, receiver.Minutes);
            return;
        }

        List<Share> shares = [];
        foreach (var receiver in receivers) shares.Add(new Share(new AccountNumber(facts.Accounts[receiver.Account].Number), receiver.Minutes));
        foreach (var helper in helpers)
        {
            foreach (var (account, minutes) in Split(shares, helper.Minutes)) part(place, helper.Account, facts.AccountOf(account.Value), minutes);
        }
    }

    /// <summary>
    /// A helper's minutes over the receivers in proportion to what each received, in whole minutes that add up: what rounding down leaves over goes one by one to the
    /// largest remainders, the lowest account number first among equals. Parts that come to nothing are left out.
    /// </summary>
    /// <param name="receivers">In order of their account numbers.</param>
    /// <param name="minutes">What the helper gave.</param>
    internal static IReadOnlyList<Share> Split(IReadOnlyList<Share> receivers, long minutes) => receivers.ToTotal(minutes);
}
