using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;

namespace Buurthulp.Projections.Members;

/// <summary>Offices that members hold, and who may act for whom.</summary>
internal sealed class OfficesFold : IViewFold
{
    private readonly HashSet<AccountNumber> left = [];
    private readonly Dictionary<(AccountNumber Account, Role Role), RoleGiven?> roles = [];
    private readonly Dictionary<(AccountNumber Member, AccountNumber Proxy), ProxyGiven?> proxies = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case RoleGiven e: roles[(e.Account, e.Role)] = e; break;
            case RoleTaken e: roles[(e.Account, e.Role)] = null; break;
            case ProxyGiven e: proxies[(e.Member, e.Proxy)] = e; break;
            case ProxyEnded e: proxies[(e.Member, e.Proxy)] = null; break;
            case MemberLeft e: Leave(e.Account); break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (left.Count > 0)
        {
            List<string> accounts = [.. left.Select(account => account.Value)];
            statements.Add("DELETE FROM views.member_roles WHERE community = $1 AND account = ANY($2)", expectedRows: null, Parameter.Of(community.Value), Parameter.Of(accounts));
            statements.Add("DELETE FROM views.member_proxies WHERE community = $1 AND (member = ANY($2) OR proxy = ANY($2))", expectedRows: null, Parameter.Of(community.Value), Parameter.Of(accounts));
        }

        if (roles.Count > 0) WriteRoles(statements, community);
        if (proxies.Count > 0) WriteProxies(statements, community);
    }

    /// <summary>Who left holds no office; nobody acts for them, and they act for nobody.</summary>
    private void Leave(AccountNumber account)
    {
        left.Add(account);
        foreach (var key in roles.Keys.Where(key => key.Account == account).ToArray()) roles.Remove(key);
        foreach (var key in proxies.Keys.Where(key => key.Member == account || key.Proxy == account).ToArray()) proxies.Remove(key);
    }

    private void WriteRoles(ViewStatements statements, CommunityCode community)
    {
        statements.Add("DELETE FROM views.member_roles r USING unnest($2, $3) AS c (account, role) WHERE r.community = $1 AND r.account = c.account AND r.role = c.role", expectedRows: null,
            Parameter.Of(community.Value), Parameter.Of(roles.Keys.Select(key => key.Account.Value).ToList()), Parameter.Of(roles.Keys.Select(key => EnumText.Of(key.Role)).ToList()));
        var given = roles.Values.OfType<RoleGiven>().ToList();
        statements.Add("INSERT INTO views.member_roles (community, account, role, given_on) SELECT $1, * FROM unnest($2, $3, $4)", given.Count,
            Parameter.Of(community.Value), Parameter.Of(given.ConvertAll(role => role.Account.Value)), Parameter.Of(given.ConvertAll(role => EnumText.Of(role.Role))),
            Parameter.Of(given.ConvertAll(role => role.GivenOn.ToDateOnly())));
    }

    private void WriteProxies(ViewStatements statements, CommunityCode community)
    {
        statements.Add("DELETE FROM views.member_proxies p USING unnest($2, $3) AS c (member, proxy) WHERE p.community = $1 AND p.member = c.member AND p.proxy = c.proxy", expectedRows: null,
            Parameter.Of(community.Value), Parameter.Of(proxies.Keys.Select(key => key.Member.Value).ToList()), Parameter.Of(proxies.Keys.Select(key => key.Proxy.Value).ToList()));
        var given = proxies.Values.OfType<ProxyGiven>().ToList();
        statements.Add("INSERT INTO views.member_proxies (community, member, proxy, kind, from_on, until_on) SELECT $1, * FROM unnest($2, $3, $4, $5, $6)", given.Count,
            Parameter.Of(community.Value), Parameter.Of(given.ConvertAll(proxy => proxy.Member.Value)), Parameter.Of(given.ConvertAll(proxy => proxy.Proxy.Value)),
            Parameter.Of(given.ConvertAll(proxy => EnumText.Of(proxy.Kind))), Parameter.Of(given.ConvertAll(proxy => proxy.From.ToDateOnly())),
            Parameter.Of(given.ConvertAll(proxy => proxy.Until?.ToDateOnly())));
    }
}
