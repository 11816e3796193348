using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Bench.Data;

/// <summary>What must hold after every measurement, or its figure is worth nothing.</summary>
internal static class Holds
{
    /// <summary>Everything acknowledged is stored, every leaf and the root follow from the stored bytes, and the balances sum to zero.</summary>
    /// <exception cref="InvalidOperationException">Something of it does not hold.</exception>
    public static async Task CheckAsync(IJournal journal, CommunityWriters writers, CommunityCode community, int acknowledged)
    {
        var (sum, root, head) = await writers.LookAsync(community, (state, tree) => (state.Accounts.All.Values.Sum(account => account.Balance), tree.Root, state.Position), default);
        CompactRange tree = default;
        HashSet<Guid> commands = [];
        await foreach (var entry in journal.ReadAsync(community, 1))
        {
            tree = tree.Append(LeafHash.Of(entry));
            commands.Add(entry.CommandId);
        }

        if (sum != 0) throw new InvalidOperationException($"the balances sum to {sum}");
        if (tree.Size != head || tree.Root != root) throw new InvalidOperationException("the journal does not verify");
        if (commands.Count != acknowledged) throw new InvalidOperationException($"{acknowledged} commands were acknowledged, {commands.Count} are stored");
    }
}
