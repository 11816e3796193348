using System.Text;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Tills;
using NodaTime;

namespace Buurthulp.Api.Counter;

/// <summary>
/// Tells an open page by server-sent events where to go on: the shop's page when the ask has changed, the member's pages when a shop asks something. An event <c>go</c> holds an address of ours and nothing
/// else. Pages do without: they look again by themselves.
/// </summary>
internal sealed class CounterStream(CounterAsks asks, AskSignals signals, IClock clock, TimeProvider time, IHostApplicationLifetime host, WebHostSettings settings)
{
    private static readonly Duration LongestLife = Duration.FromMinutes(15);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/winkel/korting/{id:guid}/events", static (HttpContext context, Guid id, CounterStream stream) => stream.FollowAskAsync(context, id))
            .RequireAuthorization(PageAccess.PolicyOf(PageAccess.Shop)).ExcludeFromDescription();
        routes.MapGet("/mijn/qr/events", static (HttpContext context, CounterStream stream) => stream.FollowMemberAsync(context))
            .RequireAuthorization(PageAccess.PolicyOf("/Member")).RequireRateLimiting(WriteLimit.Streams).ExcludeFromDescription();
    }

    private async Task<IResult> FollowAskAsync(HttpContext context, Guid id)
    {
        var till = context.Features.Get<CurrentTill>()!;
        if (await asks.FindAsync(till.Community, id, context.RequestAborted) is not { } ask || ask.Shop != till.Shop) return Results.NotFound();
        using var listening = signals.ToAsk(id);
        await WriteAsync(context, listening, async stop => await asks.FindAsync(till.Community, id, stop) is { Status: not AskStatus.Waiting } ? $"/winkel/korting/{id}" : null);
        return Results.Empty;
    }

    private async Task<IResult> FollowMemberAsync(HttpContext context)
    {
        var person = context.Features.Get<CurrentPerson>()!;
        using var listening = signals.ToMember(person.Community, person.Account);
        // What waited when the page was opened stands on it; only what comes later leads away from it.
        var known = (await asks.WaitingAsync(person.Community, person.Account, context.RequestAborted)).Select(ask => ask.Id).ToHashSet();
        await WriteAsync(context, listening, async stop => (await asks.WaitingAsync(person.Community, person.Account, stop)).FirstOrDefault(ask => !known.Contains(ask.Id)) is { } ask ? $"/mijn/winkel/{ask.Id}" : null);
        return Results.Empty;
    }

    private async Task WriteAsync(HttpContext context, AskSignals.Listening listening, Func<CancellationToken, Task<string?>> find)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        // Proxies such as nginx would hold events back.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var until = clock.GetCurrentInstant() + LongestLife;
        try
        {
            await SendAsync(context, "retry: 2000\n\n", stop.Token);
            while (clock.GetCurrentInstant() < until)
            {
                var next = listening.Next();
                if (await find(stop.Token) is { } path)
                {
                    await SendAsync(context, $"event: go\ndata: {path}\n\n", stop.Token);
                    return;
                }

                await next.WaitAsync(TimeSpan.FromSeconds(settings.HeartbeatSeconds), time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stop.Token.ThrowIfCancellationRequested();
                if (!next.IsCompleted) await SendAsync(context, ": nothing new\n\n", stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was left or the server stops.
        }
    }

    private static async Task SendAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
