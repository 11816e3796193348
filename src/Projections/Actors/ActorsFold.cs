using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Projections.Actors;

/// <summary>
/// Who acted for others: of exchanges from the proposal on and of everything that moves minutes, where the one who acted is none of those whom the entry is about.
/// So a statement can say that a proxy or the desk did it, and never names the other side.
/// </summary>
internal sealed class ActorsFold : IViewFold
{
    private readonly List<long> positions = [];
    private readonly List<string> actors = [];

    public void Apply(Entry entry)
    {
        var concerned = Concerned(entry.Event);
        if (concerned.Count == 0 || concerned.Any(account => account.Value == entry.Actor)) return;
        positions.Add(entry.Position);
        actors.Add(entry.Actor);
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (positions.Count == 0) return;
        statements.Insert("entry_actors", community, Column.Of("position", positions), Column.Of("actor", actors));
    }

    private static IReadOnlyList<AccountNumber> Concerned(LedgerEvent recorded) => recorded switch
    {
        ExchangeProposed e => [.. Accounts(e.Helpers), .. Accounts(e.Receivers)],
        ExchangeBooked e => [.. Accounts(e.Helpers), .. Accounts(e.Receivers), .. Accounts(e.Charged())],
        ExchangeReversed e => [.. Accounts(e.Helpers), .. Accounts(e.Receivers ?? []), .. Accounts(e.Charged)],
        _ => [.. Postings.Of(recorded).Select(posting => posting.Account)],
    };

    private static IEnumerable<AccountNumber> Accounts(IReadOnlyList<Share> shares) => shares.Select(share => share.Account);
}
