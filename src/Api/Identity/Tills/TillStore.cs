using System.Security.Cryptography;
using System.Text;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Identity.Tills;

/// <summary>The counter device that asks. It acts for its shop and for nobody else; pages get it from <c>HttpContext.Features</c>.</summary>
/// <param name="Id">Names it in lists; it opens nothing.</param>
/// <param name="Community">Where.</param>
/// <param name="Shop">The shop's account.</param>
public sealed record CurrentTill(Guid Id, CommunityCode Community, AccountNumber Shop)
{
    /// <summary>Whom the journal names when the device books something: the shop, as with a shop's token.</summary>
    public Actor Actor => new(Shop.Value, Role.Shop, Shop);
}

/// <summary>A device as the desk sees it.</summary>
public sealed record TillRow(Guid Id, AccountNumber Shop, string Device, string PairedBy, Instant PairedAt, Instant LastSeenAt);

/// <summary>
/// Counter devices. The desk makes a code for a shop; whoever types it on a device within ten minutes pairs that device. A device stays paired until the desk ends it, its shop
/// stops, or nobody used it for sixty days.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="clock">The time.</param>
/// <param name="key">Codes are kept as a hash with it, so that a copy of the database pairs nothing.</param>
public sealed class TillStore(NpgsqlDataSource source, IClock clock, byte[] key)
{
    /// <summary>How long a code can be used.</summary>
    public static readonly Duration CodeLife = Duration.FromMinutes(10);

    private const int CodeLength = 8;
    private const string Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Duration Idle = Duration.FromDays(60);
    private static readonly Duration SeenEvery = Duration.FromMinutes(1);

    /// <summary>A code for a device of this shop, in two groups of four. Codes that were made for it before and not used are void.</summary>
    public async Task<string> MakeCodeAsync(CommunityCode community, AccountNumber shop, Actor by, CancellationToken cancellationToken)
    {
        var (code, now) = (RandomNumberGenerator.GetString(Symbols, CodeLength), clock.GetCurrentInstant());
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command("DELETE FROM identity.till_codes WHERE community = $1 AND shop = $2 OR expires_at < $3", community.Value, shop.Value, now.ToDateTimeUtc()));
        batch.BatchCommands.Add(Command("INSERT INTO identity.till_codes (code_hash, community, shop, made_by, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
            HashOf(code), community.Value, shop.Value, by.Name, now.ToDateTimeUtc(), (now + CodeLife).ToDateTimeUtc()));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return $"{code[..4]}-{code[4..]}";
    }

    /// <summary>Uses a code as it was typed: of two devices at the same moment one is paired. The secret for the device's cookie; null when the code can't be used (any more).</summary>
    public async Task<string?> PairAsync(string typed, string device, CancellationToken cancellationToken)
    {
        var code = string.Concat(typed.Where(symbol => symbol is not ('-' or ' ' or '.')).Select(symbol => char.ToUpperInvariant(symbol) switch { 'O' => '0', 'I' or 'L' => '1', var other => other }));
        var (secret, now) = (Secret.New(), clock.GetCurrentInstant().ToDateTimeUtc());
        await using var command = source.CreateCommand();
        command.CommandText = """
            WITH used AS (UPDATE identity.till_codes SET used_at = $2 WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING community, shop, made_by)
            INSERT INTO identity.tills (id, community, shop, secret_hash, device, paired_by, paired_at, last_seen_at) SELECT $3, community, shop, $4, $5, made_by, $2, $2 FROM used
            """;
        foreach (var value in new object[] { HashOf(code), now, Guid.CreateVersion7(), Secret.HashOf(secret), device }) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1 ? secret : null;
    }

    /// <summary>The device that holds the secret; null when it is not paired (any more).</summary>
    public async Task<CurrentTill?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        await using var command = source.CreateCommand("""
            SELECT t.id, t.community, t.shop, t.last_seen_at FROM identity.tills t
            JOIN views.accounts a ON a.community = t.community AND a.account = t.shop AND a.closed_on IS NULL
            WHERE t.secret_hash = $1 AND t.revoked_at IS NULL AND t.last_seen_at > $2
            """);
        command.Parameters.Add(new() { Value = Secret.HashOf(secret) });
        command.Parameters.Add(new() { Value = (now - Idle).ToDateTimeUtc() });
        CurrentTill till;
        Instant seenAt;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken)) return null;
            till = new CurrentTill(reader.GetGuid(0), new CommunityCode(reader.GetString(1)), new AccountNumber(reader.GetString(2)));
            seenAt = Instant.FromDateTimeUtc(reader.GetDateTime(3));
        }

        if (now - seenAt >= SeenEvery) await ExecuteAsync("UPDATE identity.tills SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2", cancellationToken, till.Id, now.ToDateTimeUtc());
        return till;
    }

    /// <summary>The paired devices of a community, by shop.</summary>
    public async Task<IReadOnlyList<TillRow>> ListAsync(CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT id, shop, device, paired_by, paired_at, last_seen_at FROM identity.tills WHERE community = $1 AND revoked_at IS NULL AND last_seen_at > $2 ORDER BY shop, paired_at");
        command.Parameters.Add(new() { Value = community.Value });
        command.Parameters.Add(new() { Value = (clock.GetCurrentInstant() - Idle).ToDateTimeUtc() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<TillRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new TillRow(reader.GetGuid(0), new AccountNumber(reader.GetString(1)), reader.GetString(2), reader.GetString(3), Instant.FromDateTimeUtc(reader.GetDateTime(4)), Instant.FromDateTimeUtc(reader.GetDateTime(5))));
        }

        return rows;
    }

    /// <summary>Ends a device at once. False when there is none such.</summary>
    public async Task<bool> RevokeAsync(CommunityCode community, Guid till, CancellationToken cancellationToken) =>
        await ExecuteAsync("UPDATE identity.tills SET revoked_at = $3 WHERE community = $1 AND id = $2 AND revoked_at IS NULL", cancellationToken, community.Value, till, clock.GetCurrentInstant().ToDateTimeUtc()) == 1;

    private byte[] HashOf(string code) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"till-code/{code}"));

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
