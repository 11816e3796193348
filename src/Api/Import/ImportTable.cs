using System.Text.Json;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Api.Import;

/// <summary>Where an import by an admin stands.</summary>
public enum ImportPhase
{
    /// <summary>The files are read and rehearsed; nothing is booked.</summary>
    Checking,

    /// <summary>It is known what would happen, and somebody is to say yes.</summary>
    Checked,
    Booking,
    Ended,

    /// <summary>The program or the database stopped; what was booked stays, and it can go on.</summary>
    Failed,
}

/// <summary>The latest import of a community.</summary>
/// <param name="Id">Names its folder.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="StartedBy">The admin's number.</param>
/// <param name="StartedAt">When the files came.</param>
/// <param name="BeatAt">The last sign of life.</param>
/// <param name="Done">Steps that are booked.</param>
/// <param name="Total">Steps to book; 0 as long as nobody knows.</param>
/// <param name="SkipsBad">Leaves bad rows out.</param>
/// <param name="Result">What would happen, or did; null before that is known.</param>
public sealed record ImportRow(Guid Id, ImportPhase Phase, string StartedBy, Instant StartedAt, Instant BeatAt, int Done, int Total, bool SkipsBad, ImportResult? Result)
{
    /// <summary>After so long without a sign of life nobody works on it any more.</summary>
    public static readonly Duration Patience = Duration.FromSeconds(60);

    public bool IsRunningAt(Instant now) => Phase is ImportPhase.Checking or ImportPhase.Booking && now - BeatAt < Patience;
}

/// <summary>What an import did or would do, as far as a page shows it.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Files">Rows of each file by what became of them.</param>
/// <param name="Refusals">The first of them, in the order of the files.</param>
/// <param name="RefusalCount">How many there are.</param>
/// <param name="Stops">Whether leaving out bad rows does not help.</param>
/// <param name="Notes">What was read and not imported.</param>
/// <param name="Persons">What became of names and contact data.</param>
public sealed record ImportResult(ImportEnd End, IReadOnlyList<FileCount> Files, IReadOnlyList<RowRefusal> Refusals, int RefusalCount, bool Stops, IReadOnlyList<Said> Notes, PersonsAdded? Persons)
{
    private const int MostRefusals = 300;

    public static ImportResult Of(Reconciliation import) =>
        new(import.End, import.Files, [.. import.Refusals.Take(MostRefusals)], import.Refusals.Count, import.Refusals.Any(refusal => refusal.StopsImport), import.Notes, import.Persons);
}

/// <summary>Imports by admins, in the database: every process sees how far one is, and it outlives a restart.</summary>
public sealed class ImportTable(NpgsqlDataSource source)
{
    private static readonly string Silent = $"interval '{(int)ImportRow.Patience.TotalSeconds} seconds'";

    /// <summary>Null when nothing was imported here yet.</summary>
    public async Task<ImportRow?> FindAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT id, state, started_by, started_at, beat_at, done, total, skip_bad, result::text FROM vault.imports WHERE community = $1");
        command.Parameters.AddWithValue(community.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new ImportRow(reader.GetGuid(0), Enum.Parse<ImportPhase>(reader.GetString(1), ignoreCase: true), reader.GetString(2), Instant.FromDateTimeUtc(reader.GetDateTime(3)), Instant.FromDateTimeUtc(reader.GetDateTime(4)),
            reader.GetInt32(5), reader.GetInt32(6), reader.GetBoolean(7), reader.IsDBNull(8) ? null : JsonSerializer.Deserialize<ImportResult>(reader.GetString(8)));
    }

    /// <summary>Begins one in place of the one before. False while that one runs.</summary>
    public Task<bool> BeginAsync(CommunityCode community, Guid id, string startedBy, Instant now, CancellationToken cancellationToken) =>
        ExecuteAsync($"""
            INSERT INTO vault.imports AS i (community, id, state, started_by, started_at, beat_at) VALUES ($1, $2, 'checking', $3, $4, $4)
            ON CONFLICT (community) DO UPDATE SET id = excluded.id, state = 'checking', started_by = excluded.started_by, started_at = excluded.started_at, beat_at = excluded.beat_at,
                done = 0, total = 0, skip_bad = FALSE, result = NULL
            WHERE i.state NOT IN ('checking', 'booking') OR i.beat_at < $4 - {Silent}
            """, cancellationToken, community.Value, id, startedBy, now.ToDateTimeUtc());

    /// <summary>Somebody said yes, or it goes on after it was broken off. False when it runs, or is another one by now.</summary>
    public Task<bool> GoOnAsync(CommunityCode community, Guid id, bool skipsBad, Instant now, CancellationToken cancellationToken) =>
        ExecuteAsync($"""
            UPDATE vault.imports SET state = 'booking', skip_bad = $3, beat_at = $4
            WHERE community = $1 AND id = $2 AND (state IN ('checked', 'failed') OR (state IN ('checking', 'booking') AND beat_at < $4 - {Silent}))
            """, cancellationToken, community.Value, id, skipsBad, now.ToDateTimeUtc());

    /// <summary>A sign of life, with how far it is.</summary>
    public Task<bool> BeatAsync(CommunityCode community, Guid id, int done, int total, Instant now, CancellationToken cancellationToken) =>
        ExecuteAsync("UPDATE vault.imports SET done = $3, total = $4, beat_at = $5 WHERE community = $1 AND id = $2", cancellationToken, community.Value, id, done, total, now.ToDateTimeUtc());

    /// <summary>It came to rest.</summary>
    public Task<bool> RestAsync(CommunityCode community, Guid id, ImportPhase phase, ImportResult? result, Instant now, CancellationToken cancellationToken) =>
        ExecuteAsync("UPDATE vault.imports SET state = $3, result = coalesce($4, result), beat_at = $5 WHERE community = $1 AND id = $2", cancellationToken, community.Value, id, phase.ToString().ToLowerInvariant(),
            new NpgsqlParameter { Value = result is null ? DBNull.Value : JsonSerializer.Serialize(result), NpgsqlDbType = NpgsqlDbType.Jsonb }, now.ToDateTimeUtc());

    /// <summary>Forgets it.</summary>
    public Task<bool> ForgetAsync(CommunityCode community, Guid id, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM vault.imports WHERE community = $1 AND id = $2", cancellationToken, community.Value, id);

    private async Task<bool> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }
}
