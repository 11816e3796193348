using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace Buurthulp.Api.Tokens;

/// <summary>
/// Makes and reads bearer tokens. They are encrypted and signed with the keys in the data folder, so every process on that folder
/// reads what another made, and whoever has the keys can make any token.
/// </summary>
public sealed class BearerTokens(IDataProtectionProvider protection, IClock clock)
{
    /// <summary>The longest that a token can live. A leaked one can't be called back before that except by removing the keys.</summary>
    public const int MostDays = 366;

    private const string Prefix = "bh_";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly IDataProtector protector = protection.CreateProtector("bearer-tokens.v1");

    /// <summary>The text of a new token. It holds only letters, digits, '-' and '_'.</summary>
    /// <exception cref="ArgumentException">A member or a shop without an account, the role of the program itself, or days outside 1 to <see cref="MostDays"/>; the message says which.</exception>
    public string Issue(CommunityCode community, Role role, AccountNumber? account, int days)
    {
        if (role == Role.System) throw new ArgumentException("The program itself takes no token.", nameof(role));
        if (role is Role.Member or Role.Shop && account is null) throw new ArgumentException($"A token for a {BearerToken.RoleName(role)} needs an account.", nameof(account));
        if (days is < 1 or > MostDays) throw new ArgumentException($"A token lives 1 to {MostDays} days, not {days}.", nameof(days));
        return Write(new BearerToken(Guid.CreateVersion7(), community, role, account, clock.GetCurrentInstant() + Duration.FromDays(days)));
    }

    /// <summary>Null when the text is no token of ours, was changed, or has expired.</summary>
    public BearerToken? Read(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(protector.Unprotect(WebEncoders.Base64UrlDecode(text[Prefix.Length..])), Json)!;
            var token = new BearerToken(stored.Id, stored.Community, stored.Role, stored.Account, Instant.FromUnixTimeSeconds(stored.Expires));
            return clock.GetCurrentInstant() < token.ExpiresAt ? token : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Makes the keys when there are none yet, so that a command beside the server finds them rather than making its own.</summary>
    public void MakeKeys() => protector.Protect([]);

    private string Write(BearerToken token)
    {
        var stored = new Stored(token.Id, token.Community, token.Role, token.Account, token.ExpiresAt.ToUnixTimeSeconds());
        return Prefix + WebEncoders.Base64UrlEncode(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(stored, Json)));
    }

    private sealed record Stored(Guid Id, CommunityCode Community, [property: JsonConverter(typeof(JsonStringEnumConverter<Role>))] Role Role, AccountNumber? Account, long Expires);
}
