using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Projections.Indicators;

/// <summary>Booked exchanges with their shares, thanks, and exchanges that were undone.</summary>
internal sealed class HelpRows
{
    private readonly List<(long Position, ExchangeBooked Event, string Actor)> exchanges = [];
    private readonly List<(long Position, bool Received, Share Share)> shares = [];
    private readonly List<(long Position, Guid Exchange, string Account)> thanks = [];
    private readonly List<(long Position, Guid Exchange)> undone = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case ExchangeBooked e:
                exchanges.Add((entry.Position, e, entry.Actor));
                foreach (var share in e.Helpers) shares.Add((entry.Position, Received: false, share));
                foreach (var share in e.Receivers) shares.Add((entry.Position, Received: true, share));
                break;
            case ExchangeThanked e: thanks.Add((entry.Position, e.Exchange.Value, e.By.Value)); break;
            case ExchangeReversed e: undone.Add((entry.Position, e.Exchange.Value)); break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (exchanges.Count > 0)
        {
            statements.Insert("indicator_exchanges", community,
                exchanges.Values("position", row => row.Position), exchanges.Values("exchange", row => row.Event.Exchange.Value), exchanges.Values("happened_on", row => row.Event.HappenedOn.ToDateOnly()),
                exchanges.Values("minutes", row => row.Event.Helpers.Total()), exchanges.Values("category", row => row.Event.Category.Value), exchanges.Values("recorded_by", row => EnumText.Of(row.Event.RecordedBy)),
                exchanges.Values("booked_by", row => row.Event.RecordedBy == Recorder.Coordinator ? row.Actor : null), exchanges.Values("settled_as_shared", row => IsSettledAsShared(row.Event)));
            statements.Insert("indicator_shares", community,
                shares.Values("position", row => row.Position), shares.Values("received", row => row.Received), shares.Values("account", row => row.Share.Account.Value), shares.Values("minutes", row => row.Share.Minutes));
        }

        if (thanks.Count > 0)
        {
            statements.Add("""
                INSERT INTO views.indicator_thanks (community, position, booked_position, account)
                SELECT $1, t.position, e.position, t.account FROM unnest($2, $3, $4) AS t (position, exchange, account)
                JOIN views.indicator_exchanges e ON e.community = $1 AND e.exchange = t.exchange
                """, thanks.Count, Parameter.Of(community.Value), thanks.Column(row => row.Position), thanks.Column(row => row.Exchange), thanks.Column(row => row.Account));
        }

        if (undone.Count > 0)
        {
            statements.Add("""
                INSERT INTO views.indicator_undone (community, position, undone_position)
                SELECT $1, u.position, e.position FROM unnest($2, $3) AS u (position, exchange)
                JOIN views.indicator_exchanges e ON e.community = $1 AND e.exchange = u.exchange
                """, undone.Count, Parameter.Of(community.Value), undone.Column(row => row.Position), undone.Column(row => row.Exchange));
        }
    }

    /// <summary>Nobody paid for anybody else, and the agreement credited the minutes worked.</summary>
    internal static bool IsSettledAsShared(ExchangeBooked booked) => booked.Payers is null && booked.Credited is null;
}
