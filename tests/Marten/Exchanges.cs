using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Buurthulp.MartenTests;

/// <summary>A neighbourhood with Anna and Bram, who help each other through the writer of either adapter.</summary>
internal sealed class Exchanges
{
    public static readonly AccountNumber Anna = new("L0001");
    public static readonly AccountNumber Bram = new("L0002");

    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 11, 0);
    private static readonly LocalDate Today = new(2026, 11, 20);
    private static readonly CategoryCode Errands = new("boodschappen");

    public CommunityCode Community { get; } = new($"m{Guid.NewGuid():N}"[..20]);

    public static CommunityWriters Writers(IJournal journal) => new(journal, snapshots: null, NullLogger<CommunityWriters>.Instance);

    public async Task FoundAsync(IJournal journal)
    {
        var joined = new LocalDate(2026, 1, 1);
        await SendAsync(journal,
            new FoundCommunity(Guid.CreateVersion7(), Actor.Coordinator(), Noon, joined, "Europe/Amsterdam", new CurrencyCode("uur"), 60, Agreement.Default),
            new AddCategories(Guid.CreateVersion7(), Actor.Coordinator(), Noon, [Errands]),
            new JoinMember(Guid.CreateVersion7(), Actor.Coordinator(), Noon, Anna, Neighbourhood: null, joined),
            new JoinMember(Guid.CreateVersion7(), Actor.Coordinator(), Noon, Bram, Neighbourhood: null, joined));
    }

    /// <summary>Anna helps Bram so many times for a minute each.</summary>
    public Task HelpAsync(IJournal journal, int times) => SendAsync(journal, [.. Enumerable.Range(0, times).Select(_ => Help())]);

    public static RecordExchange Help(long minutes = 1) =>
        new(Guid.CreateVersion7(), Actor.Coordinator(), Noon, [new Share(Anna, minutes)], [new Share(Bram, minutes)], Errands, Today, Channel.Desk);

    /// <summary>The root over what this adapter reads, and the root that its writer has in memory.</summary>
    public async Task<(Hash Read, Hash Kept, long Size)> RootAsync(IJournal journal)
    {
        CompactRange tree = default;
        await foreach (var entry in journal.ReadAsync(Community, 1)) tree = tree.Append(LeafHash.Of(entry));
        await using var writers = Writers(journal);
        return (tree.Root, await writers.LookAsync(Community, (_, kept) => kept.Root, default), tree.Size);
    }

    private async Task SendAsync(IJournal journal, params LedgerCommand[] commands)
    {
        await using var writers = Writers(journal);
        foreach (var outcome in await Task.WhenAll(commands.Select(command => writers.ExecuteAsync(Community, command, default)))) outcome.ShouldBeOfType<CommandOutcome.Recorded>();
    }
}
