using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Indicators.Facts;
using Buurthulp.Projections.Indicators.Figures;
using Npgsql;

namespace Buurthulp.Projections.Indicators;

/// <summary>Answers questions about the figures of communities. One for the whole program: it keeps the facts of those that were asked for last in memory.</summary>
public sealed class IndicatorQueries(NpgsqlDataSource database)
{
    private readonly FactsCache facts = new(database);

    /// <summary>All figures of a period as of a position; without one, or with one that the view has not reached, as of the view's. The answer says which.</summary>
    public async Task<IndicatorFigures> FiguresAsync(CommunityCode community, ReportPeriod period, long? position, CancellationToken cancellationToken)
    {
        // What the database counts and what is counted here is as of the same position, whenever it is read.
        var asOf = Math.Min(position ?? long.MaxValue, await PositionAsync(community, cancellationToken));
        var matching = MatchingFigures.OfAsync(database, community, period, asOf, cancellationToken);
        var shops = ShopFigures.OfAsync(database, community, period, asOf, cancellationToken);
        await Task.WhenAll(matching, shops);
        return await facts.AskAsync(community, known => IndicatorFigures.Of(new Scope(known, period, asOf), matching.Result, shops.Result), cancellationToken);
    }

    private async Task<long> PositionAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT coalesce(min(position), 0) FROM views.progress WHERE community = $1 AND view IN ('indicators', 'statements') HAVING count(*) = 2");
        command.Parameters.Add(Parameter.Of(community.Value));
        return (long?)await command.ExecuteScalarAsync(cancellationToken) ?? 0;
    }
}
