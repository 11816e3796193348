using Buurthulp.Ledger.Journal;
using Buurthulp.Marten.Journal;
using Buurthulp.Tests.Fixtures;
using Marten;

namespace Buurthulp.MartenTests;

/// <summary>Opens Marten's adapter on the databases of tests that were written for the other one.</summary>
public sealed class MartenStores : IAsyncDisposable
{
    private readonly List<DocumentStore> opened = [];

    public async Task<IJournal> OpenAsync(TestDatabase test, Database database)
    {
        await LedgerSchema.PrepareAsync(test.ConnectionString, more: null, default);
        var store = DocumentStore.For(options =>
        {
            options.Connection(database.Application);
            options.UseLedger();
        });
        opened.Add(store);
        return new MartenJournal(store);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in opened) await store.DisposeAsync();
    }
}
