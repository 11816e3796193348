using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>What a concern says. Personal data of the most delicate kind: it never goes into the journal or a view.</summary>
/// <param name="About">Who it is about; null when it is about nobody in particular, or was erased.</param>
/// <param name="RaisedBy">Who said so; null when no account stands behind it, or it was erased.</param>
/// <param name="Words">As they were said; null when they were erased.</param>
/// <param name="IsErased">Whether one of the two was erased, and everything with them.</param>
public sealed record ConcernText(AccountNumber? About, AccountNumber? RaisedBy, string? Words, bool IsErased = false)
{
    /// <summary>What people said does not end up in a log or message by accident.</summary>
    public override string ToString() => "a concern";
}

/// <summary>What became of a text that was to be kept.</summary>
public enum TextKept
{
    /// <summary>It is new here.</summary>
    Added,

    /// <summary>The same was here already, or what was here is erased.</summary>
    Repeated,

    /// <summary>Something else is here under the same key.</summary>
    Different,

    /// <summary>There is no room for it: the concern is erased, or another command's words are here.</summary>
    Refused,
}

/// <summary>The words of concerns and of what coordinators found, in schema <c>vault</c>. Erasing somebody is <see cref="PersonVault.EraseAsync"/>.</summary>
public sealed class ConcernTexts(NpgsqlDataSource source)
{
    /// <summary>Keeps a concern before it is recorded.</summary>
    public async Task<TextKept> RaiseAsync(CommunityCode community, Guid concern, ConcernText text, Instant now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            WITH added AS (
                INSERT INTO vault.concerns (community, concern, about, raised_by, words, raised_at) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (community, concern) DO NOTHING RETURNING TRUE)
            SELECT EXISTS (SELECT FROM added),
                (SELECT erased_at IS NOT NULL OR (about, raised_by, words) IS NOT DISTINCT FROM ($3, $4, $5) FROM vault.concerns WHERE community = $1 AND concern = $2)
            """);
        Add(command, community.Value, concern, text.About?.Value, text.RaisedBy?.Value, text.Words, now.ToDateTimeUtc());
        return await KeptAsync(command, cancellationToken);
    }

    /// <summary>Keeps what a coordinator found, or that they wrote nothing, before it is recorded. With an erased concern no words are kept any more.</summary>
    public async Task<TextKept> NoteAsync(CommunityCode community, Guid commandId, Guid concern, string? words, Instant now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            WITH added AS (
                INSERT INTO vault.concern_notes (community, command, concern, words, written_at)
                SELECT $1, $2, $3, $4, $5
                WHERE $4 IS NULL OR NOT EXISTS (SELECT FROM vault.concerns WHERE community = $1 AND concern = $3 AND erased_at IS NOT NULL)
                ON CONFLICT (community, command) DO NOTHING RETURNING TRUE)
            SELECT EXISTS (SELECT FROM added),
                (SELECT concern = $3 AND (erased OR words IS NOT DISTINCT FROM $4) FROM vault.concern_notes WHERE community = $1 AND command = $2)
            """);
        Add(command, community.Value, commandId, concern, words, now.ToDateTimeUtc());
        return await KeptAsync(command, cancellationToken);
    }

    /// <summary>Takes back a concern that was refused.</summary>
    public Task RemoveConcernAsync(CommunityCode community, Guid concern) => RemoveAsync("DELETE FROM vault.concerns WHERE community = $1 AND concern = $2", community, concern);

    /// <summary>Takes back what a coordinator wrote when the command was refused.</summary>
    public Task RemoveNoteAsync(CommunityCode community, Guid commandId) => RemoveAsync("DELETE FROM vault.concern_notes WHERE community = $1 AND command = $2", community, commandId);

    /// <summary>Null for a concern that the vault does not know.</summary>
    public async Task<ConcernText?> FindAsync(CommunityCode community, ConcernId concern, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT about, raised_by, words, erased_at IS NOT NULL FROM vault.concerns WHERE community = $1 AND concern = $2");
        Add(command, community.Value, concern.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new ConcernText(AccountAt(0), AccountAt(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetBoolean(3)) : null;

        AccountNumber? AccountAt(int column) => reader.IsDBNull(column) ? null : new AccountNumber(reader.GetString(column));
    }

    /// <summary>What coordinators wrote about a concern, by the command with which they followed it up.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NotesAsync(CommunityCode community, ConcernId concern, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT command, words FROM vault.concern_notes WHERE community = $1 AND concern = $2 AND words IS NOT NULL");
        Add(command, community.Value, concern.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<Guid, string> found = [];
        while (await reader.ReadAsync(cancellationToken)) found.Add(reader.GetGuid(0), reader.GetString(1));
        return found;
    }

    /// <summary>Done also when the caller went away meanwhile.</summary>
    private async Task RemoveAsync(string sql, CommunityCode community, Guid id)
    {
        await using var command = source.CreateCommand(sql);
        Add(command, community.Value, id);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static async Task<TextKept> KeptAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetBoolean(0) ? TextKept.Added : reader.IsDBNull(1) ? TextKept.Refused : reader.GetBoolean(1) ? TextKept.Repeated : TextKept.Different;
    }

    private static void Add(NpgsqlCommand command, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            var parameter = new NpgsqlParameter { Value = value ?? DBNull.Value };
            if (value is null) parameter.NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text;
            command.Parameters.Add(parameter);
        }
    }
}
