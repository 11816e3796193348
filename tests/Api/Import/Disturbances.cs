using System.Runtime.CompilerServices;
using System.Text;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;

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
internal sealed class FlakyJournal(IJournal journal) : PassedOnJournal(journal)
{
    public int FailingAppends { get; set; }

    public override Task<AppendResult> AppendAsync(CommunityCode community, long expectedHead, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        if (FailingAppends == 0) return base.AppendAsync(community, expectedHead, entries, cancellationToken);
        FailingAppends--;
        throw new JournalUnavailableException("away", new TimeoutException());
    }
}

/// <summary>Somebody else executes a command as soon as the import has read the journal.</summary>
internal sealed class OvertakingJournal(IJournal journal, CommunityWriters writers, LedgerCommand command) : PassedOnJournal(journal)
{
    public override async IAsyncEnumerable<Entry> ReadAsync(CommunityCode community, long from, long limit = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var entry in base.ReadAsync(community, from, limit, cancellationToken)) yield return entry;
        (await writers.ExecuteAsync(community, command, cancellationToken)).ShouldBeOfType<CommandOutcome.Recorded>();
    }
}
