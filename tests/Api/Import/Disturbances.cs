using System.Runtime.CompilerServices;
using System.Text;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Tests.Api.Import;

/// <summary>A terminal whose user presses Ctrl-C when a text appears.</summary>
internal sealed class CancelAt(string text, CancellationTokenSource cancellation) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(string? value)
    {
        if (value?.Contains(text, StringComparison.Ordinal) == true) cancellation.Cancel();
    }
}

/// <summary>A journal whose next appends find no database.</summary>
internal sealed class FlakyJournal(IJournal journal) : IJournal
{
    public int FailingAppends { get; set; }

    public Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        if (FailingAppends == 0) return journal.AppendAsync(community, expectedHead, entries, cancellationToken);
        FailingAppends--;
        throw new JournalUnavailableException("away", new TimeoutException());
    }

    public Task<long> HeadAsync(CommunityCode community, CancellationToken cancellationToken) => journal.HeadAsync(community, cancellationToken);

    public IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, CancellationToken cancellationToken = default) =>
        journal.ReadAsync(community, from, limit, cancellationToken);

    public Task<IReadOnlyList<Entry>> FindAboutAsync(CommunityCode community, IReadOnlyList<Guid> subjects, long through, CancellationToken cancellationToken) =>
        journal.FindAboutAsync(community, subjects, through, cancellationToken);

    public Task<IReadOnlyList<Entry>> FindCommandsAsync(IReadOnlyList<Guid> commandIds, CancellationToken cancellationToken) => journal.FindCommandsAsync(commandIds, cancellationToken);

    public Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken) => journal.CommunitiesAsync(cancellationToken);
}

/// <summary>Somebody else executes a command as soon as the import has read the journal.</summary>
internal sealed class OvertakingJournal(IJournal journal, CommunityWriters writers, LedgerCommand command) : IJournal
{
    public async IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var entry in journal.ReadAsync(community, from, limit, cancellationToken)) yield return entry;
        (await writers.ExecuteAsync(community, command, cancellationToken)).ShouldBeOfType<CommandOutcome.Recorded>();
    }

    public Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries, CancellationToken cancellationToken) =>
        journal.AppendAsync(community, expectedHead, entries, cancellationToken);

    public Task<long> HeadAsync(CommunityCode community, CancellationToken cancellationToken) => journal.HeadAsync(community, cancellationToken);

    public Task<IReadOnlyList<Entry>> FindAboutAsync(CommunityCode community, IReadOnlyList<Guid> subjects, long through, CancellationToken cancellationToken) =>
        journal.FindAboutAsync(community, subjects, through, cancellationToken);

    public Task<IReadOnlyList<Entry>> FindCommandsAsync(IReadOnlyList<Guid> commandIds, CancellationToken cancellationToken) => journal.FindCommandsAsync(commandIds, cancellationToken);

    public Task<IReadOnlyList<(CommunityCode Community, long Head)>> CommunitiesAsync(CancellationToken cancellationToken) => journal.CommunitiesAsync(cancellationToken);
}
