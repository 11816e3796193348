using System.Runtime.InteropServices;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Projections.Statements;

/// <summary>
/// Statement lines with the running balance in journal order. Within a batch the balance runs from what the batches before left, where they are at hand;
/// else from zero for each account, and the statement that writes the lines adds the balance that the account had before the batch.
/// </summary>
internal sealed class StatementsFold : IViewFold
{
    private readonly Dictionary<AccountNumber, long> accounts = [];
    private readonly List<string> lineAccounts = [];
    private readonly List<long> positions = [];
    private readonly List<int> lines = [];
    private readonly List<Guid> entries = [];
    private readonly List<string> types = [];
    private readonly List<DateOnly> happenedOn = [];
    private readonly List<DateTime> recordedAt = [];
    private readonly List<long> amounts = [];
    private readonly List<long> runningAmounts = [];
    private readonly List<Guid?> exchanges = [];
    private readonly List<Guid?> discounts = [];
    private readonly List<Guid?> gifts = [];
    private readonly List<long?> paidFor = [];
    private readonly List<long?> reverses = [];
    private readonly List<Guid?> grants = [];
    private Dictionary<AccountNumber, long>? opening;
    private bool isClosed;

    /// <summary>Then the balances before the batch are known and nothing has to be looked up.</summary>
    public void Follow(IViewFold? before) => opening = before is StatementsFold known ? known.Closing() : [];

    public void Apply(Entry entry)
    {
        var line = 0;
        var others = PaidFor.Of(entry.Event);
        var postings = Postings.Of(entry.Event);
        foreach (var (account, amount) in postings) Add(entry, account, amount, line++, Paid(others, account));
        foreach (var (account, paid) in others)
        {
            if (!postings.Any(posting => posting.Account == account)) Add(entry, account, amount: 0, line++, paid);
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (positions.Count == 0) return;

        if (opening is null) AddToBalances(statements, community);
        else
        {
            statements.Insert("statement_lines", community, [Column.Of("account", lineAccounts), .. Facts(), Column.Of("balance_after", runningAmounts)]);
        }
    }

    // The balance before is looked up below the batch's first position: while a rebuild is under way the index still holds the old lines above it.
    // Lines find it by their account's number in an array: PostgreSQL knows nothing about the length of parameters and would join every line with every account.
    private void AddToBalances(ViewStatements statements, CommunityCode community) =>
        statements.Add("""
            WITH before AS MATERIALIZED (
                SELECT array_agg(coalesce(last.balance_after, 0) ORDER BY t.number) AS balances
                FROM unnest($17) WITH ORDINALITY AS t (account, number)
                LEFT JOIN LATERAL (
                    SELECT s.balance_after FROM views.statement_lines s
                    WHERE s.community = $1 AND s.account = t.account AND s.position < $19
                    ORDER BY s.position DESC, s.line DESC LIMIT 1
                ) last ON true)
            INSERT INTO views.statement_lines (community, account, position, line, entry, event_type, happened_on, recorded_at, amount, balance_after, exchange, discount, gift, paid_for, reverses, grant_id)
            SELECT $1, l.account, l.position, l.line, l.entry, l.event_type, l.happened_on, l.recorded_at, l.amount, (SELECT balances FROM before)[l.number] + l.running,
                l.exchange, l.discount, l.gift, l.paid_for, l.reverses, l.grant_id
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $18)
                AS l (account, position, line, entry, event_type, happened_on, recorded_at, amount, exchange, discount, gift, paid_for, reverses, grant_id, running, number)
            """, positions.Count,
            [Parameter.Of(community.Value), Parameter.Of(lineAccounts), .. Facts().Select(column => column.AsArray()), Parameter.Of(runningAmounts),
                Parameter.Of(accounts.Keys.Select(account => account.Value).ToArray()), Parameter.Of(AccountNumbers()), Parameter.Of(positions[0])]);

    /// <summary>Of each line, which of the batch's accounts it is about, counted from 1.</summary>
    private List<int> AccountNumbers()
    {
        var numbers = accounts.Keys.Index().ToDictionary(account => account.Item.Value, account => account.Index + 1);
        return lineAccounts.ConvertAll(account => numbers[account]);
    }

    private IEnumerable<Column> Facts() =>
    [
        Column.Of("position", positions), Column.Of("line", lines), Column.Of("entry", entries), Column.Of("event_type", types), Column.Of("happened_on", happenedOn), Column.Of("recorded_at", recordedAt),
        Column.Of("amount", amounts), Column.Of("exchange", exchanges), Column.Of("discount", discounts), Column.Of("gift", gifts), Column.Of("paid_for", paidFor), Column.Of("reverses", reverses), Column.Of("grant_id", grants),
    ];

    /// <summary>The balances after this batch. They are counted once, however often what follows is folded.</summary>
    private Dictionary<AccountNumber, long> Closing()
    {
        var closing = opening!;
        if (isClosed) return closing;
        isClosed = true;
        foreach (var (account, balance) in accounts) closing[account] = balance;
        return closing;
    }

    private void Add(Entry entry, AccountNumber account, long amount, int line, long? paid)
    {
        ref var balance = ref CollectionsMarshal.GetValueRefOrAddDefault(accounts, account, out var known);
        if (!known && opening is not null) balance = opening.GetValueOrDefault(account);
        balance += amount;
        lineAccounts.Add(account.Value);
        positions.Add(entry.Position);
        lines.Add(line);
        entries.Add(entry.Id);
        types.Add(entry.Type);
        happenedOn.Add((Postings.DateOf(entry.Event) ?? throw new InvalidOperationException($"no rule says when a {entry.Type} counts")).ToDateOnly());
        recordedAt.Add(entry.RecordedAt.ToDateTimeUtc());
        amounts.Add(amount);
        runningAmounts.Add(balance);
        exchanges.Add(ExchangeOf(entry.Event));
        discounts.Add(DiscountOf(entry.Event));
        gifts.Add(entry.Event is GiftMade gift ? gift.Gift.Value : null);
        paidFor.Add(paid);
        reverses.Add(entry.Event is EntryReversed reversed ? reversed.Entry : null);
        grants.Add(entry.Event is GrantGiven grant ? grant.Grant.Value : null);
    }

    private static long? Paid(IReadOnlyList<Posting> paidFor, AccountNumber account)
    {
        foreach (var paid in paidFor)
        {
            if (paid.Account == account) return paid.Amount;
        }

        return null;
    }

    private static Guid? ExchangeOf(LedgerEvent recorded) => recorded switch
    {
        ExchangeBooked e => e.Exchange.Value,
        ExchangeReversed e => e.Exchange.Value,
        _ => null,
    };

    private static Guid? DiscountOf(LedgerEvent recorded) => recorded switch
    {
        DiscountGiven e => e.Discount.Value,
        DiscountCancelled e => e.Discount.Value,
        _ => null,
    };
}
