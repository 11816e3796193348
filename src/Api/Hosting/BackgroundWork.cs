using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;

namespace Buurthulp.Api.Hosting;

/// <summary>What the server does by itself: keeps the views up to the journals, and lets go of communities that nobody uses.</summary>
internal sealed class BackgroundWork(ViewRunner views, CommunityWriters writers) : BackgroundService
{
    private static readonly TimeSpan LookForIdleEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(views.RunAsync(stoppingToken), DropIdleAsync(stoppingToken));

    private async Task DropIdleAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookForIdleEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await writers.DropIdleAsync(IdleFor);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
