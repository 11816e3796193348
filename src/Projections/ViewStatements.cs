using System.Globalization;
using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Projections;

/// <summary>The statements of one batch in their order: in one round trip, but for the rows that are copied in.</summary>
public sealed class ViewStatements
{
    /// <summary>From about so many new rows on COPY is worth its round trips: it takes half the time of an insert from arrays.</summary>
    private const int ManyRows = 200;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly int timeoutSeconds;
    private readonly List<Step> steps = [];

    internal ViewStatements(NpgsqlConnection connection, NpgsqlTransaction transaction, int timeoutSeconds) =>
        (this.connection, this.transaction, this.timeoutSeconds) = (connection, transaction, timeoutSeconds);

    /// <summary>A statement, or rows to copy into a table.</summary>
    private sealed record Step(NpgsqlBatchCommand? Statement, int? ExpectedRows, string Table = "", CommunityCode Community = default, Column[]? Rows = null, int[]? Order = null);

    /// <summary>Adds a statement with positional parameters.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="expectedRows">How many rows it must change when the view is sound; null when that can't be known.</param>
    /// <param name="parameters">The values of $1, $2, …</param>
    public void Add(string sql, int? expectedRows, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        steps.Add(new Step(command, expectedRows));
    }

    /// <summary>Adds rows of a community that are not in the table yet.</summary>
    /// <param name="table">Without schema; its first column is the community.</param>
    /// <param name="community">Whose rows.</param>
    /// <param name="columns">One value of every row each.</param>
    internal void Insert(string table, CommunityCode community, params Column[] columns) => Insert(table, community, sorted: null, columns);

    /// <inheritdoc cref="Insert(string, CommunityCode, Column[])"/>
    /// <param name="sorted">The rows in the order of the table's only index, asked for when there are many: neighbours then go to the same page of it. Null: as they stand.</param>
    internal void Insert(string table, CommunityCode community, Func<int[]>? sorted, Column[] columns)
    {
        if (columns[0].Count >= ManyRows)
        {
            steps.Add(new Step(Statement: null, columns[0].Count, table, community, columns, sorted?.Invoke()));
            return;
        }

        var places = string.Join(", ", Enumerable.Range(2, columns.Length).Select(place => string.Create(CultureInfo.InvariantCulture, $"${place}")));
        Add($"INSERT INTO views.{table} ({Names(columns)}) SELECT $1, * FROM unnest({places})", columns[0].Count, [Parameter.Of(community.Value), .. columns.Select(column => column.AsArray())]);
    }

    /// <exception cref="InvalidOperationException">A statement changed another number of rows than the entries say: the view is not what the journal makes of it, and must be rebuilt.</exception>
    internal async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        List<Step> together = [];
        foreach (var step in steps)
        {
            if (step.Statement is not null)
            {
                together.Add(step);
                continue;
            }

            await ExecuteAsync(together, cancellationToken);
            together.Clear();
            await BinaryRows.CopyAsync(connection, $"COPY views.{step.Table} ({Names(step.Rows!)}) FROM STDIN (FORMAT binary)", step.Community.Value, step.Rows!, step.Order, timeoutSeconds, cancellationToken);
        }

        await ExecuteAsync(together, cancellationToken);
    }

    private static string Names(Column[] columns) => $"community, {string.Join(", ", columns.Select(column => column.Name))}";

    private async Task ExecuteAsync(List<Step> together, CancellationToken cancellationToken)
    {
        if (together.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = timeoutSeconds };
        foreach (var step in together) batch.BatchCommands.Add(step.Statement!);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        foreach (var step in together) Check(step, (long)step.Statement!.RecordsAffected, step.Statement.CommandText);
    }

    private static void Check(Step step, long changed, string sql)
    {
        if (step.ExpectedRows is { } expected && changed != expected) throw new InvalidOperationException($"{expected} rows should have changed and {changed} did in '{sql.Split('\n')[0]}': the view needs to be rebuilt");
    }
}
