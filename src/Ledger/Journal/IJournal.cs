using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Ledger.Journal;

/// <summary>What became of an append.</summary>
public enum AppendResult
{
    /// <summary>All entries are on disk.</summary>
    Appended,

    /// <summary>The journal's head is not where the caller thought; nothing was written.</summary>
    Conflict,

    /// <summary>One of the ids is in a journal already; nothing was written.</summary>
    DuplicateId,
}

/// <summary>Entries for the end of a community's journal; see <see cref="IJournal.AppendAsync"/>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JournalAppend(CommunityCode Community, long ExpectedHead, IReadOnlyList<Entry> Entries);

/// <summary>
/// The journals of all communities. Every method throws <see cref="JournalUnavailableException"/> when the database can't be reached or gave up;
/// after an append that threw so, whether the entries were written is unknown until the journal is read again.
/// </summary>
public interface IJournal
{
    /// <summary>The position of the last entry; 0 for a community without one.</summary>
    Task<long> HeadAsync(CommunityCode community, CancellationToken cancellationToken);

    /// <summary>Entries in ascending position, from <paramref name="from"/> (at least 1), at most <paramref name="limit"/>.</summary>
    IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>Writes all entries or none. The first entry's position is <paramref name="expectedHead"/> + 1 and the others follow on.</summary>
    Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries, CancellationToken cancellationToken);

    /// <summary>Several appends, to different communities, in as few round trips as may be. Each is written whole or not at all, whatever becomes of the others; results in the same order.</summary>
    async Task<IReadOnlyList<AppendResult>> AppendAllAsync(IReadOnlyList<JournalAppend> appends, CancellationToken cancellationToken)
    {
        var results = new AppendResult[appends.Count];
        for (var i = 0; i < results.Length; i++) results[i] = await AppendAsync(appends[i].Community, appends[i].ExpectedHead, appends[i].Entries, cancellationToken);
        return results;
    }

    /// <summary>All entries about those exchanges and discounts up to a position, ascending.</summary>
    /// <param name="community">Whose journal.</param>
    /// <param name="subjects">Ids of exchanges and discounts: the ids of their first entries.</param>
    /// <param name="through">The last position that counts.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<Entry>> FindAboutAsync(CommunityCode community, IReadOnlyList<Guid> subjects, long through, CancellationToken cancellationToken);

    /// <summary>The entries of those commands that are recorded, in any community; each once, ascending within a command.</summary>
    Task<IReadOnlyList<Entry>> FindCommandsAsync(IReadOnlyList<Guid> commandIds, CancellationToken cancellationToken);

    /// <summary>All communities that have a journal, with the position of their last entry.</summary>
    Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken);
}

/// <summary>The database is away or gave up. What was asked may be asked again later with the same command id.</summary>
public sealed class JournalUnavailableException(string message, Exception inner) : Exception(message, inner);
