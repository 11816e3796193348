using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Projections.Statements;

/// <summary>
/// Statements: what is the same for all accounts that an entry moves stands once, with the entry, and each account's line holds what is its own. No balance is written down:
/// a statement sums its own lines in the order in which it shows them.
/// </summary>
internal sealed class StatementsFold : IViewFold
{
    private readonly EntryColumns entries = new();
    private readonly LineColumns lines = new();

    public void Apply(Entry entry)
    {
        var postings = Postings.Of(entry.Event);
        if (entry.Event is ExchangeProposed proposed) entries.Add(entry, proposed.HappenedOn.ToDateOnly(), ActedBy.Of(entry, postings));
        if (postings.Count == 0) return;
        var day = (Postings.DateOf(entry.Event) ?? throw new InvalidOperationException($"no rule says when a {entry.Type} counts")).ToDateOnly();
        entries.Add(entry, day, ActedBy.Of(entry, postings));
        var line = 0;
        var others = PaidFor.Of(entry.Event);
        for (var i = 0; i < postings.Count; i++) lines.Add(entry.Position, line++, postings[i].Account, day, postings[i].Amount, Paid(others, postings[i].Account));
        foreach (var (account, paid) in others)
        {
            if (!postings.Any(posting => posting.Account == account)) lines.Add(entry.Position, line++, account, day, amount: 0, paid);
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (entries.Count > 0) statements.Insert("statement_entries", community, entries.Columns());
        if (lines.Count > 0) statements.Insert("statement_lines", community, lines.ByAccount, lines.Columns());
    }

    private static long? Paid(IReadOnlyList<Posting> paidFor, AccountNumber account)
    {
        for (var i = 0; i < paidFor.Count; i++)
        {
            if (paidFor[i].Account == account) return paidFor[i].Amount;
        }

        return null;
    }

    private sealed class EntryColumns
    {
        private readonly List<long> positions = [];
        private readonly List<Guid> entries = [];
        private readonly List<string> types = [];
        private readonly List<DateOnly> happenedOn = [];
        private readonly List<DateTime> recordedAt = [];
        private readonly List<Guid?> exchanges = [];
        private readonly List<Guid?> discounts = [];
        private readonly List<Guid?> gifts = [];
        private readonly List<Guid?> grants = [];
        private readonly List<long?> reverses = [];
        private readonly List<string?> actors = [];

        public int Count => positions.Count;

        public void Add(Entry entry, DateOnly day, string? actor)
        {
            positions.Add(entry.Position);
            entries.Add(entry.Id);
            types.Add(entry.Type);
            happenedOn.Add(day);
            recordedAt.Add(entry.RecordedAt.ToDateTimeUtc());
            exchanges.Add(ExchangeOf(entry.Event));
            discounts.Add(DiscountOf(entry.Event));
            gifts.Add(entry.Event is GiftMade gift ? gift.Gift.Value : null);
            grants.Add(entry.Event is GrantGiven grant ? grant.Grant.Value : null);
            reverses.Add(entry.Event is EntryReversed reversed ? reversed.Entry : null);
            actors.Add(actor);
        }

        public Column[] Columns() =>
        [
            Column.Of("position", positions), Column.Of("entry", entries), Column.Of("event_type", types), Column.Of("happened_on", happenedOn), Column.Of("recorded_at", recordedAt),
            Column.Of("exchange", exchanges), Column.Of("discount", discounts), Column.Of("gift", gifts), Column.Of("grant_id", grants), Column.Of("reverses", reverses), Column.Of("actor", actors),
        ];

        private static Guid? ExchangeOf(LedgerEvent recorded) => recorded switch
        {
            ExchangeBooked e => e.Exchange.Value,
            ExchangeReversed e => e.Exchange.Value,
            ExchangeProposed e => e.Exchange.Value,
            _ => null,
        };

        private static Guid? DiscountOf(LedgerEvent recorded) => recorded switch
        {
            DiscountGiven e => e.Discount.Value,
            DiscountCancelled e => e.Discount.Value,
            _ => null,
        };
    }

    private sealed class LineColumns
    {
        private readonly List<string> accounts = [];
        private readonly List<long> positions = [];
        private readonly List<int> lines = [];
        private readonly List<DateOnly> happenedOn = [];
        private readonly List<long> amounts = [];
        private readonly List<long?> paidFor = [];

        public int Count => positions.Count;

        public void Add(long position, int line, AccountNumber account, DateOnly day, long amount, long? paid)
        {
            accounts.Add(account.Value);
            positions.Add(position);
            lines.Add(line);
            happenedOn.Add(day);
            amounts.Add(amount);
            paidFor.Add(paid);
        }

        /// <summary>The rows of each account together, in the order of the journal.</summary>
        public int[] ByAccount()
        {
            int[] rows = [.. Enumerable.Range(0, Count)];
            Array.Sort(rows, (one, other) => string.CompareOrdinal(accounts[one], accounts[other]) is var order and not 0 ? order : one - other);
            return rows;
        }

        public Column[] Columns() =>
        [
            Column.Of("account", accounts), Column.Of("position", positions), Column.Of("line", lines), Column.Of("happened_on", happenedOn), Column.Of("amount", amounts), Column.Of("paid_for", paidFor),
        ];
    }
}
