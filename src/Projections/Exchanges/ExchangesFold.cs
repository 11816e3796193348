using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Projections.Exchanges;

/// <summary>Exchanges from proposal to reversal, with who helped and who received for how long.</summary>
internal sealed class ExchangesFold : IViewFold
{
    private readonly Dictionary<ExchangeId, Change> changes = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case ExchangeProposed e:
                var proposed = Of(e.Exchange, entry.Position);
                proposed.IsNew |= entry.Id == e.Exchange.Value;
                proposed.Facts = new Facts(e.Helpers, e.Receivers, e.HappenedOn.ToDateOnly(), e.Category.Value, EnumText.Of(e.Channel), RecordedBy: null, e.Request?.Value);
                proposed.Status = ExchangeStatus.Proposed;
                proposed.ProposedPosition = entry.Position;
                break;
            case ExchangeBooked e:
                var booked = Of(e.Exchange, entry.Position);
                // Where it was written down and booked at once, the entry bears its id; a booking that answers a proposal has an id of its own.
                booked.IsNew |= entry.Id == e.Exchange.Value;
                booked.Facts = new Facts(e.Helpers, e.Receivers, e.HappenedOn.ToDateOnly(), e.Category.Value, EnumText.Of(e.Channel), EnumText.Of(e.RecordedBy), e.Request?.Value);
                booked.Status = ExchangeStatus.Booked;
                booked.BookedPosition = entry.Position;
                break;
            case ExchangeDeclined e:
                var declined = Of(e.Exchange, entry.Position);
                declined.Status = ExchangeStatus.Declined;
                declined.DeclinedPosition = entry.Position;
                break;
            case ExchangeReversed e:
                var reversed = Of(e.Exchange, entry.Position);
                reversed.Status = ExchangeStatus.Reversed;
                reversed.ReversedPosition = entry.Position;
                break;
            case ExchangeThanked e:
                Of(e.Exchange, entry.Position).Thanked++;
                break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        Known newOnes = new(), known = new();
        ChangeColumns answered = new();
        foreach (var (exchange, change) in changes)
        {
            if (change.Facts is { } facts) (change.IsNew ? newOnes : known).Add(exchange, change, facts);
            else answered.Add(exchange, change);
        }

        if (newOnes.Changes.Count > 0) WriteNew(statements, community, newOnes);
        if (known.Changes.Count > 0) WriteKnown(statements, community, known);
        if (answered.Count > 0) WriteAnswered(statements, community, answered);
    }

    private static void WriteNew(ViewStatements statements, CommunityCode community, Known rows)
    {
        statements.Insert("exchanges", community, [.. rows.Changes.Columns(), .. rows.Facts.Columns()]);
        statements.Insert("exchange_shares", community, [.. rows.Shares.Columns()]);
    }

    private static void WriteKnown(ViewStatements statements, CommunityCode community, Known rows)
    {
        statements.Add("""
            INSERT INTO views.exchanges AS e (community, exchange, status, thanked, proposed_position, booked_position, declined_position, reversed_position, position, happened_on, category, channel, recorded_by, request, minutes)
            SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            ON CONFLICT (community, exchange) DO UPDATE SET
                status = excluded.status, thanked = e.thanked + excluded.thanked,
                proposed_position = coalesce(excluded.proposed_position, e.proposed_position), booked_position = coalesce(excluded.booked_position, e.booked_position),
                declined_position = coalesce(excluded.declined_position, e.declined_position), reversed_position = coalesce(excluded.reversed_position, e.reversed_position),
                position = excluded.position, happened_on = excluded.happened_on, category = excluded.category, channel = excluded.channel,
                recorded_by = excluded.recorded_by, request = excluded.request, minutes = excluded.minutes
            """, rows.Changes.Count, [Parameter.Of(community.Value), .. rows.Changes.Columns().Concat(rows.Facts.Columns()).Select(column => column.AsArray())]);

        // A booking repeats the shares of the proposal that it answers.
        statements.Add("""
            INSERT INTO views.exchange_shares (community, exchange, side, account, minutes)
            SELECT $1, * FROM unnest($2, $3, $4, $5)
            ON CONFLICT (community, exchange, side, account) DO UPDATE SET minutes = excluded.minutes
            """, rows.Shares.Count, [Parameter.Of(community.Value), .. rows.Shares.Columns().Select(column => column.AsArray())]);
    }

    private static void WriteAnswered(ViewStatements statements, CommunityCode community, ChangeColumns answered) =>
        statements.Add("""
            UPDATE views.exchanges e SET
                status = coalesce(c.status, e.status), thanked = e.thanked + c.thanked,
                proposed_position = coalesce(c.proposed_position, e.proposed_position), booked_position = coalesce(c.booked_position, e.booked_position),
                declined_position = coalesce(c.declined_position, e.declined_position), reversed_position = coalesce(c.reversed_position, e.reversed_position),
                position = c.position
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9) AS c (exchange, status, thanked, proposed_position, booked_position, declined_position, reversed_position, position)
            WHERE e.community = $1 AND e.exchange = c.exchange
            """, answered.Count, [Parameter.Of(community.Value), .. answered.Columns().Select(column => column.AsArray())]);

    private Change Of(ExchangeId exchange, long position)
    {
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(changes, exchange, out _);
        change ??= new Change();
        change.Position = position;
        return change;
    }

    /// <summary>Exchanges of which the batch says everything, as columns.</summary>
    private sealed class Known
    {
        public ChangeColumns Changes { get; } = new();

        public FactColumns Facts { get; } = new();

        public ShareColumns Shares { get; } = new();

        public void Add(ExchangeId exchange, Change change, Facts facts)
        {
            Changes.Add(exchange, change);
            Facts.Add(facts);
            Shares.Add(exchange, "helper", facts.Helpers);
            Shares.Add(exchange, "receiver", facts.Receivers);
        }
    }
}
