using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;

namespace Buurthulp.Api.Feeds;

/// <summary>Which accounts take part in an entry: those that it names, and those that the thing which it is about began with.</summary>
internal static class Parties
{
    /// <summary>The accounts that stand in the event itself.</summary>
    public static IEnumerable<AccountNumber> NamedIn(LedgerEvent recorded)
    {
        foreach (var property in EventJson.Options.GetTypeInfo(recorded.GetType()).Properties)
        {
            switch (property.Get!(recorded))
            {
                case AccountNumber account:
                    yield return account;
                    break;
                case IReadOnlyList<Share> shares:
                    foreach (var share in shares) yield return share.Account;
                    break;
                case IReadOnlyList<AccountNumber> accounts:
                    foreach (var account in accounts) yield return account;
                    break;
            }
        }
    }

    /// <summary>The id of the entry that names the people of an entry which names none or not all: a thing's id is the id of the entry that it began with. Null for all others.</summary>
    public static Guid? OriginOf(LedgerEvent recorded) => recorded switch
    {
        ExchangeDeclined e => e.Exchange.Value,
        ExchangeThanked e => e.Exchange.Value,
        RosterPosted e => e.Request.Value,
        RosterDateTaken e => e.Request.Value,
        RosterDateGivenBack e => e.Request.Value,
        RosterCompleted e => e.Request.Value,
        HelperProposed e => e.Request.Value,
        ProposalDeclined e => e.Request.Value,
        MatchAgreed e => e.Request.Value,
        MatchHandedBack e => e.Request.Value,
        RequestWithdrawn e => e.Request.Value,
        RequestExpired e => e.Request.Value,
        RequestReferred e => e.Request.Value,
        RequestStopped e => e.Request.Value,
        OfferWithdrawn e => e.Offer.Value,
        _ => null,
    };
}
