using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Buurthulp.Api.Feeds;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Api.Http.Events;

/// <summary>
/// Writes server-sent events (HTML standard, section 9.2) to one reader after another. Nothing is kept for a reader but the page that is being written: who reads slowly is
/// not written to, and the connection of who takes nothing for twice the time between signs of life is closed; the reader goes on by its last id.
/// </summary>
internal sealed class EventStream(CommunityFeeds feeds, IClock clock, TimeProvider time, IHostApplicationLifetime host, WebHostSettings settings)
{
    public const string ContentType = "text/event-stream";

    private const int FlushBytes = 32 * 1024;
    private const int RetryMilliseconds = 2_000;

    /// <summary>Then a reader connects again and is asked anew who they are: somebody who signed out must not listen for long.</summary>
    private static readonly Duration LongestLife = Duration.FromMinutes(15);

    /// <param name="context">The request; its answer must not have begun.</param>
    /// <param name="token">Says what the reader may see, and how long.</param>
    /// <param name="from">The last position that the reader has.</param>
    /// <param name="head">The journal's head.</param>
    public async Task WriteAsync(HttpContext context, BearerToken token, long from, long head)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        using var listening = feeds.Listen(token.Community, head);
        var reader = FeedReader.Of(token);
        context.Response.ContentType = ContentType;
        // Proxies such as nginx would hold events back.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await WriteAsync(context.Response.BodyWriter, listening.Feed, reader, Instant.Min(token.ExpiresAt, clock.GetCurrentInstant() + LongestLife), from, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader went away or the server stops.
        }
        catch (JournalUnavailableException)
        {
            // The reader connects again, and is told then that the database is away.
        }
        catch (TimeoutException)
        {
            // The reader does not read. What waits for them can't be finished, so the connection goes.
            context.Abort();
        }
    }

    private async Task WriteAsync(PipeWriter output, CommunityFeed feed, FeedReader reader, Instant until, long position, CancellationToken cancellationToken)
    {
        Write(output, string.Create(CultureInfo.InvariantCulture, $"retry: {RetryMilliseconds}\nid: {position}\n\n"));
        await FlushAsync(output, cancellationToken);
        while (clock.GetCurrentInstant() < until && !feed.HasEnded)
        {
            var moved = feed.Moved;
            var page = await feed.AfterAsync(position, cancellationToken);
            if (page.Count == 0 && !await HasMovedAsync(moved, cancellationToken)) await BeatAsync(output, position, cancellationToken);
            foreach (var entry in page)
            {
                position = entry.Entry.Position;
                if (entry.As(reader) is not { } seen) continue;
                Write(output, seen);
                if (output.UnflushedBytes >= FlushBytes) await FlushAsync(output, cancellationToken);
            }

            if (output.UnflushedBytes > 0) await FlushAsync(output, cancellationToken);
        }
    }

    /// <summary>False when it is time for a sign of life.</summary>
    private async Task<bool> HasMovedAsync(Task moved, CancellationToken cancellationToken)
    {
        await moved.WaitAsync(TimeSpan.FromSeconds(settings.HeartbeatSeconds), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return moved.IsCompleted;
    }

    /// <summary>A comment keeps proxies from closing the connection. The id moves a reader on past entries that were not for them.</summary>
    private async Task BeatAsync(PipeWriter output, long position, CancellationToken cancellationToken)
    {
        Write(output, string.Create(CultureInfo.InvariantCulture, $": nothing new\nid: {position}\n\n"));
        await FlushAsync(output, cancellationToken);
    }

    /// <summary>Waits until the reader took so much that there is room again.</summary>
    /// <exception cref="TimeoutException">They took nothing for long. Kestrel's own least rate of data would let a full buffer wait for minutes.</exception>
    private Task FlushAsync(PipeWriter output, CancellationToken cancellationToken) =>
        output.FlushAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(2 * settings.HeartbeatSeconds), time, cancellationToken);

    private static void Write(PipeWriter output, SeenEntry seen)
    {
        Write(output, string.Create(CultureInfo.InvariantCulture, $"id: {seen.Position}\nevent: {seen.Type}\ndata: "));
        output.Write(seen.Json.Span);
        Write(output, "\n\n");
    }

    private static void Write(PipeWriter output, string text) => Encoding.UTF8.GetBytes(text, output);
}
