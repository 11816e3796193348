using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Matching;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Http.Matching;

/// <summary>Gathers what <see cref="Suggestions"/> looks at: two questions to the database, however many people offer help.</summary>
internal static class SuggestionSearch
{
    /// <summary>Who could help with a request, whom to ask first at the top.</summary>
    public static async Task<IReadOnlyList<Suggestion>> ForAsync(NpgsqlDataSource database, CommunityWriters writers, CommunityCode community, RequestRow request, Instant now, CancellationToken cancellationToken)
    {
        var (today, terms, passedOver) = await writers.LookAsync(community, (state, _) => (state.Today(now), RequestTerms.Of(state.Agreement),
            state.Requests.TryGet(request.Request, out var found) ? found.PassedOver ?? [] : []), cancellationToken);
        var candidates = await OfferQueries.CandidatesAsync(database, community, request.Category, today.PlusDays(-RequestTerms.LoadDays), cancellationToken);
        var people = await Whereabouts.FindAsync(database, community, candidates.Select(candidate => candidate.Offer.Member).Append(request.Member), cancellationToken);
        return Suggestions.For(request, candidates, people, terms, passedOver, today);
    }
}
