using Marten;
using Wolverine;

namespace Buurthulp.Marten.Host;

/// <summary>Begins a chain of looks when the program has started; the chain of the program before ends with its next look.</summary>
internal sealed class FirstLook(IDocumentStore store, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var chain = Guid.CreateVersion7();
        await using (var session = store.LightweightSession())
        {
            session.Store(new Round { Chain = chain });
            await session.SaveChangesAsync(stoppingToken);
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(new LookAround(chain, Number: 0));
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
    }
}
