using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Projections.Scheduled;

/// <summary>What falls due by itself: proposed exchanges and matches that wait, and what decides since when and how long.</summary>
internal sealed class ScheduleFold : IViewFold
{
    private readonly Dictionary<ExchangeId, DateOnly> waiting = [];
    private readonly List<Guid> answered = [];
    private readonly Dictionary<RequestId, DateOnly?> matches = [];
    private CommunityFounded? founded;
    private Agreement? agreement;
    private bool published;
    private DateTime? unpublishedSince;

    public void Apply(Entry entry)
    {
        if (entry.Event is CheckpointPublished) (published, unpublishedSince) = (true, null);
        else unpublishedSince ??= entry.RecordedAt.ToDateTimeUtc();
        switch (entry.Event)
        {
            case CommunityFounded e: founded = e; break;
            case AgreementChanged e: agreement = e.Agreement; break;
            case ExchangeProposed e: waiting[e.Exchange] = e.ProposedOn.ToDateOnly(); break;
            case ExchangeBooked e: Answer(e.Exchange); break;
            case ExchangeDeclined e: Answer(e.Exchange); break;
            case HelperProposed e: matches[e.Request] = e.ProposedOn.ToDateOnly(); break;
            case ProposalDeclined e: matches[e.Request] = null; break;
            case MatchAgreed e: matches[e.Request] = null; break;
            case RequestStopped e: matches[e.Request] = null; break;
            case RequestWithdrawn e: matches[e.Request] = null; break;
            case RequestExpired e: matches[e.Request] = null; break;
            case RequestReferred e: matches[e.Request] = null; break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (founded is not null)
        {
            statements.Add("INSERT INTO views.scheduled_communities (community, time_zone, proposal_days, request_days, follow_up_days) VALUES ($1, $2, $3, $4, $5)", expectedRows: 1,
                Parameter.Of(community.Value), Parameter.Of(founded.TimeZone), Parameter.Of(Agreement.Default.ProposalDays), Parameter.Of(RequestTerms.Default.OpenDays), Parameter.Of(RequestTerms.Default.FollowUpDays));
        }

        if (agreement is not null)
        {
            statements.Add("UPDATE views.scheduled_communities SET proposal_days = $2, request_days = $3, follow_up_days = $4 WHERE community = $1", expectedRows: 1,
                Parameter.Of(community.Value), Parameter.Of(agreement.ProposalDays), Parameter.Of(RequestTerms.Of(agreement).OpenDays), Parameter.Of(RequestTerms.Of(agreement).FollowUpDays));
        }

        // Most batches find a moment there already, and then change nothing.
        statements.Add("UPDATE views.scheduled_communities SET unpublished_since = $2 WHERE community = $1 AND ($3 OR unpublished_since IS NULL)", expectedRows: null,
            Parameter.Of(community.Value), Parameter.Of(unpublishedSince), Parameter.Of(published));

        WriteMatches(statements, community);
        if (answered.Count > 0)
        {
            // Most exchanges were booked at once and have never waited here.
            statements.Add("DELETE FROM views.waiting_proposals WHERE community = $1 AND exchange = ANY($2)", expectedRows: null, Parameter.Of(community.Value), Parameter.Of(answered));
        }

        if (waiting.Count > 0)
        {
            statements.Add("INSERT INTO views.waiting_proposals (community, exchange, proposed_on) SELECT $1, * FROM unnest($2, $3)", waiting.Count,
                Parameter.Of(community.Value), Parameter.Of(waiting.Keys.Select(exchange => exchange.Value).ToList()), Parameter.Of(waiting.Values.ToList()));
        }
    }

    /// <summary>Most of what ends a request finds no match that waits, and then changes nothing.</summary>
    private void WriteMatches(ViewStatements statements, CommunityCode community)
    {
        if (matches.Count == 0) return;
        statements.Add("DELETE FROM views.waiting_matches WHERE community = $1 AND request = ANY($2)", expectedRows: null,
            Parameter.Of(community.Value), Parameter.Of(matches.Keys.Select(request => request.Value).ToList()));
        var proposed = matches.Where(match => match.Value is not null).ToList();
        statements.Add("INSERT INTO views.waiting_matches (community, request, proposed_on) SELECT $1, * FROM unnest($2, $3)", proposed.Count,
            Parameter.Of(community.Value), Parameter.Of(proposed.ConvertAll(match => match.Key.Value)), Parameter.Of(proposed.ConvertAll(match => match.Value!.Value)));
    }

    private void Answer(ExchangeId exchange)
    {
        if (!waiting.Remove(exchange)) answered.Add(exchange.Value);
    }
}
