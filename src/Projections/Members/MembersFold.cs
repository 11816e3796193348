using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;

namespace Buurthulp.Projections.Members;

/// <summary>Members in numbers. Organisations and shops take part in exchanges too but have no row here, so their changes fall away.</summary>
internal sealed class MembersFold : IViewFold
{
    private readonly Dictionary<AccountNumber, Change> changes = [];
    private readonly JoinedColumns joined = new();
    private readonly ReceiptColumns kept = new();
    private readonly ReceiptColumns undone = new();

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case MemberJoined e: joined.Add(e, entry.Position); break;
            case MemberLeft e:
                Pause(Of(e.Account, entry.Position), on: null).LeftOn = e.LeftOn.ToDateOnly();
                break;
            case MemberPaused e: Pause(Of(e.Account, entry.Position), e.PausedOn.ToDateOnly()); break;
            case MemberResumed e: Pause(Of(e.Account, entry.Position), on: null); break;
            case ReciprocityExpectationChanged e: Of(e.Account, entry.Position).ReciprocityExpected = e.ReciprocityExpected; break;
            case MemberErased e: Of(e.Account, entry.Position).Erased = true; break;
            case ExchangeThanked e: Of(e.By, entry.Position).Thanks++; break;
            case ExchangeBooked e:
                foreach (var (account, minutes) in e.Helpers) Count(Of(account, entry.Position), gave: minutes, received: 0, exchanges: 1);
                foreach (var (account, minutes) in e.Receivers) Count(Of(account, entry.Position), gave: 0, received: minutes, exchanges: 1);
                if (e.Payers is not null) kept.Add(e.Exchange, e.Receivers, entry.Position);
                break;
            case ExchangeReversed e:
                foreach (var (account, minutes) in e.Helpers) Count(Of(account, entry.Position), gave: -minutes, received: 0, exchanges: -1);
                undone.Add(e.Exchange, e.Charged, entry.Position);
                break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (joined.Accounts.Count > 0)
        {
            statements.Add("""
                INSERT INTO views.members (community, account, neighbourhood, joined_on, reciprocity_expected, gave_minutes, received_minutes, exchanges, thanks_given, position)
                SELECT $1, account, neighbourhood, joined_on, reciprocity_expected, 0, 0, 0, 0, position
                FROM unnest($2, $3, $4, $5, $6) AS j (account, neighbourhood, joined_on, reciprocity_expected, position)
                """, joined.Accounts.Count,
                Parameter.Of(community.Value), Parameter.Of(joined.Accounts), Parameter.Of(joined.Neighbourhoods), Parameter.Of(joined.On), Parameter.Of(joined.ReciprocityExpected), Parameter.Of(joined.Positions));
        }

        if (kept.Exchanges.Count > 0)
        {
            statements.Add("INSERT INTO views.member_receipts (community, exchange, account, minutes) SELECT $1, * FROM unnest($2, $3, $4)", kept.Exchanges.Count,
                Parameter.Of(community.Value), Parameter.Of(kept.Exchanges), Parameter.Of(kept.Accounts), Parameter.Of(kept.Minutes));
        }

        if (undone.Exchanges.Count > 0) WriteUndone(statements, community);
        if (changes.Count > 0) WriteChanges(statements, community);
    }

    /// <summary>Those who received give their count back: as kept when somebody else was charged, else as charged.</summary>
    private void WriteUndone(ViewStatements statements, CommunityCode community) =>
        statements.Add("""
            WITH charged AS (SELECT * FROM unnest($2, $3, $4, $5) AS c (exchange, account, minutes, position)),
            kept AS (
                SELECT r.exchange, r.account, r.minutes, c.position
                FROM views.member_receipts r JOIN (SELECT DISTINCT exchange, position FROM charged) c ON c.exchange = r.exchange
                WHERE r.community = $1),
            received AS (SELECT * FROM kept UNION ALL SELECT * FROM charged c WHERE NOT EXISTS (SELECT FROM kept k WHERE k.exchange = c.exchange)),
            change AS (SELECT account, sum(minutes)::bigint AS minutes, count(*) AS exchanges, max(position) AS position FROM received GROUP BY account)
            UPDATE views.members m SET received_minutes = m.received_minutes - c.minutes, exchanges = m.exchanges - c.exchanges, position = greatest(m.position, c.position)
            FROM change c WHERE m.community = $1 AND m.account = c.account
            """, expectedRows: null,
            Parameter.Of(community.Value), Parameter.Of(undone.Exchanges), Parameter.Of(undone.Accounts), Parameter.Of(undone.Minutes), Parameter.Of(undone.Positions));

    private void WriteChanges(ViewStatements statements, CommunityCode community)
    {
        List<string> accounts = [];
        List<long> gave = [], received = [], exchanges = [], thanks = [], positions = [];
        List<DateOnly?> leftOn = [], pausedOn = [];
        List<bool?> reciprocity = [];
        List<bool> pauses = [], erased = [];
        foreach (var (account, change) in changes)
        {
            accounts.Add(account.Value);
            gave.Add(change.Gave);
            received.Add(change.Received);
            exchanges.Add(change.Exchanges);
            thanks.Add(change.Thanks);
            leftOn.Add(change.LeftOn);
            reciprocity.Add(change.ReciprocityExpected);
            pauses.Add(change.PauseChanged);
            pausedOn.Add(change.PausedOn);
            erased.Add(change.Erased);
            positions.Add(change.Position);
        }

        statements.Add("""
            UPDATE views.members m SET gave_minutes = m.gave_minutes + c.gave, received_minutes = m.received_minutes + c.received, exchanges = m.exchanges + c.exchanges,
                thanks_given = m.thanks_given + c.thanks, left_on = coalesce(c.left_on, m.left_on), position = greatest(m.position, c.position),
                reciprocity_expected = coalesce(c.reciprocity_expected, m.reciprocity_expected),
                paused_on = CASE WHEN c.pause_changed THEN c.paused_on ELSE m.paused_on END, erased = m.erased OR c.erased
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                AS c (account, gave, received, exchanges, thanks, left_on, position, reciprocity_expected, pause_changed, paused_on, erased)
            WHERE m.community = $1 AND m.account = c.account
            """, expectedRows: null,
            Parameter.Of(community.Value), Parameter.Of(accounts), Parameter.Of(gave), Parameter.Of(received), Parameter.Of(exchanges), Parameter.Of(thanks), Parameter.Of(leftOn), Parameter.Of(positions),
            Parameter.Of(reciprocity), Parameter.Of(pauses), Parameter.Of(pausedOn), Parameter.Of(erased));
    }

    private static Change Pause(Change change, DateOnly? on)
    {
        (change.PauseChanged, change.PausedOn) = (true, on);
        return change;
    }

    private static void Count(Change change, long gave, long received, int exchanges)
    {
        change.Gave += gave;
        change.Received += received;
        change.Exchanges += exchanges;
    }

    private Change Of(AccountNumber account, long position)
    {
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(changes, account, out _);
        change ??= new Change();
        change.Position = position;
        return change;
    }
}
