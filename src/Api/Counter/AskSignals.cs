using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Counter;

/// <summary>
/// Wakes those who wait for an ask at the counter: the shop's page by the ask, the member's pages by the account. What this process changes is told at once; what another changed is seen within a
/// second by one question to the database, however many wait, and none when nobody does.
/// </summary>
public sealed class AskSignals(NpgsqlDataSource source, TimeProvider time, ILogger<AskSignals> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>A change shows when its transaction ends, a little after the moment that stands in it.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Listened> listened = [];
    private readonly Dictionary<Guid, DateTime> told = [];
    private TaskCompletionSource somebodyListens = New();

    /// <summary>Listens to one ask until disposed.</summary>
    public Listening ToAsk(Guid ask) => Listen(KeyOf(ask));

    /// <summary>Listens to all asks of a member until disposed.</summary>
    public Listening ToMember(CommunityCode community, AccountNumber member) => Listen(KeyOf(community, member));

    public void Changed(Guid ask, CommunityCode community, AccountNumber member)
    {
        lock (gate)
        {
            foreach (var key in new[] { KeyOf(ask), KeyOf(community, member) })
            {
                if (!listened.TryGetValue(key, out var found)) continue;
                found.Next.TrySetResult();
                found.Next = New();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SomebodyListens().WaitAsync(stoppingToken);
                await Task.Delay(LookEvery, time, stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException e)
            {
                logger.LogWarning(e, "Asks at the counter: {Reason}", e.Message);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT id, community, member, changed_at FROM identity.counter_asks WHERE changed_at > (SELECT max(changed_at) FROM identity.counter_asks) - $1");
        command.Parameters.Add(new() { Value = LookBack });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        HashSet<Guid> seen = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var (id, changedAt) = (reader.GetGuid(0), reader.GetDateTime(3));
            seen.Add(id);
            if (told.TryGetValue(id, out var before) && before == changedAt) continue;
            told[id] = changedAt;
            Changed(id, new CommunityCode(reader.GetString(1)), new AccountNumber(reader.GetString(2)));
        }

        foreach (var gone in told.Keys.Where(id => !seen.Contains(id)).ToList()) told.Remove(gone);
    }

    private Task SomebodyListens()
    {
        lock (gate)
        {
            if (listened.Count == 0 && somebodyListens.Task.IsCompleted) somebodyListens = New();
            return somebodyListens.Task;
        }
    }

    private Listening Listen(string key)
    {
        lock (gate)
        {
            if (!listened.TryGetValue(key, out var found)) listened.Add(key, found = new Listened());
            found.Listeners++;
            somebodyListens.TrySetResult();
            return new Listening(this, key, found);
        }
    }

    private void Leave(string key, Listened left)
    {
        lock (gate)
        {
            if (--left.Listeners == 0) listened.Remove(key);
        }
    }

    private static string KeyOf(Guid ask) => ask.ToString();

    private static string KeyOf(CommunityCode community, AccountNumber member) => $"{community}/{member}";

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many listen to one thing, and what ends at its next change.</summary>
    internal sealed class Listened
    {
        public int Listeners { get; set; }

        public TaskCompletionSource Next { get; set; } = New();
    }

    /// <summary>Somebody who listens.</summary>
    public sealed class Listening : IDisposable
    {
        private readonly AskSignals signals;
        private readonly string key;
        private readonly Listened listened;

        internal Listening(AskSignals signals, string key, Listened listened) => (this.signals, this.key, this.listened) = (signals, key, listened);

        /// <summary>Ends at the next change. Take it before looking, so that no change falls in between.</summary>
        public Task Next()
        {
            lock (signals.gate) return listened.Next.Task;
        }

        public void Dispose() => signals.Leave(key, listened);
    }
}
