using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;

namespace Buurthulp.Projections.Matching;

/// <summary>What a batch changes about one request. Null is: as it was.</summary>
internal sealed class RequestChange
{
    public RequestPosted? Posted { get; set; }

    public IReadOnlyList<DateOnly>? Dates { get; set; }

    public RequestStatus? Status { get; set; }

    /// <summary>Whether the batch says who helps, be it nobody.</summary>
    public bool HelperChanged { get; private set; }

    public AccountNumber? Helper { get; private set; }

    public Proposer? Proposer { get; private set; }

    public DateOnly? AgreedOn { get; private set; }

    public DateOnly? ReopenedOn { get; set; }

    public DateOnly? ClosedOn { get; set; }

    public OrganisationCode? Organisation { get; set; }

    public DateOnly? FollowedUpOn { get; set; }

    public OutcomeCode? Outcome { get; set; }

    public long Position { get; set; }

    public void Helped(RequestStatus status, AccountNumber? helper, Proposer? proposer, DateOnly? agreedOn) =>
        (Status, HelperChanged, Helper, Proposer, AgreedOn) = (status, true, helper, proposer, agreedOn);

    public void Closed(RequestStatus status, DateOnly on) => (Status, ClosedOn) = (status, on);
}

internal sealed class PostedColumns
{
    private readonly List<Guid> requests = [];
    private readonly List<string> categories = [];
    private readonly List<DateOnly> postedOn = [];
    private readonly List<string> channels = [];
    private readonly List<DateOnly?> neededOn = [];
    private readonly List<DateOnly?> neededUntil = [];
    private readonly List<string?> neighbourhoods = [];
    private readonly List<bool> notFromMyStreet = [];
    private readonly List<string?> languages = [];
    private readonly List<string> askers = [];
    private readonly List<long> positions = [];

    public int Count => requests.Count;

    public void Add(RequestPosted posted, long position)
    {
        requests.Add(posted.Request.Value);
        categories.Add(posted.Category.Value);
        postedOn.Add(posted.PostedOn.ToDateOnly());
        channels.Add(EnumText.Of(posted.Channel));
        neededOn.Add(posted.Wishes?.NeededOn?.ToDateOnly());
        neededUntil.Add(posted.Wishes?.NeededBy?.ToDateOnly());
        neighbourhoods.Add(posted.Wishes?.Neighbourhood?.Value);
        notFromMyStreet.Add(posted.Wishes?.NotFromMyStreet == true);
        languages.Add(ListText.Of(posted.Wishes?.Languages?.Select(language => language.Value)));
        askers.Add(posted.Member.Value);
        positions.Add(position);
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (Count == 0) return;
        statements.Add("""
            INSERT INTO views.requests (community, request, category, status, posted_on, channel, needed_on, needed_until, neighbourhood, not_from_my_street, languages, is_roster, position)
            SELECT $1, request, category, 'open', posted_on, channel, needed_on, needed_until, neighbourhood, not_from_my_street, string_to_array(languages, ';'), FALSE, position
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS p (request, category, posted_on, channel, needed_on, needed_until, neighbourhood, not_from_my_street, languages, position)
            """, Count,
            Parameter.Of(community.Value), Parameter.Of(requests), Parameter.Of(categories), Parameter.Of(postedOn), Parameter.Of(channels), Parameter.Of(neededOn), Parameter.Of(neededUntil),
            Parameter.Of(neighbourhoods), Parameter.Of(notFromMyStreet), Parameter.Of(languages), Parameter.Of(positions));
        statements.Add("INSERT INTO views.request_people (community, request, side, account) SELECT $1, request, 'asker', account FROM unnest($2, $3) AS p (request, account)", Count,
            Parameter.Of(community.Value), Parameter.Of(requests), Parameter.Of(askers));
    }
}

internal sealed class LifeColumns
{
    private readonly List<Guid> requests = [];
    private readonly List<string?> statuses = [];
    private readonly List<bool> helperChanged = [];
    private readonly List<string?> proposers = [];
    private readonly List<DateOnly?> agreedOn = [];
    private readonly List<DateOnly?> reopenedOn = [];
    private readonly List<DateOnly?> closedOn = [];
    private readonly List<string?> organisations = [];
    private readonly List<DateOnly?> followedUpOn = [];
    private readonly List<string?> outcomes = [];
    private readonly List<bool> rosters = [];
    private readonly List<long> positions = [];
    private readonly List<Guid> changed = [];
    private readonly List<string?> helpers = [];

    public void Add(RequestId request, RequestChange change)
    {
        requests.Add(request.Value);
        statuses.Add(change.Status is { } status ? EnumText.Of(status) : null);
        helperChanged.Add(change.HelperChanged);
        proposers.Add(change.Proposer is { } proposer ? EnumText.Of(proposer) : null);
        agreedOn.Add(change.AgreedOn);
        reopenedOn.Add(change.ReopenedOn);
        closedOn.Add(change.ClosedOn);
        organisations.Add(change.Organisation?.Value);
        followedUpOn.Add(change.FollowedUpOn);
        outcomes.Add(change.Outcome?.Value);
        rosters.Add(change.Dates is not null);
        positions.Add(change.Position);
        if (!change.HelperChanged) return;
        changed.Add(request.Value);
        helpers.Add(change.Helper?.Value);
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (requests.Count == 0) return;
        statements.Add("""
            UPDATE views.requests r SET
                status = coalesce(c.status, r.status), is_roster = r.is_roster OR c.roster,
                proposer = CASE WHEN c.helper_changed THEN c.proposer ELSE r.proposer END, agreed_on = CASE WHEN c.helper_changed THEN c.agreed_on ELSE r.agreed_on END,
                reopened_on = coalesce(c.reopened_on, r.reopened_on), closed_on = coalesce(c.closed_on, r.closed_on), organisation = coalesce(c.organisation, r.organisation),
                followed_up_on = coalesce(c.followed_up_on, r.followed_up_on), outcome = coalesce(c.outcome, r.outcome), position = c.position
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                AS c (request, status, helper_changed, proposer, agreed_on, reopened_on, closed_on, organisation, followed_up_on, outcome, roster, position)
            WHERE r.community = $1 AND r.request = c.request
            """, requests.Count,
            Parameter.Of(community.Value), Parameter.Of(requests), Parameter.Of(statuses), Parameter.Of(helperChanged), Parameter.Of(proposers), Parameter.Of(agreedOn), Parameter.Of(reopenedOn),
            Parameter.Of(closedOn), Parameter.Of(organisations), Parameter.Of(followedUpOn), Parameter.Of(outcomes), Parameter.Of(rosters), Parameter.Of(positions));
        if (changed.Count > 0) WriteHelpers(statements, community);
    }

    private void WriteHelpers(ViewStatements statements, CommunityCode community)
    {
        statements.Add("DELETE FROM views.request_people WHERE community = $1 AND side = 'helper' AND request = ANY ($2)", expectedRows: null, Parameter.Of(community.Value), Parameter.Of(changed));
        statements.Add("""
            INSERT INTO views.request_people (community, request, side, account)
            SELECT $1, request, 'helper', account FROM unnest($2, $3) AS h (request, account) WHERE account IS NOT NULL
            """, helpers.Count(helper => helper is not null), Parameter.Of(community.Value), Parameter.Of(changed), Parameter.Of(helpers));
    }
}

/// <summary>Lists of codes as one text: an array of arrays can't be unnested row by row.</summary>
internal static class ListText
{
    public static string? Of(IEnumerable<string>? codes) => codes is null ? null : string.Join(';', codes);
}
