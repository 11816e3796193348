using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Projections.Indicators;

/// <summary>Who there is: accounts, leavings, and how many people live where.</summary>
internal sealed class PeopleRows
{
    private readonly List<(long Position, string Account, string Kind, string? Neighbourhood, DateOnly On)> accounts = [];
    private readonly List<(long Position, string Account, DateOnly On)> leavings = [];
    private readonly List<(long Position, string Neighbourhood, long Residents)> residents = [];
    private (long Position, string TimeZone)? founded;

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case CommunityFounded e: founded = (entry.Position, e.TimeZone); break;
            case NeighbourhoodDefined e: residents.Add((entry.Position, e.Neighbourhood.Value, e.Residents)); break;
            case MemberJoined e: Open(entry, e.Account, AccountKind.Member, e.JoinedOn, e.Neighbourhood); break;
            case OrganisationJoined e: Open(entry, e.Account, AccountKind.Organisation, e.JoinedOn, e.Neighbourhood); break;
            case ShopJoined e: Open(entry, e.Account, AccountKind.Shop, e.JoinedOn, e.Neighbourhood); break;
            case PotOpened e: Open(entry, e.Pot, AccountKind.Pot, e.OpenedOn, neighbourhood: null); break;
            case InstitutionJoined e: Open(entry, e.Account, AccountKind.Institution, e.JoinedOn, neighbourhood: null); break;
            case MemberLeft e: leavings.Add((entry.Position, e.Account.Value, e.LeftOn.ToDateOnly())); break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (founded is { } first)
        {
            statements.Add("INSERT INTO views.indicator_communities (community, position, time_zone) VALUES ($1, $2, $3)", 1,
                Parameter.Of(community.Value), Parameter.Of(first.Position), Parameter.Of(first.TimeZone));
        }

        if (residents.Count > 0)
        {
            statements.Add("INSERT INTO views.indicator_residents (community, position, neighbourhood, residents) SELECT $1, * FROM unnest($2, $3, $4)", residents.Count,
                Parameter.Of(community.Value), residents.Column(row => row.Position), residents.Column(row => row.Neighbourhood), residents.Column(row => row.Residents));
        }

        if (accounts.Count > 0)
        {
            statements.Add("INSERT INTO views.indicator_accounts (community, position, account, kind, neighbourhood, opened_on) SELECT $1, * FROM unnest($2, $3, $4, $5, $6)", accounts.Count,
                Parameter.Of(community.Value), accounts.Column(row => row.Position), accounts.Column(row => row.Account), accounts.Column(row => row.Kind), accounts.Column(row => row.Neighbourhood), accounts.Column(row => row.On));
        }

        if (leavings.Count > 0)
        {
            statements.Add("INSERT INTO views.indicator_leavings (community, position, account, left_on) SELECT $1, * FROM unnest($2, $3, $4)", leavings.Count,
                Parameter.Of(community.Value), leavings.Column(row => row.Position), leavings.Column(row => row.Account), leavings.Column(row => row.On));
        }
    }

    private void Open(Entry entry, AccountNumber account, AccountKind kind, LocalDate on, NeighbourhoodCode? neighbourhood) =>
        accounts.Add((entry.Position, account.Value, EnumText.Of(kind), neighbourhood?.Value, on.ToDateOnly()));
}
