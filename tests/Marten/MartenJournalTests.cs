using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Ledger.Journal;

namespace Buurthulp.MartenTests;

/// <summary>The contract on Marten.</summary>
public sealed class MartenJournalTests(MartenDatabase marten) : JournalContract, IClassFixture<MartenDatabase>
{
    protected override Task<IJournal> OpenAsync() => Task.FromResult<IJournal>(marten.Journal);
}
