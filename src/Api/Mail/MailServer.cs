using System.Net;
using System.Net.Mail;

namespace Buurthulp.Api.Mail;

/// <summary>
/// The mail server that BUURTHULP_SMTP names: <c>smtp://user:password@mail.example.org:587?from=buurthulp@example.org</c>. The connection is encrypted by STARTTLS before anything
/// is said; <c>?tls=none</c> leaves that out, for a relay on the same machine or network. A server on this machine itself is spoken to without.
/// </summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">587 when the address says none.</param>
/// <param name="Credential">Null when it asks none.</param>
/// <param name="IsEncrypted">Whether STARTTLS is demanded.</param>
/// <param name="From">Whom mails come from; null when neither <c>from</c> nor the user's name says it.</param>
public sealed record MailServer(string Host, int Port, NetworkCredential? Credential, bool IsEncrypted, string? From)
{
    private const int SubmissionPort = 587;

    /// <summary>Reads an address of which <see cref="Problem"/> is null.</summary>
    public static MailServer Of(Uri address)
    {
        var settings = Settings(address)!;
        var user = address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var credential = user[0].Length > 0 ? new NetworkCredential(user[0], user.ElementAtOrDefault(1) ?? "") : null;
        var from = settings.GetValueOrDefault("from") ?? (credential is not null && OutgoingMail.IsAddress(credential.UserName) ? credential.UserName : null);
        return new MailServer(address.DnsSafeHost, address.Port > 0 ? address.Port : SubmissionPort, credential, IsEncrypted: settings.GetValueOrDefault("tls") != "none" && !address.IsLoopback, from);
    }

    /// <summary>What is wrong with the address, and what to do; null when nothing is. Nothing of the address itself is repeated: it may hold a password.</summary>
    public static (string Problem, string Remedy)? Problem(string value)
    {
        const string example = "write it as smtp://user:password@mail.example.org:587?from=buurthulp@example.org";
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address is not { Scheme: "smtp" or "smtps", Host.Length: > 0, AbsolutePath: "/" or "", Fragment: "" })
            return ("is not the address of a mail server", example);
        if (address.Scheme == "smtps") return ("asks for TLS from the first byte, which this program can't do", "use the port for STARTTLS, nearly always 587: smtp://user:password@mail.example.org:587");
        if (Settings(address) is not { } settings || settings.Keys.Except(["from", "tls"]).Any()) return ("has a setting other than from and tls", example);
        if (settings.TryGetValue("tls", out var tls) && tls is not ("none" or "starttls")) return ("has a setting tls that is neither none nor starttls", example);
        return settings.TryGetValue("from", out var from) && !OutgoingMail.IsAddress(from) ? ("has a setting from that is not a mail address", example) : null;
    }

    /// <summary>The settings after the question mark; null when they can't be read.</summary>
    private static Dictionary<string, string>? Settings(Uri address)
    {
        Dictionary<string, string> settings = [];
        foreach (var setting in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = setting.Split('=', 2);
            if (parts.Length != 2 || !settings.TryAdd(parts[0], Uri.UnescapeDataString(parts[1]))) return null;
        }

        return settings;
    }

    internal SmtpClient Connect() => new(Host, Port) { EnableSsl = IsEncrypted, Credentials = Credential, DeliveryMethod = SmtpDeliveryMethod.Network };

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
