using Buurthulp.Api.Hosting;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Buurthulp.Bench.Data;

/// <summary>A community in a database, its writer, and how much was acknowledged.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly Database database;
    private readonly Village village;
    private int acknowledged;
    private int next;

    private Scene(Database database, Village village, PostgresJournal journal, bool keepsSnapshots)
    {
        (this.database, this.village, Journal) = (database, village, journal);
        Writers = new CommunityWriters(journal, keepsSnapshots ? new SnapshotStore(database.Application) : null, NullLogger<CommunityWriters>.Instance);
    }

    public NpgsqlDataSource Source => database.Application;

    public PostgresJournal Journal { get; }

    public CommunityWriters Writers { get; }

    /// <summary>Opens a database.</summary>
    /// <param name="connectionString">Of the database's owner.</param>
    /// <param name="village">Whose community it is.</param>
    /// <param name="booked">How many exchanges were prepared in it; null when the community is not there yet.</param>
    /// <param name="keepsSnapshots">Leaves a snapshot behind and starts from one.</param>
    public static async Task<Scene> OpenAsync(string connectionString, Village village, int? booked = null, bool keepsSnapshots = false)
    {
        var opened = await Database.OpenAsync(connectionString, Installation.Schemas, CancellationToken.None);
        var scene = new Scene(opened, village, new PostgresJournal(opened.Application), keepsSnapshots);
        if (booked is { } exchanges) (scene.acknowledged, scene.next) = (village.Beginnings().Count() + exchanges, exchanges);
        return scene;
    }

    /// <summary>Founds the community and lets all people join.</summary>
    public async Task BeginAsync()
    {
        // The first two commands make what all others need.
        var beginnings = village.Beginnings().ToList();
        foreach (var command in beginnings.Take(2)) await RecordAsync(command);
        await SendAsync(callers: 256, [.. beginnings.Skip(2)]);
    }

    /// <summary>The exchanges that come next in the village; each is given out once.</summary>
    public RecordExchange[] Exchanges(int count)
    {
        var first = next;
        next += count;
        return [.. Enumerable.Range(first, count).Select(village.Exchange)];
    }

    public async Task<CommandOutcome.Recorded> RecordAsync(LedgerCommand command)
    {
        var outcome = await Writers.ExecuteAsync(village.Community, command, CancellationToken.None);
        if (outcome is not CommandOutcome.Recorded recorded) throw new InvalidOperationException($"not recorded: {outcome}");
        Interlocked.Increment(ref acknowledged);
        return recorded;
    }

    /// <summary>Commands answered in a second.</summary>
    public async Task<double> SendAsync(int callers, IReadOnlyList<LedgerCommand> commands)
    {
        var rate = await Crowd.SendAsync(Writers, callers, [.. commands.Select(command => (village.Community, command))]);
        acknowledged += commands.Count;
        return rate;
    }

    public Task<long> HeadAsync() => Journal.HeadAsync(village.Community, CancellationToken.None);

    public Task CheckAsync() => Holds.CheckAsync(Journal, Writers, village.Community, acknowledged);

    public async ValueTask DisposeAsync()
    {
        await Writers.DisposeAsync();
        await database.DisposeAsync();
    }
}
