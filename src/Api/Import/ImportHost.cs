using System.Threading.Channels;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using NodaTime;

namespace Buurthulp.Api.Import;

/// <summary>
/// Imports that admins started, one after another and apart from their requests: whoever leaves the page stops nothing. How far one is stands in the database. One that is broken off goes on when
/// somebody says so; since the ids of the commands follow from the files, nothing is booked twice.
/// </summary>
internal sealed class ImportHost(ImportTable table, ImportFolder folder, CommunityWriters writers, IJournal journal, PersonVault vault, ViewRunner views, TimeProvider time, IClock clock, ILogger<ImportHost> logger)
    : BackgroundService
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    private readonly Channel<(CommunityCode Community, Guid Id)> waiting = Channel.CreateUnbounded<(CommunityCode, Guid)>();

    /// <summary>Takes it up as soon as those before it are done.</summary>
    public void Add(CommunityCode community, Guid id) => waiting.Writer.TryWrite((community, id));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (community, id) in waiting.Reader.ReadAllAsync(stoppingToken)) await TryRunAsync(community, id, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task TryRunAsync(CommunityCode community, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(community, id, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A runner: one import that fails must not keep the others waiting; its page says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "An import of '{Community}' stopped: {Reason}", community, e.Message);
            await table.RestAsync(community, id, ImportPhase.Failed, result: null, clock.GetCurrentInstant(), cancellationToken);
        }
    }

    private async Task RunAsync(CommunityCode community, Guid id, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(community, cancellationToken) is not { Phase: ImportPhase.Checking or ImportPhase.Booking } row || row.Id != id) return;
        var books = row.Phase == ImportPhase.Booking;
        var (done, total) = (0, 0);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beating = BeatAsync();
        Reconciliation import;
        try
        {
            import = await new ImportRun(writers, journal, vault, time) { Told = (now, all) => (done, total) = (now, all) }
                .RunAsync(new ImportOptions(folder.PathOf(id), community, DryRun: !books, SkipBad: !books || row.SkipsBad), cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await beating;
        }

        var phase = import.End == ImportEnd.Interrupted ? ImportPhase.Failed : books || import.Refusals.Any(refusal => refusal.StopsImport) ? ImportPhase.Ended : ImportPhase.Checked;
        if (books) views.Notify(community, import.Position);
        await table.RestAsync(community, id, phase, ImportResult.Of(import), clock.GetCurrentInstant(), cancellationToken);
        if (phase == ImportPhase.Ended) folder.Remove(id);

        async Task BeatAsync()
        {
            using var timer = new PeriodicTimer(BeatEvery, time);
            try
            {
                while (await timer.WaitForNextTickAsync(over.Token)) await table.BeatAsync(community, id, done, total, clock.GetCurrentInstant(), over.Token);
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                // It came to rest.
            }
        }
    }
}
