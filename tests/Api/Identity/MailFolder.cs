using System.Text;
using System.Text.RegularExpressions;
using Buurthulp.Api.Mail;
using Buurthulp.Tests.Api.Http;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>The mails that a server without a mail server wrote into its folder.</summary>
internal static partial class MailFolder
{
    /// <summary>Waits for a mail to an address; its text and its HTML, decoded.</summary>
    public static async Task<string> MailToAsync(ApiServer server, string address)
    {
        string? mail = null;
        await SignInScene.UntilAsync(async () =>
        {
            foreach (var file in Directory.Exists(MailDelivery.Folder(server.Folder)) ? Directory.GetFiles(MailDelivery.Folder(server.Folder), "*.eml") : [])
            {
                var text = await File.ReadAllTextAsync(file);
                if (text.Contains($"To: {address}\r\n", StringComparison.Ordinal)) mail = Decoded(text);
            }

            return mail is not null;
        });
        return mail!;
    }

    /// <summary>Quoted-printable (RFC 2045, section 6.7), as far as ASCII goes.</summary>
    private static string Decoded(string text) =>
        Code.Replace(text.Replace("=\r\n", "", StringComparison.Ordinal), match => Encoding.Latin1.GetString(Convert.FromHexString(match.Value.AsSpan(1))));

    [GeneratedRegex("=[0-9A-F]{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code { get; }
}
