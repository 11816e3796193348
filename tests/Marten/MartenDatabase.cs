using Buurthulp.Ledger.Journal;
using Buurthulp.Marten.Journal;
using Buurthulp.Marten.Views;
using Buurthulp.Tests.Fixtures;
using JasperFx.Events.Projections;
using Marten;

namespace Buurthulp.MartenTests;

/// <summary>A database for one test class, prepared for both adapters, with a store on it.</summary>
public sealed class MartenDatabase : IAsyncLifetime
{
    private readonly TestDatabase test = new();
    private Database database = null!;

    public string ConnectionString => test.ConnectionString;

    public Database Database => database;

    public DocumentStore Store { get; private set; } = null!;

    public MartenJournal Journal => new(Store);

    public PostgresJournal Ours => new(database.Application);

    public async Task InitializeAsync()
    {
        await test.InitializeAsync();
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        await LedgerSchema.PrepareAsync(test.ConnectionString, more: null, default);
        Store = DocumentStore.For(options =>
        {
            options.Connection(database.Application);
            options.UseLedger();
            options.Projections.Add(new AccountBalancesProjection(), ProjectionLifecycle.Live);
        });
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await database.DisposeAsync();
        await test.DisposeAsync();
    }
}
