using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Identity;

/// <summary>How often somebody may try something.</summary>
/// <param name="Name">Of what is tried. Example: <c>link-address</c>.</param>
/// <param name="Most">How often within the window.</param>
/// <param name="Window">From the first try on.</param>
public sealed record TryLimit(string Name, int Most, Duration Window)
{
    /// <summary>Links to one mail address. Whether it is known or not, the asker sees the same.</summary>
    public static readonly TryLimit LinkForAddress = new("link-address", 4, Duration.FromMinutes(15));

    /// <summary>Links from one network address. A neighbourhood house shares one.</summary>
    public static readonly TryLimit LinkFromNetwork = new("link-network", 40, Duration.FromMinutes(15));

    /// <summary>Links opened, cards and passkeys from one network address.</summary>
    public static readonly TryLimit SignInFromNetwork = new("sign-in-network", 60, Duration.FromMinutes(15));

    /// <summary>People who ask to join from one network address.</summary>
    public static readonly TryLimit JoinFromNetwork = new("join-network", 30, Duration.FromMinutes(15));

    /// <summary>Codes of an authenticator app or recovery codes of one person.</summary>
    public static readonly TryLimit SecondFactor = new("second-factor", 5, Duration.FromMinutes(15));
}

/// <summary>
/// Counts tries in the database, so that several processes and a restart count as one. A try is counted before it is looked at: many at the same moment get no more of them.
/// Mail and network addresses are kept as a keyed hash, and for a day at most.
/// </summary>
public sealed class Tries(NpgsqlDataSource source, IClock clock, byte[] key)
{
    private static readonly Duration KeptFor = Duration.FromDays(1);

    /// <summary>Counts one try. Null when there was one left; else after how many seconds there will be.</summary>
    public async Task<int?> CountAsync(TryLimit limit, string who, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        await using var command = source.CreateCommand("""
            INSERT INTO identity.tries AS t (subject, count, began_at) VALUES ($1, 1, $2)
            ON CONFLICT (subject) DO UPDATE SET
                count = CASE WHEN t.began_at <= $3 THEN 1 ELSE least(t.count, $4) + 1 END,
                began_at = CASE WHEN t.began_at <= $3 THEN $2 ELSE t.began_at END
            RETURNING count, began_at
            """);
        command.Parameters.Add(new() { Value = SubjectOf(limit, who) });
        command.Parameters.Add(new() { Value = now.ToDateTimeUtc() });
        command.Parameters.Add(new() { Value = (now - limit.Window).ToDateTimeUtc() });
        command.Parameters.Add(new() { Value = limit.Most });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetInt32(0) <= limit.Most) return null;
        var left = Instant.FromDateTimeUtc(reader.GetDateTime(1)) + limit.Window - now;
        return Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));
    }

    /// <summary>Somebody succeeded: what they tried before is forgotten.</summary>
    public async Task ForgetAsync(TryLimit limit, string who, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("DELETE FROM identity.tries WHERE subject = $1");
        command.Parameters.Add(new() { Value = SubjectOf(limit, who) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Removes what counts no more.</summary>
    public async Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("DELETE FROM identity.tries WHERE began_at < $1");
        command.Parameters.Add(new() { Value = (clock.GetCurrentInstant() - KeptFor).ToDateTimeUtc() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string SubjectOf(TryLimit limit, string who) => $"{limit.Name}/{Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(who)))}";
}
