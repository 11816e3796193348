using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Projections.Scheduled;

/// <summary>What falls due by itself: proposed exchanges that wait, and what decides since when and how long.</summary>
internal sealed class ScheduleFold : IViewFold
{
    private readonly Dictionary<ExchangeId, DateOnly> waiting = [];
    private readonly List<Guid> answered = [];
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
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (founded is not null)
        {
            statements.Add("INSERT INTO views.scheduled_communities (community, time_zone, proposal_days, request_days) VALUES ($1, $2, $3, $4)", expectedRows: 1,
                Parameter.Of(community.Value), Parameter.Of(founded.TimeZone), Parameter.Of(Agreement.Default.ProposalDays), Parameter.Of(RequestTerms.Default.OpenDays));
        }

        if (agreement is not null)
        {
            statements.Add("UPDATE views.scheduled_communities SET proposal_days = $2, request_days = $3 WHERE community = $1", expectedRows: 1,
                Parameter.Of(community.Value), Parameter.Of(agreement.ProposalDays), Parameter.Of(RequestTerms.Of(agreement).OpenDays));
        }

        // Most batches find a moment there already, and then change nothing.
        statements.Add("UPDATE views.scheduled_communities SET unpublished_since = $2 WHERE community = $1 AND ($3 OR unpublished_since IS NULL)", expectedRows: null,
            Parameter.Of(community.Value), Parameter.Of(unpublishedSince), Parameter.Of(published));

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

    private void Answer(ExchangeId exchange)
    {
        if (!waiting.Remove(exchange)) answered.Add(exchange.Value);
    }
}
