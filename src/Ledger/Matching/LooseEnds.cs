using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>What somebody who leaves asked, offered or would still do, brought to an end, so that nobody waits for them.</summary>
internal static class LooseEnds
{
    /// <summary>In the order of their ids. What was helped already stays as it was.</summary>
    public static IEnumerable<LedgerEvent> Of(CommunityState state, AccountNumber account, LocalDate today)
    {
        foreach (var (id, request) in state.Requests.All.Where(pair => pair.Value.IsRunning && pair.Value.Involves(account)).OrderBy(pair => pair.Key.Value))
        {
            if (request.Member == account)
            {
                if (request.IsOpen) yield return new RequestWithdrawn(id, today);
            }
            else if (request.Dates is { } dates)
            {
                foreach (var date in dates.Where(date => date.Helper == account && date.On >= today && date.Exchange is null)) yield return new RosterDateGivenBack(id, date.On, today);
            }
            else if (request.Status == RequestStatus.Proposed) yield return new ProposalDeclined(id, today);
            else if (request.Exchange is null) yield return new MatchHandedBack(id, today);
        }

        foreach (var (id, _) in state.Offers.All.Where(pair => pair.Value.IsOpen && pair.Value.Member == account).OrderBy(pair => pair.Key.Value)) yield return new OfferWithdrawn(id, today);
    }
}
