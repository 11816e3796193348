using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Fixtures;
using Buurthulp.Tests.Ledger.Writing;

namespace Buurthulp.MartenTests;

/// <summary>Races and repetitions of two processes that both use Marten.</summary>
public sealed class MartenWriterTests(TestDatabase test) : CommunityWriterTests(test)
{
    private readonly MartenStores stores = new();
    private readonly TestDatabase own = test;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await stores.DisposeAsync();
    }

    protected override Task<IJournal> OpenAsync(Database database) => stores.OpenAsync(own, database);
}

/// <summary>The same, of which one process uses Marten and the other does not.</summary>
public sealed class MixedWriterTests(TestDatabase test) : CommunityWriterTests(test)
{
    private readonly MartenStores stores = new();
    private readonly TestDatabase own = test;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await stores.DisposeAsync();
    }

    protected override Task<IJournal> OpenOtherAsync(Database database) => stores.OpenAsync(own, database);
}

/// <summary>Connections that break, on Marten.</summary>
public sealed class MartenFailureTests(TestDatabase test) : DatabaseFailureTests(test)
{
    private readonly MartenStores stores = new();
    private readonly TestDatabase own = test;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await stores.DisposeAsync();
    }

    protected override Task<IJournal> OpenAsync(Database database) => stores.OpenAsync(own, database);
}

/// <summary>Commands that are decided while Marten writes others, and that another process without Marten is faster with.</summary>
public sealed class MartenDecidingAheadTests(TestDatabase test) : DecidingAheadTests(test)
{
    private readonly MartenStores stores = new();
    private readonly TestDatabase own = test;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await stores.DisposeAsync();
    }

    protected override Task<IJournal> OpenAsync(Database database) => stores.OpenAsync(own, database);

    protected override Task<IJournal> OpenOtherAsync(Database database) => Task.FromResult<IJournal>(new PostgresJournal(database.Application));
}
