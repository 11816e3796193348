using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>What a text says of a request or an offer.</summary>
public enum TextKind
{
    /// <summary>What the one who asked or offers wrote.</summary>
    Words,

    /// <summary>Why a coordinator stopped it; for coordinators only.</summary>
    Stopped,
}

/// <summary>A text about a request or an offer. Personal data: it never goes into the journal or a view.</summary>
/// <param name="Subject">The id of the request or offer.</param>
/// <param name="Kind">What it says of it.</param>
/// <param name="Account">Whose request it is; null when the text comes before the request is known. Erasing the person erases the text.</param>
/// <param name="Text">As it was written.</param>
public sealed record RequestText(Guid Subject, TextKind Kind, AccountNumber? Account, string Text)
{
    /// <summary>What people wrote does not end up in a log or message by accident.</summary>
    public override string ToString() => $"{Kind} of {Subject}";
}

/// <summary>The words of requests and offers, in schema <c>vault</c>.</summary>
public sealed class RequestTexts(NpgsqlDataSource source)
{
    /// <summary>Keeps the words of a command. <see cref="TextKept.Different"/>: the same command came with other words; <see cref="TextKept.Refused"/>: another command's words are here and stay.</summary>
    public async Task<TextKept> AddAsync(CommunityCode community, RequestText text, Guid commandId, Instant now, CancellationToken cancellationToken)
    {
        // Nothing comes back while another call with the same key is adding it at this very moment; the next look sees it.
        while (true)
        {
            if (await TryAddAsync(community, text, commandId, now, cancellationToken) is { } kept) return kept;
        }
    }

    private async Task<TextKept?> TryAddAsync(CommunityCode community, RequestText text, Guid commandId, Instant now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            WITH added AS (
                INSERT INTO vault.request_texts (community, subject, kind, command, account, text, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (community, subject, kind) DO NOTHING RETURNING TRUE)
            SELECT CASE WHEN EXISTS (SELECT FROM added) THEN 'Added'
                ELSE (SELECT CASE WHEN text = $6 THEN 'Repeated' WHEN command = $4 THEN 'Different' ELSE 'Refused' END
                      FROM vault.request_texts WHERE community = $1 AND subject = $2 AND kind = $3) END
            """);
        AddKey(command, community, text, commandId);
        AddText(command, text, now);
        return await command.ExecuteScalarAsync(cancellationToken) is string kept ? Enum.Parse<TextKept>(kept) : null;
    }

    /// <summary>Whether a command brought words.</summary>
    public async Task<bool> HasAsync(CommunityCode community, RequestText text, Guid commandId, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT EXISTS (SELECT FROM vault.request_texts WHERE community = $1 AND subject = $2 AND kind = $3 AND command = $4)");
        AddKey(command, community, text, commandId);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Takes back the words of a command that was refused.</summary>
    public async Task RemoveAsync(CommunityCode community, RequestText text, Guid commandId, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("DELETE FROM vault.request_texts WHERE community = $1 AND subject = $2 AND kind = $3 AND command = $4");
        AddKey(command, community, text, commandId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Puts the words of the command that was recorded in the place of those of one that never was.</summary>
    public async Task ReplaceAsync(CommunityCode community, RequestText text, Guid commandId, Instant now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("UPDATE vault.request_texts SET command = $4, account = $5, text = $6, written_at = $7 WHERE community = $1 AND subject = $2 AND kind = $3");
        AddKey(command, community, text, commandId);
        AddText(command, text, now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The texts of one kind that the vault has, by the id of what they are about.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> FindAsync(CommunityCode community, IReadOnlyCollection<Guid> subjects, TextKind kind, CancellationToken cancellationToken)
    {
        Dictionary<Guid, string> found = [];
        if (subjects.Count == 0) return found;
        await using var command = source.CreateCommand("SELECT subject, text FROM vault.request_texts WHERE community = $1 AND subject = ANY ($2) AND kind = $3");
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(subjects.ToArray());
        command.Parameters.AddWithValue(Name(kind));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found.Add(reader.GetGuid(0), reader.GetString(1));
        return found;
    }

    private static void AddKey(NpgsqlCommand command, CommunityCode community, RequestText text, Guid commandId)
    {
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(text.Subject);
        command.Parameters.AddWithValue(Name(text.Kind));
        command.Parameters.AddWithValue(commandId);
    }

    private static void AddText(NpgsqlCommand command, RequestText text, Instant now)
    {
        command.Parameters.AddWithValue((object?)text.Account?.Value ?? DBNull.Value);
        command.Parameters.AddWithValue(text.Text);
        command.Parameters.AddWithValue(now.ToDateTimeUtc());
    }

    private static string Name(TextKind kind) => kind == TextKind.Words ? "words" : "stopped";
}
