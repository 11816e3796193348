using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Projections.Accounts;

/// <summary>Accounts with their balance.</summary>
internal sealed class AccountsFold : IViewFold
{
    private readonly Dictionary<AccountNumber, Change> changes = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case MemberJoined e: Open(entry, e.Account, AccountKind.Member, e.JoinedOn, e.Neighbourhood); break;
            case OrganisationJoined e: Open(entry, e.Account, AccountKind.Organisation, e.JoinedOn, e.Neighbourhood); break;
            case ShopJoined e: Open(entry, e.Account, AccountKind.Shop, e.JoinedOn, e.Neighbourhood); break;
            case PotOpened e: Open(entry, e.Pot, AccountKind.Pot, e.OpenedOn, neighbourhood: null); break;
            case InstitutionJoined e: Open(entry, e.Account, AccountKind.Institution, e.JoinedOn, neighbourhood: null); break;
            case OpeningBalanceBooked e: Open(entry, BookOpeningBalance.Opening, AccountKind.Opening, e.On, neighbourhood: null); break;
            case NotesIssued e: Open(entry, PaperNotes.Account, AccountKind.Notes, e.IssuedOn, neighbourhood: null); break;
            case MemberLeft e: Of(e.Account, entry.Position).ClosedOn = e.LeftOn.ToDateOnly(); break;
        }

        foreach (var (account, amount) in Postings.Of(entry.Event)) Of(account, entry.Position).Amount += amount;
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        Columns opened = new(), moved = new();
        foreach (var (account, change) in changes) (change.Opened is null ? moved : opened).Add(account, change);
        if (opened.Accounts.Count > 0)
        {
            // Only the counterpart of opening balances and paper notes are opened again and again; the first time counts.
            statements.Add("""
                INSERT INTO views.accounts AS a (community, account, kind, neighbourhood, opened_on, closed_on, balance, opened_position, position)
                SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9)
                ON CONFLICT (community, account) DO UPDATE SET balance = a.balance + excluded.balance, position = excluded.position
                WHERE a.kind IN ('opening', 'notes')
                """, opened.Accounts.Count,
                Parameter.Of(community.Value), Parameter.Of(opened.Accounts), Parameter.Of(opened.Kinds), Parameter.Of(opened.Neighbourhoods), Parameter.Of(opened.OpenedOn),
                Parameter.Of(opened.ClosedOn), Parameter.Of(opened.Amounts), Parameter.Of(opened.OpenedPositions), Parameter.Of(opened.Positions));
        }

        if (moved.Accounts.Count > 0)
        {
            statements.Add("""
                UPDATE views.accounts a SET balance = a.balance + c.amount, closed_on = coalesce(c.closed_on, a.closed_on), position = c.position
                FROM unnest($2, $3, $4, $5) AS c (account, amount, closed_on, position)
                WHERE a.community = $1 AND a.account = c.account
                """, moved.Accounts.Count,
                Parameter.Of(community.Value), Parameter.Of(moved.Accounts), Parameter.Of(moved.Amounts), Parameter.Of(moved.ClosedOn), Parameter.Of(moved.Positions));
        }
    }

    private void Open(Entry entry, AccountNumber account, AccountKind kind, LocalDate on, NeighbourhoodCode? neighbourhood) =>
        Of(account, entry.Position).Opened ??= new Opening(EnumText.Of(kind), neighbourhood?.Value, on.ToDateOnly(), entry.Position);

    private Change Of(AccountNumber account, long position)
    {
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(changes, account, out _);
        change ??= new Change();
        change.Position = position;
        return change;
    }

    private sealed record Opening(string Kind, string? Neighbourhood, DateOnly On, long Position);

    private sealed class Change
    {
        public Opening? Opened { get; set; }

        public DateOnly? ClosedOn { get; set; }

        public long Amount { get; set; }

        public long Position { get; set; }
    }

    private sealed class Columns
    {
        public List<string> Accounts { get; } = [];

        public List<string?> Kinds { get; } = [];

        public List<string?> Neighbourhoods { get; } = [];

        public List<DateOnly?> OpenedOn { get; } = [];

        public List<DateOnly?> ClosedOn { get; } = [];

        public List<long> Amounts { get; } = [];

        public List<long> OpenedPositions { get; } = [];

        public List<long> Positions { get; } = [];

        public void Add(AccountNumber account, Change change)
        {
            Accounts.Add(account.Value);
            Kinds.Add(change.Opened?.Kind);
            Neighbourhoods.Add(change.Opened?.Neighbourhood);
            OpenedOn.Add(change.Opened?.On);
            ClosedOn.Add(change.ClosedOn);
            Amounts.Add(change.Amount);
            OpenedPositions.Add(change.Opened?.Position ?? 0);
            Positions.Add(change.Position);
        }
    }
}
