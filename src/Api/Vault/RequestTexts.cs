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
    /// <summary>True when the text is new here; false when the same text was here already; null when another one is.</summary>
    public async Task<bool?> AddAsync(CommunityCode community, RequestText text, Instant now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            WITH added AS (
                INSERT INTO vault.request_texts (community, subject, kind, account, text, written_at) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (community, subject, kind) DO NOTHING RETURNING TRUE)
            SELECT EXISTS (SELECT FROM added), (SELECT text = $5 FROM vault.request_texts WHERE community = $1 AND subject = $2 AND kind = $3)
            """);
        AddKey(command, community, text.Subject, text.Kind);
        command.Parameters.AddWithValue((object?)text.Account?.Value ?? DBNull.Value);
        command.Parameters.AddWithValue(text.Text);
        command.Parameters.AddWithValue(now.ToDateTimeUtc());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetBoolean(0) ? true : !reader.IsDBNull(1) && reader.GetBoolean(1) ? false : null;
    }

    /// <summary>Takes back a text whose request was refused.</summary>
    public async Task RemoveAsync(CommunityCode community, Guid subject, TextKind kind, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("DELETE FROM vault.request_texts WHERE community = $1 AND subject = $2 AND kind = $3");
        AddKey(command, community, subject, kind);
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

    private static void AddKey(NpgsqlCommand command, CommunityCode community, Guid subject, TextKind kind)
    {
        command.Parameters.AddWithValue(community.Value);
        command.Parameters.AddWithValue(subject);
        command.Parameters.AddWithValue(Name(kind));
    }

    private static string Name(TextKind kind) => kind == TextKind.Words ? "words" : "stopped";
}
