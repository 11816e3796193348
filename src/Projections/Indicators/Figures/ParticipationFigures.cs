using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators.Facts;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>Persons who are members.</summary>
/// <param name="RegisteredAtEnd">Joined on or before the last day and not left on or before it.</param>
/// <param name="Joined">Joined in the period.</param>
/// <param name="Left">Left in the period.</param>
public sealed record MemberFigures(long RegisteredAtEnd, long Joined, long Left)
{
    internal static MemberFigures Of(Scope scope)
    {
        long registered = 0, joined = 0, left = 0;
        foreach (var account in scope.Facts.Accounts)
        {
            if (account.Kind != AccountKind.Member || account.Position > scope.AsOf) continue;
            if (account.IsRegistered(scope.To, scope.AsOf)) registered++;
            if (scope.IsInPeriod(account.OpenedOn)) joined++;
            if (account.LeftAt <= scope.AsOf && scope.IsInPeriod(account.LeftOn)) left++;
        }

        return new MemberFigures(registered, joined, left);
    }
}

/// <summary>Persons who took part in help.</summary>
/// <param name="Active">Persons in at least one exchange of the period, as helper or receiver.</param>
/// <param name="RegisteredAtEnd">Members on the last day.</param>
/// <param name="Residents">People who live in the neighbourhoods.</param>
/// <param name="Rate">Active of those registered.</param>
/// <param name="Reach">Active of the residents.</param>
/// <param name="ByNeighbourhood">The same by the neighbourhood of the member.</param>
public sealed record ParticipationFigures(long Active, long RegisteredAtEnd, long Residents, double? Rate, double? Reach, IReadOnlyList<NeighbourhoodFigures> ByNeighbourhood)
{
    internal static ParticipationFigures Of(Scope scope, Activity activity)
    {
        // The last place is for members of whom no neighbourhood is known.
        var facts = scope.Facts;
        var (active, registered, residents) = (new long[facts.Neighbourhoods.Count + 1], new long[facts.Neighbourhoods.Count + 1], new long[facts.Neighbourhoods.Count + 1]);
        foreach (var known in facts.Residents)
        {
            if (known.Position <= scope.AsOf) residents[known.Neighbourhood] = known.Residents;
        }

        var accounts = CollectionsMarshal.AsSpan(facts.Accounts);
        for (var i = 0; i < accounts.Length; i++)
        {
            if (accounts[i].Kind != AccountKind.Member || accounts[i].Position > scope.AsOf) continue;
            var place = accounts[i].Neighbourhood == CommunityFacts.None ? facts.Neighbourhoods.Count : accounts[i].Neighbourhood;
            if (accounts[i].IsRegistered(scope.To, scope.AsOf)) registered[place]++;
            if (activity.IsActive(i)) active[place]++;
        }

        var parts = Enumerable.Range(0, active.Length).Where(i => active[i] + registered[i] + residents[i] > 0)
            .Select(i => NeighbourhoodFigures.Of(i == facts.Neighbourhoods.Count ? null : facts.Neighbourhoods[i], active[i], registered[i], residents[i]))
            .OrderBy(part => part.Neighbourhood is null).ThenBy(part => part.Neighbourhood, StringComparer.Ordinal).ToList();
        var (allActive, allRegistered, allResidents) = (active.Sum(), registered.Sum(), residents.Sum());
        return new ParticipationFigures(allActive, allRegistered, allResidents, Ratio.Of(allActive, allRegistered), Ratio.Of(allActive, allResidents), parts);
    }
}

/// <summary>Participation in one neighbourhood; null for members of whom it is not known where they live.</summary>
public sealed record NeighbourhoodFigures(string? Neighbourhood, long Active, long RegisteredAtEnd, long Residents, double? Rate, double? Reach)
{
    internal static NeighbourhoodFigures Of(string? neighbourhood, long active, long registered, long residents) =>
        new(neighbourhood, active, registered, residents, Ratio.Of(active, registered), Ratio.Of(active, residents));
}

/// <summary>In which roles persons took part.</summary>
/// <param name="GaveOnly">Persons who helped and were not helped.</param>
/// <param name="ReceivedOnly">Persons who were helped and did not help.</param>
/// <param name="Both">Persons who did both.</param>
/// <param name="Active">All three together.</param>
/// <param name="BothShare">Both of those active.</param>
public sealed record RoleFigures(long GaveOnly, long ReceivedOnly, long Both, long Active, double? BothShare)
{
    internal static RoleFigures Of(Scope scope, Activity activity)
    {
        long gave = 0, received = 0, both = 0;
        for (var i = 0; i < scope.Facts.Accounts.Count; i++)
        {
            if (!scope.Facts.IsPerson(i) || !activity.IsActive(i)) continue;
            if (activity.Gave(i) && activity.Received(i)) both++;
            else if (activity.Gave(i)) gave++;
            else received++;
        }

        return new RoleFigures(gave, received, both, gave + received + both, Ratio.Of(both, gave + received + both));
    }
}

/// <summary>Which accounts helped and were helped in the period.</summary>
internal sealed class Activity
{
    private readonly bool[] gave;
    private readonly bool[] received;

    private Activity(int accounts) => (gave, received) = (new bool[accounts], new bool[accounts]);

    public static Activity In(Scope scope)
    {
        var activity = new Activity(scope.Facts.Accounts.Count);
        var exchanges = CollectionsMarshal.AsSpan(scope.Facts.Exchanges);
        foreach (var i in scope.Exchanges)
        {
            foreach (var share in scope.Facts.Helpers(exchanges[i])) activity.gave[share.Account] = true;
            foreach (var share in scope.Facts.Receivers(exchanges[i])) activity.received[share.Account] = true;
        }

        return activity;
    }

    public bool Gave(int account) => gave[account];

    public bool Received(int account) => received[account];

    public bool IsActive(int account) => gave[account] || received[account];
}
