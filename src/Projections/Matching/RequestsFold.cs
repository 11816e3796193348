using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using NodaTime;

namespace Buurthulp.Projections.Matching;

/// <summary>Requests through their whole life, the days of rosters, and who was asked when.</summary>
internal sealed class RequestsFold : IViewFold
{
    private readonly Dictionary<RequestId, RequestChange> changes = [];
    private readonly Dictionary<(RequestId Request, DateOnly Day), AccountNumber?> taken = [];
    private readonly Dictionary<AccountNumber, DateOnly> asked = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case RequestPosted e: Of(e.Request, entry).Posted = e; break;
            case RosterPosted e: Of(e.Request, entry).Dates = [.. e.Dates.Select(date => date.ToDateOnly())]; break;
            case RosterDateTaken e:
                Of(e.Request, entry);
                taken[(e.Request, e.On.ToDateOnly())] = e.Helper;
                Ask(e.Helper, e.TakenOn);
                break;
            case RosterDateGivenBack e:
                Of(e.Request, entry);
                taken[(e.Request, e.On.ToDateOnly())] = null;
                break;
            case HelperProposed e:
                Of(e.Request, entry).Helped(RequestStatus.Proposed, e.Helper, e.ProposedBy, agreedOn: null);
                Ask(e.Helper, e.ProposedOn);
                break;
            case MatchAgreed e:
                Of(e.Request, entry).Helped(RequestStatus.Matched, e.Helper, proposer: null, e.AgreedOn.ToDateOnly());
                Ask(e.Helper, e.AgreedOn);
                break;
            case ProposalDeclined e: Reopen(e.Request, entry, e.DeclinedOn); break;
            case MatchHandedBack e: Reopen(e.Request, entry, e.HandedBackOn); break;
            case RequestStopped e: Of(e.Request, entry).Closed(RequestStatus.Stopped, e.StoppedOn.ToDateOnly()); break;
            case RequestWithdrawn e: Of(e.Request, entry).Closed(RequestStatus.Withdrawn, e.WithdrawnOn.ToDateOnly()); break;
            case RequestExpired e: Of(e.Request, entry).Closed(RequestStatus.Expired, e.ExpiredOn.ToDateOnly()); break;
            case RosterCompleted e: Of(e.Request, entry).Closed(RequestStatus.Matched, e.CompletedOn.ToDateOnly()); break;
            case RequestReferred e:
                var referred = Of(e.Request, entry);
                referred.Closed(RequestStatus.Referred, e.ReferredOn.ToDateOnly());
                referred.Organisation = e.Organisation;
                break;
            case RequestFollowedUp e:
                var followedUp = Of(e.Request, entry);
                (followedUp.FollowedUpOn, followedUp.Outcome) = (e.FollowedUpOn.ToDateOnly(), e.Outcome);
                break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        PostedColumns posted = new();
        LifeColumns lives = new();
        List<Guid> rosters = [];
        List<DateOnly> days = [];
        foreach (var (request, change) in changes)
        {
            if (change.Posted is { } first) posted.Add(first, change.Position);
            lives.Add(request, change);
            foreach (var day in change.Dates ?? [])
            {
                rosters.Add(request.Value);
                days.Add(day);
            }
        }

        posted.WriteTo(statements, community);
        lives.WriteTo(statements, community);
        if (days.Count > 0)
        {
            statements.Add("INSERT INTO views.roster_dates (community, request, day) SELECT $1, * FROM unnest($2, $3)", days.Count,
                Parameter.Of(community.Value), Parameter.Of(rosters), Parameter.Of(days));
        }

        if (taken.Count > 0) WriteTaken(statements, community);
        if (asked.Count > 0) WriteAsked(statements, community);
    }

    private void WriteTaken(ViewStatements statements, CommunityCode community) =>
        statements.Add("UPDATE views.roster_dates d SET account = t.account FROM unnest($2, $3, $4) AS t (request, day, account) WHERE d.community = $1 AND d.request = t.request AND d.day = t.day", taken.Count,
            Parameter.Of(community.Value), Parameter.Of(taken.Keys.Select(key => key.Request.Value).ToList()), Parameter.Of(taken.Keys.Select(key => key.Day).ToList()),
            Parameter.Of(taken.Values.Select(helper => helper?.Value).ToList()));

    private void WriteAsked(ViewStatements statements, CommunityCode community) =>
        statements.Add("""
            INSERT INTO views.last_asked AS l (community, account, asked_on) SELECT $1, * FROM unnest($2, $3)
            ON CONFLICT (community, account) DO UPDATE SET asked_on = greatest(l.asked_on, excluded.asked_on)
            """, asked.Count, Parameter.Of(community.Value), Parameter.Of(asked.Keys.Select(account => account.Value).ToList()), Parameter.Of(asked.Values.ToList()));

    private void Reopen(RequestId request, Entry entry, LocalDate on)
    {
        var change = Of(request, entry);
        change.Helped(RequestStatus.Open, helper: null, proposer: null, agreedOn: null);
        change.ReopenedOn = on.ToDateOnly();
    }

    private void Ask(AccountNumber helper, LocalDate on)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(asked, helper, out var known);
        if (!known || on.ToDateOnly() > last) last = on.ToDateOnly();
    }

    private RequestChange Of(RequestId request, Entry entry)
    {
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(changes, request, out _);
        change ??= new RequestChange();
        change.Position = entry.Position;
        return change;
    }
}
