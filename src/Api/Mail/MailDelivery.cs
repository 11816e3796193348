using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Buurthulp.Api.Mail;

/// <summary>Hands mails over: to the mail server, or as one <c>.eml</c> file each to the folder <c>mail</c> in the data folder. Used by one sender at a time.</summary>
/// <param name="server">Null when there is none and mail goes to the folder.</param>
/// <param name="dataFolder">Holds the folder <c>mail</c>.</param>
/// <param name="host">The name of this installation, for addresses that nobody set and for Message-IDs.</param>
public sealed class MailDelivery(MailServer? server, string dataFolder, string host) : IDisposable
{
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(30);

    private SmtpClient? connection;

    /// <summary>Where mails are put when there is no server.</summary>
    public static string Folder(string dataFolder) => Path.Combine(dataFolder, "mail");

    /// <summary>Sends it. The same mail has the same Message-ID and file name whenever it is sent, so a second copy after a crash can be told as one.</summary>
    /// <exception cref="SmtpException">The server did not take it.</exception>
    /// <exception cref="IOException">The folder did not take it.</exception>
    /// <exception cref="TimeoutException">The server did not answer.</exception>
    public async Task SendAsync(WaitingMail mail, CancellationToken cancellationToken)
    {
        using var message = Compose(mail);
        if (server is null)
        {
            WriteFile(message, mail);
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestTry);
        try
        {
            var client = connection ??= server.Connect();
            // The client reads the server's last answer without looking at the token; only an end of the connection ends that.
            await using var hangUp = limit.Token.UnsafeRegister(static delivery => ((MailDelivery)delivery!).HangUp(), this);
            await client.SendMailAsync(message, limit.Token);
        }
        catch (Exception e)
        {
            // Whatever state the connection is in, the next mail begins with a new one.
            HangUp();
            // The client says that it was cancelled with exceptions of several types.
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested) throw new TimeoutException($"no answer within {LongestTry.TotalSeconds} s", e);
            throw;
        }
    }

    /// <summary>Ends the connection to the server, if there is one; a mail that is on its way over it fails at once.</summary>
    public void HangUp() => Interlocked.Exchange(ref connection, null)?.Dispose();

    public void Dispose() => HangUp();

    private MailMessage Compose(WaitingMail mail)
    {
        var message = new MailMessage
        {
            From = new MailAddress(server?.From ?? $"buurthulp@{host}", "Buurthulp", Encoding.UTF8),
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(mail.Recipient));
        message.Headers.Add("Message-ID", $"<{Name(mail.Key)}@{host}>");
        message.Headers.Add("Content-Language", mail.Language);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.Unsubscribe is { } unsubscribe)
        {
            message.Headers.Add("List-Unsubscribe", $"<{unsubscribe}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        message.AlternateViews.Add(View(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.Html, MediaTypeNames.Text.Html));
        return message;
    }

    private static AlternateView View(string text, string type)
    {
        // Lines of text end in CR LF in a mail (RFC 2046, section 4.1.1).
        var view = AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }

    /// <summary>Written elsewhere and moved into place, so that nobody reads half a mail.</summary>
    private void WriteFile(MailMessage message, WaitingMail mail)
    {
        var folder = MakeFolder(Folder(dataFolder));
        var draft = MakeFolder(Path.Combine(folder, $".{Guid.NewGuid():N}"));
        try
        {
            using (var writer = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = draft }) writer.Send(message);
            var queued = mail.QueuedAt.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture);
            File.Move(Directory.GetFiles(draft).Single(), Path.Combine(folder, $"{queued}-{mail.Kind}-{Name(mail.Key)[..12]}.eml"), overwrite: true);
        }
        finally
        {
            Directory.Delete(draft, recursive: true);
        }
    }

    // Mails hold personal data and links that open an account: nobody else on the machine may read them.
    private static string MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    private static string Name(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
}

/// <summary>A mail as it waits in the outbox.</summary>
public sealed record WaitingMail(string Key, string Kind, string Recipient, string Language, string Subject, string Text, string Html, string? Unsubscribe, Instant QueuedAt, Instant? ExpiresAt, int Attempts)
{
    public override string ToString() => Key;
}
