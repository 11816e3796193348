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
    /// <summary>
    /// Those for which the agreed days are over, the longest waiting first; what ended longer ago than the signals look back is history. The signals count the same.
    /// </summary>
    public static Task<IReadOnlyList<RequestRow>> DueAsync(NpgsqlDataSource database, CommunityCode community, LocalDate today, RequestTerms terms, int skip, int most, CancellationToken cancellationToken) =>
        RequestQueries.ListAsync(database, community, new RequestFilter(DueBy: today.PlusDays(-terms.FollowUpDays), DueAfter: today.PlusDays(-RequestSignalQueries.FollowUpWithinDays)), skip, most, cancellationToken);

    /// <summary>How many those are.</summary>
    public static async Task<long> CountAsync(NpgsqlDataSource database, CommunityCode community, LocalDate today, RequestTerms terms, CancellationToken cancellationToken) =>
        await RequestSignalQueries.FollowUpsAsync(database, community, today, terms, most: 1, cancellationToken) is [var first] ? first.Count : 0;
}
