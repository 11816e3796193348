using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Projections;

/// <summary>The statements of one batch, sent to the database in one round trip.</summary>
public sealed class ViewStatements : IAsyncDisposable
{
    private readonly NpgsqlBatch batch;
    private readonly List<int?> expectedRows = [];

    internal ViewStatements(NpgsqlConnection connection, NpgsqlTransaction transaction, int timeoutSeconds)
    {
        batch = new NpgsqlBatch(connection, transaction) { Timeout = timeoutSeconds };
    }

    /// <summary>Adds a statement with positional parameters.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="expectedRows">How many rows it must change when the view is sound; null when that can't be known.</param>
    /// <param name="parameters">The values of $1, $2, …</param>
    public void Add(string sql, int? expectedRows, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
        this.expectedRows.Add(expectedRows);
    }

    /// <exception cref="InvalidOperationException">A statement changed another number of rows than the entries say: the view is not what the journal makes of it, and must be rebuilt.</exception>
    internal async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (batch.BatchCommands.Count == 0) return;
        await batch.ExecuteNonQueryAsync(cancellationToken);
        for (var i = 0; i < expectedRows.Count; i++)
        {
            var changed = batch.BatchCommands[i].RecordsAffected;
            if (expectedRows[i] is { } expected && changed != expected)
            {
                var firstLine = batch.BatchCommands[i].CommandText.Split('\n')[0];
                throw new InvalidOperationException($"{expected} rows should have changed and {changed} did in '{firstLine}': the view needs to be rebuilt");
            }
        }
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();
}

/// <summary>Values as positional parameters. A list becomes an array for <c>unnest</c>.</summary>
internal static class Parameter
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>Moments in UTC.</summary>
    public static NpgsqlParameter OfMoments(List<DateTime> moments) =>
        new NpgsqlParameter<List<DateTime>> { TypedValue = moments, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };
}
