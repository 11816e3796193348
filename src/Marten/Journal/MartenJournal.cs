using System.Runtime.CompilerServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using Npgsql;

namespace Buurthulp.Marten.Journal;

/// <summary>The journal written and read with Marten. Another process may use <see cref="PostgresJournal"/> on the same database at the same time.</summary>
/// <param name="store">Configured by <see cref="LedgerStore.UseLedger"/>, on a database that <see cref="LedgerSchema.PrepareAsync"/> has prepared. It stays the caller's.</param>
public sealed class MartenJournal(IDocumentStore store) : IJournal
{
    private const int EntriesPerPage = 1_000;
    private const int AppendsAtOnce = 8;

    public Task<long> HeadAsync(CommunityCode community, CancellationToken cancellationToken) =>
        AskAsync(async session => (await session.Events.FetchStreamStateAsync(LedgerStore.StreamOf(community), cancellationToken))?.Version ?? 0);

    public async IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var last = limit < long.MaxValue - from ? from + limit - 1 : long.MaxValue;
        var length = EntriesPerPage;
        while (from <= last)
        {
            var to = Math.Min(last, from + length - 1);
            if (await TryReadPageAsync(community, from, to, cancellationToken) is not { } page)
            {
                // One of them can't be read: those before it can, and it is to be named.
                length = 1;
                continue;
            }

            foreach (var entry in page) yield return entry;
            if (page.Count < to - from + 1) yield break;
            from = to + 1;
        }
    }

    public async Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = store.LightweightSession();
            session.Events.Append(LedgerStore.StreamOf(community), expectedHead + entries.Count, MartenEntries.ToEvents(entries));
            await session.SaveChangesAsync(cancellationToken);
            return AppendResult.Appended;
        }
        catch (EventStreamUnexpectedMaxEventIdException)
        {
            return AppendResult.Conflict;
        }
        catch (Exception e) when (Constraint(e) == "idx_mt_events_event_id")
        {
            return AppendResult.DuplicateId;
        }
        catch (Exception e) when (Constraint(e) is "pk_mt_events_stream_and_version" or "pkey_mt_streams_id")
        {
            return AppendResult.Conflict;
        }
        catch (Exception e) when (IsUnavailable(e))
        {
            throw new JournalUnavailableException($"the database does not answer: {Cause(e)!.Message}", e);
        }
    }

    /// <summary>Marten has no statement for several streams that share no fate, so each goes by itself, a few at a time.</summary>
    public async Task<IReadOnlyList<AppendResult>> AppendAllAsync(IReadOnlyList<JournalAppend> appends, CancellationToken cancellationToken)
    {
        var results = new AppendResult[appends.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, appends.Count), new ParallelOptions { MaxDegreeOfParallelism = AppendsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => results[i] = await AppendAsync(appends[i].Community, appends[i].ExpectedHead, appends[i].Entries, token));
        return results;
    }

    public Task<IReadOnlyList<Entry>> FindAboutAsync(CommunityCode community, IReadOnlyList<Guid> subjects, long through, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<Entry>>(async session =>
    {
        Guid[] ids = [.. subjects];
        long[] later = [.. await session.AdvancedSql.QueryAsync<long>($"SELECT seq_id FROM {LedgerStore.JournalSchema}.entries_about WHERE subject = ANY(?)", cancellationToken, ids)];
        var first = await session.Events.QueryAllRawEvents().Where(recorded => recorded.Id.IsOneOf(ids)).ToListAsync(cancellationToken);
        var others = await session.Events.QueryAllRawEvents().Where(recorded => recorded.Sequence.IsOneOf(later)).ToListAsync(cancellationToken);
        return [.. first.Concat(others).Where(recorded => recorded.StreamKey == LedgerStore.StreamOf(community) && recorded.Version <= through)
            .DistinctBy(recorded => recorded.Version).OrderBy(recorded => recorded.Version).Select(recorded => recorded.ToEntry()!)];
    });

    public Task<IReadOnlyList<Entry>> FindCommandsAsync(IReadOnlyList<Guid> commandIds, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<Entry>>(async session =>
    {
        Guid[] ids = [.. commandIds];
        Dictionary<(string, long), Entry> found = [];
        foreach (var first in await session.Events.QueryAllRawEvents().Where(recorded => recorded.Id.IsOneOf(ids)).ToListAsync(cancellationToken))
        {
            if (first.ToEntry() is not { } entry) continue;
            var siblings = MartenEntries.SiblingsOf(first);
            IReadOnlyList<IEvent> all = siblings > 1
                ? await session.Events.FetchStreamAsync(first.StreamKey!, first.Version + siblings - 1, fromVersion: first.Version, token: cancellationToken)
                : [first];
            foreach (var recorded in all) found[(first.StreamKey!, recorded.Version)] = recorded.ToEntry()!;
        }

        return [.. found.OrderBy(pair => pair.Key.Item1, StringComparer.Ordinal).ThenBy(pair => pair.Key.Item2).Select(pair => pair.Value)];
    });

    public Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<(CommunityCode, long)>>(async session =>
    {
        var streams = await session.AdvancedSql.QueryAsync<string, long>($"SELECT ROW(id), ROW(version) FROM {LedgerStore.JournalSchema}.mt_streams WHERE version > 0 ORDER BY id", cancellationToken);
        return [.. from stream in streams let community = LedgerStore.CommunityOf(stream.Item1) where community is not null select (community.Value, stream.Item2)];
    });

    /// <summary>Null when one of several entries can't be read.</summary>
    /// <exception cref="InvalidOperationException">The only entry can't be read.</exception>
    private async Task<IReadOnlyList<Entry>?> TryReadPageAsync(CommunityCode community, long from, long to, CancellationToken cancellationToken)
    {
        try
        {
            var events = await AskAsync(session => session.Events.FetchStreamAsync(LedgerStore.StreamOf(community), to, fromVersion: from, token: cancellationToken));
            return [.. events.Select(recorded => recorded.ToEntry()!)];
        }
        catch (MartenException e) when (e is EventDeserializationFailureException or UnknownEventTypeException)
        {
            if (from < to) return null;
            throw new InvalidOperationException($"Position {from} of '{community}' can't be read: {e.InnerException?.Message ?? e.Message} Either a newer version of the program wrote it, or somebody changed the row in the database.", e);
        }
    }

    private async Task<T> AskAsync<T>(Func<IQuerySession, Task<T>> question)
    {
        try
        {
            await using var session = store.QuerySession();
            return await question(session);
        }
        catch (Exception e) when (IsUnavailable(e))
        {
            throw new JournalUnavailableException($"the database does not answer: {Cause(e)!.Message}", e);
        }
    }

    private static string? Constraint(Exception e) => Cause(e) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } name } ? name : null;

    private static bool IsUnavailable(Exception e) => Cause(e) is { } cause && PostgresJournal.IsUnavailable(cause);

    /// <summary>Marten wraps what the database says.</summary>
    private static NpgsqlException? Cause(Exception? e)
    {
        while (e is not null and not NpgsqlException) e = e.InnerException;
        return e as NpgsqlException;
    }
}
