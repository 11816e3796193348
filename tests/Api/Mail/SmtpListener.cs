using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Buurthulp.Tests.Api.Mail;

/// <summary>What a mail server was given: the envelope and the message as it came over the line.</summary>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Message)
{
    /// <summary>The headers, unfolded: one a line.</summary>
    public IReadOnlyList<string> Headers => Message[..Message.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n");
}

/// <summary>As much of a mail server (RFC 5321) as a sender meets.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;

    public SmtpListener()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"smtp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public ConcurrentQueue<ReceivedMail> Received { get; } = new();

    /// <summary>What it says to a recipient; for example 550 for one that it does not know.</summary>
    public Func<string, string> AnswerToRecipient { get; set; } = _ => "250 fine";

    /// <summary>Is waited for before a message is accepted.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>Completed once a first message has come over the line.</summary>
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> conversations = [];
        try
        {
            while (true) conversations.Add(SpeakAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }

        await Task.WhenAll(conversations);
    }

    private async Task SpeakAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 ready");
                await ConverseAsync(reader, writer);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The sender hung up.
            }
        }
    }

    private async Task ConverseAsync(StreamReader reader, StreamWriter writer)
    {
        var (from, to) = ("", new List<string>());
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO": await writer.WriteLineAsync("250 8BITMIME"); break;
                case "MAIL": (from, to) = (line, []); await writer.WriteLineAsync("250 fine"); break;
                case "RCPT":
                    var answer = AnswerToRecipient(line[(line.IndexOf('<') + 1)..line.IndexOf('>')]);
                    if (answer.StartsWith("250", StringComparison.Ordinal)) to.Add(line[(line.IndexOf('<') + 1)..line.IndexOf('>')]);
                    await writer.WriteLineAsync(answer);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var message = await DataAsync(reader);
                    Began.TrySetResult();
                    await Hold.WaitAsync(stop.Token);
                    Received.Enqueue(new ReceivedMail(from, to, message));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT": await writer.WriteLineAsync("221 bye"); return;
                default: await writer.WriteLineAsync("250 fine"); break;
            }
        }
    }

    private async Task<string> DataAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != ".") message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return message.ToString();
    }
}
