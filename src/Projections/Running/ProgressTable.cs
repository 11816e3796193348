using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Projections.Running;

/// <summary>How far the views of a community are; a view without a row is at 0.</summary>
internal sealed record Progress(IReadOnlyDictionary<string, long> Positions)
{
    /// <summary>Every view has reached this position.</summary>
    public long Least => Views.All.Min(Of);

    public long Most => Views.All.Max(Of);

    public long Of(View view) => Positions.GetValueOrDefault(view.Name);

    /// <summary>
    /// The views that are furthest behind, and how far they may go together before they meet the next ones. Nearly always that is
    /// all views and no limit; a view that is new in this version of the program catches up by itself first.
    /// </summary>
    public (IReadOnlyList<View> Views, long After, long Until) FurthestBehind()
    {
        var after = Least;
        var views = Views.All.Where(view => Of(view) == after).ToList();
        var until = Views.All.Select(Of).Where(position => position > after).DefaultIfEmpty(long.MaxValue).Min();
        return (views, after, until);
    }
}

/// <summary>The table <c>views.progress</c> and the lock that keeps two processes from working on the views of one community at once.</summary>
internal static class ProgressTable
{
    private const string Lock = "hashtextextended('views of ' || $1, 0)";

    public static async Task<Progress> ReadAsync(NpgsqlDataSource database, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, community, cancellationToken);
    }

    public static async Task<Progress> ReadAsync(NpgsqlConnection connection, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT view, position FROM views.progress WHERE community = $1", connection) { Parameters = { Parameter.Of(community.Value) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<string, long> positions = [];
        while (await reader.ReadAsync(cancellationToken)) positions.Add(reader.GetString(0), reader.GetInt64(1));
        return new Progress(positions);
    }

    /// <summary>The position that every view has reached, of all communities that have one.</summary>
    public static async Task<IReadOnlyList<(CommunityCode Community, long Position)>> ReadAllAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT community, min(position) FROM views.progress WHERE view = ANY ($1) GROUP BY community HAVING count(*) = cardinality($1)");
        command.Parameters.Add(Parameter.Of(Names(Views.All)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(CommunityCode, long)> all = [];
        while (await reader.ReadAsync(cancellationToken)) all.Add((new CommunityCode(reader.GetString(0)), reader.GetInt64(1)));
        return all;
    }

    /// <summary>
    /// Moves the views on from <paramref name="after"/>, in the transaction that will write their rows. False, and nothing to write, when another
    /// process is at work or has moved them meanwhile: the condition on the position, checked under the row's lock, is what makes an entry count once.
    /// </summary>
    public static async Task<bool> TryMoveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CommunityCode community, IReadOnlyList<View> views, long after, long to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            INSERT INTO views.progress AS p (community, view, position)
            SELECT $1, v.view, $4 FROM unnest($2) AS v (view) WHERE (SELECT pg_try_advisory_xact_lock({Lock}))
            ON CONFLICT (community, view) DO UPDATE SET position = excluded.position WHERE p.position = $3
            """, connection, transaction)
        {
            Parameters = { Parameter.Of(community.Value), Parameter.Of(Names(views)), Parameter.Of(after), Parameter.Of(to) },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) == views.Count;
    }

    /// <summary>Waits until no other process works on the community's views, and keeps them off until the transaction ends.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({Lock})", connection, transaction) { Parameters = { Parameter.Of(community.Value) }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Sets the views' position whatever it was. Only under <see cref="LockAsync"/>.</summary>
    public static void Set(ViewStatements statements, CommunityCode community, IReadOnlyList<View> views, long position) =>
        statements.Add("""
            INSERT INTO views.progress (community, view, position) SELECT $1, v.view, $3 FROM unnest($2) AS v (view)
            ON CONFLICT (community, view) DO UPDATE SET position = excluded.position
            """, views.Count, Parameter.Of(community.Value), Parameter.Of(Names(views)), Parameter.Of(position));

    private static string[] Names(IReadOnlyList<View> views) => [.. views.Select(view => view.Name)];
}
