using System.Diagnostics;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Bench.Data;

/// <summary>Callers who each send a command, wait for the answer and send the next.</summary>
internal static class Crowd
{
    /// <summary>Commands answered in a second.</summary>
    /// <exception cref="InvalidOperationException">A command was not recorded.</exception>
    public static async Task<double> SendAsync(CommunityWriters writers, int callers, IReadOnlyList<(CommunityCode Community, LedgerCommand Command)> commands)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
        return commands.Count / watch.Elapsed.TotalSeconds;

        async Task CallAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < commands.Count; i = Interlocked.Increment(ref next))
            {
                var (community, command) = commands[i];
                var outcome = await writers.ExecuteAsync(community, command, CancellationToken.None);
                if (outcome is not CommandOutcome.Recorded) throw new InvalidOperationException($"not recorded: {outcome}");
            }
        }
    }
}
