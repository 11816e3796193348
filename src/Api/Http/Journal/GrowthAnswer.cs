using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Http.Journal;

/// <summary>Shows that a journal only grew between two checkpoints (RFC 9162 section 2.1.4).</summary>
/// <param name="Older">The text of the older checkpoint.</param>
/// <param name="Newer">The text of the newer one.</param>
/// <param name="Path">The hashes of the proof, in base64; none when both are of the same size.</param>
public sealed record GrowthAnswer(string Older, string Newer, IReadOnlyList<string> Path)
{
    /// <summary>Of the journal as it is stored. Sizes from 1 to the journal's head, <paramref name="older"/> no more than <paramref name="newer"/>.</summary>
    internal static async Task<GrowthAnswer> OfAsync(JournalTree tree, CommunityCode community, long older, long newer, CancellationToken cancellationToken)
    {
        var growth = await tree.GrowthAsync(older, newer, cancellationToken);
        return new GrowthAnswer(await CheckpointAsync(older), await CheckpointAsync(newer), [.. growth.Path.Select(hash => hash.ToBase64())]);

        async Task<string> CheckpointAsync(long size) => new Checkpoint($"buurthulp/{community}", size, await tree.RootAsync(size, cancellationToken)).ToText();
    }
}
