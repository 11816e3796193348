using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Matching;
using Buurthulp.Projections.Signals;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Http.Matching;

/// <summary>Requests after which somebody should call to hear how it went.</summary>
internal static class FollowUps
{
    private const int Most = 500;

    /// <summary>Those for which the agreed days are over, the longest waiting first; what ended longer ago than the signals look back is history.</summary>
    public static async Task<IReadOnlyList<RequestRow>> DueAsync(NpgsqlDataSource database, CommunityCode community, LocalDate today, RequestTerms terms, CancellationToken cancellationToken)
    {
        var rows = await RequestQueries.ListAsync(database, community, new RequestFilter(DueBy: today.PlusDays(-terms.FollowUpDays), DueAfter: today.PlusDays(-RequestSignalQueries.FollowUpWithinDays)), Most, cancellationToken);
        return [.. rows.OrderBy(row => row.DueFrom)];
    }
}
