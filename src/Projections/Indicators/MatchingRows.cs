using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using NodaTime;

namespace Buurthulp.Projections.Indicators;

/// <summary>When requests were open and offers stood; never whose. A request is open again when a helper hands it back, and nothing says who that was.</summary>
internal sealed class MatchingRows
{
    private readonly Dictionary<RequestId, Opening?> latest = [];
    private readonly List<Opening> opened = [];
    private readonly List<(Guid Request, Ending Ending)> closed = [];
    private readonly Dictionary<RequestId, Ending> matched = [];
    private readonly List<(long Position, Guid Offer, DateOnly On)> offered = [];
    private readonly List<(long Position, Guid Offer, DateOnly On)> withdrawn = [];

    /// <summary>All openings of requests, when every entry from the first on was applied.</summary>
    public IReadOnlyList<Opening> Openings => opened;

    /// <summary>The first match of each request.</summary>
    public IReadOnlyDictionary<RequestId, Ending> Matches => matched;

    /// <summary>The day of each offer and, when it was taken back, that day.</summary>
    public IEnumerable<(DateOnly On, DateOnly? WithdrawnOn)> Offers =>
        offered.GroupJoin(withdrawn, offer => offer.Offer, end => end.Offer, (offer, ends) => (offer.On, ends.Select(end => (DateOnly?)end.On).FirstOrDefault()));

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case RequestPosted e: Open(new Opening(e.Request, entry.Position, e.PostedOn.ToDateOnly(), IsPosting: true, EnumText.Of(e.Channel))); break;
            case MatchHandedBack e: Open(new Opening(e.Request, entry.Position, e.HandedBackOn.ToDateOnly(), IsPosting: false, Channel: null)); break;
            case MatchAgreed e:
                matched.TryAdd(e.Request, EndingOf(entry, e.AgreedOn, RequestStatus.Matched));
                Close(e.Request, EndingOf(entry, e.AgreedOn, RequestStatus.Matched));
                break;
            // A day of a roster is a match; the other days still wait.
            case RosterDateTaken e: matched.TryAdd(e.Request, EndingOf(entry, e.TakenOn, RequestStatus.Matched)); break;
            case RosterCompleted e: Close(e.Request, EndingOf(entry, e.CompletedOn, RequestStatus.Matched)); break;
            case RequestStopped e: Close(e.Request, EndingOf(entry, e.StoppedOn, RequestStatus.Stopped)); break;
            case RequestWithdrawn e: Close(e.Request, EndingOf(entry, e.WithdrawnOn, RequestStatus.Withdrawn)); break;
            case RequestExpired e: Close(e.Request, EndingOf(entry, e.ExpiredOn, RequestStatus.Expired)); break;
            case RequestReferred e: Close(e.Request, EndingOf(entry, e.ReferredOn, RequestStatus.Referred)); break;
            case OfferPosted e: offered.Add((entry.Position, e.Offer.Value, e.PostedOn.ToDateOnly())); break;
            case OfferWithdrawn e: withdrawn.Add((entry.Position, e.Offer.Value, e.WithdrawnOn.ToDateOnly())); break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        // Before the new openings, so that it closes only what was open before this batch. Who is stopped while being helped was not open.
        if (closed.Count > 0)
        {
            statements.Add("""
                UPDATE views.indicator_openings o SET closed_position = c.position, closed_on = c.closed_on, closed_as = c.closed_as
                FROM unnest($2, $3, $4, $5) AS c (request, position, closed_on, closed_as)
                WHERE o.community = $1 AND o.request = c.request AND o.closed_position IS NULL
                """, expectedRows: null, Parameter.Of(community.Value), closed.Column(row => row.Request), closed.Column(row => row.Ending.Position), closed.Column(row => row.Ending.On), closed.Column(row => row.Ending.As));
        }

        if (opened.Count > 0)
        {
            statements.Add("""
                INSERT INTO views.indicator_openings (community, request, opened_position, opened_on, is_posting, channel, closed_position, closed_on, closed_as)
                SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9)
                """, opened.Count, Parameter.Of(community.Value), opened.Column(row => row.Request.Value), opened.Column(row => row.Position), opened.Column(row => row.On), opened.Column(row => row.IsPosting),
                opened.Column(row => row.Channel), opened.Column(row => row.Ending?.Position), opened.Column(row => row.Ending?.On), opened.Column(row => row.Ending?.As));
        }

        if (matched.Count > 0)
        {
            List<KeyValuePair<RequestId, Ending>> first = [.. matched];
            statements.Add("""
                UPDATE views.indicator_openings o SET matched_position = coalesce(o.matched_position, m.position), matched_on = coalesce(o.matched_on, m.matched_on)
                FROM unnest($2, $3, $4) AS m (request, position, matched_on) WHERE o.community = $1 AND o.request = m.request AND o.is_posting
                """, first.Count, Parameter.Of(community.Value), first.Column(row => row.Key.Value), first.Column(row => row.Value.Position), first.Column(row => row.Value.On));
        }

        WriteOffers(statements, community);
    }

    private void WriteOffers(ViewStatements statements, CommunityCode community)
    {
        if (offered.Count > 0)
        {
            statements.Add("INSERT INTO views.indicator_offers (community, position, offer, posted_on) SELECT $1, * FROM unnest($2, $3, $4)", offered.Count,
                Parameter.Of(community.Value), offered.Column(row => row.Position), offered.Column(row => row.Offer), offered.Column(row => row.On));
        }

        if (withdrawn.Count > 0)
        {
            statements.Add("""
                UPDATE views.indicator_offers o SET withdrawn_position = w.position, withdrawn_on = w.withdrawn_on
                FROM unnest($2, $3, $4) AS w (position, offer, withdrawn_on) WHERE o.community = $1 AND o.offer = w.offer
                """, withdrawn.Count, Parameter.Of(community.Value), withdrawn.Column(row => row.Position), withdrawn.Column(row => row.Offer), withdrawn.Column(row => row.On));
        }
    }

    private static Ending EndingOf(Entry entry, LocalDate on, RequestStatus status) => new(entry.Position, on.ToDateOnly(), EnumText.Of(status));

    private void Open(Opening opening)
    {
        opened.Add(opening);
        latest[opening.Request] = opening;
    }

    private void Close(RequestId request, Ending ending)
    {
        if (!latest.TryGetValue(request, out var opening)) closed.Add((request.Value, ending));
        else if (opening is not null) opening.Ending ??= ending;

        // Whatever follows in this batch finds it closed.
        latest.TryAdd(request, value: null);
    }

    internal sealed record Ending(long Position, DateOnly On, string As);

    internal sealed record Opening(RequestId Request, long Position, DateOnly On, bool IsPosting, string? Channel)
    {
        public Ending? Ending { get; set; }
    }
}
