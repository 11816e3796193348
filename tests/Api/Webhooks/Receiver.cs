using System.Collections.Concurrent;
using Buurthulp.Tests.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Buurthulp.Tests.Api.Webhooks;

/// <summary>A partner's system: a web server on this machine that writes down what it is sent and answers as a test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    /// <summary>The header that every request of a webhook has.</summary>
    public const string Position = "Buurthulp-Position";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>The status of the answer; by default 200 for everything.</summary>
    public Func<Received, int> Answers { get; set; } = _ => StatusCodes.Status200OK;

    /// <summary>Holds every answer back until it ends.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>Where a redirecting answer leads.</summary>
    public string? Location { get; set; }

    public Uri Url => new(ApiServer.AddressOf(app), "hook");

    public IReadOnlyList<Received> Received => [.. received];

    /// <summary>The positions that were sent, in order of arrival.</summary>
    public IReadOnlyList<long> Positions => [.. Received.Select(one => one.Position)];

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        // A page of another test may still look for a server that had this port before.
        if (!context.Request.Headers.ContainsKey(Position))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var one = new Received(context.Request.Path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        received.Enqueue(one);
        await Hold;
        context.Response.StatusCode = Answers(one);
        if (Location is not null) context.Response.Headers.Location = Location;
    }
}

/// <summary>One request.</summary>
internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public long Position => long.Parse(Headers[Receiver.Position]);
}
