using Buurthulp.Ledger.Journal;
using Buurthulp.Marten.Journal;
using Buurthulp.Marten.Views;
using Buurthulp.Projections.Accounts;
using Buurthulp.Tests.Fixtures;
using JasperFx.Events.Projections;
using Marten;
using static Buurthulp.MartenTests.Exchanges;

namespace Buurthulp.MartenTests;

/// <summary>Marten's async daemon on a journal that it did not write.</summary>
public sealed class DaemonTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Exchanges scene = new();
    private Database database = null!;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger, Buurthulp.Projections.Views.Schema], default);
        await LedgerSchema.PrepareAsync(test.ConnectionString, WithProjections, default);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task The_daemon_keeps_an_aggregate_and_our_views_up_to_a_journal_that_the_other_adapter_writes()
    {
        var ours = new PostgresJournal(database.Application);
        await scene.FoundAsync(ours);
        await scene.HelpAsync(ours, times: 100);
        await using var store = DocumentStore.For(options =>
        {
            options.Connection(database.Application);
            options.UseLedger();
            WithProjections(options);
        });

        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        await scene.HelpAsync(ours, times: 7);
        await scene.HelpAsync(new MartenJournal(store), times: 3);
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();

        await using var session = store.LightweightSession();
        (await session.LoadAsync<AccountBalances>(LedgerStore.StreamOf(scene.Community)))!.Of(Anna).ShouldBe(110);
        (await session.Events.FetchLatest<AccountBalances>(LedgerStore.StreamOf(scene.Community)))!.Of(Bram).ShouldBe(-110);
        (await AccountQueries.FindAsync(database.Application, scene.Community, Anna, default))!.Balance.ShouldBe(110);
    }

    private void WithProjections(StoreOptions options)
    {
        options.Projections.Add(new AccountBalancesProjection(), ProjectionLifecycle.Async);
        options.Events.Subscribe(new ViewsSubscription(database.Application));
    }
}
