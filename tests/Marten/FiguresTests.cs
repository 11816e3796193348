using System.Diagnostics;
using System.Globalization;
using Buurthulp.Api.Hosting;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Marten.Journal;
using Buurthulp.Projections.Running;
using Buurthulp.Tests.Fixtures;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Buurthulp.MartenTests;

/// <summary>What both adapters do in one run, and how fast. BUURTHULP_MARTEN_FIGURES sets the number of exchanges a round; 20,000 gives figures worth telling.</summary>
public sealed class FiguresTests(TestDatabase test, ITestOutputHelper output) : IClassFixture<TestDatabase>
{
    private const int Callers = 256;
    private const int Rounds = 3;

    [Fact]
    public async Task Both_adapters_append_through_the_writer_and_rebuild_the_views_to_the_same()
    {
        var exchanges = int.Parse(Environment.GetEnvironmentVariable("BUURTHULP_MARTEN_FIGURES") ?? "500", CultureInfo.InvariantCulture);
        await using var database = await Database.OpenAsync(test.ConnectionString, Installation.Schemas, default);
        await LedgerSchema.PrepareAsync(test.ConnectionString, more: null, default);
        await using var store = DocumentStore.For(options =>
        {
            options.Connection(database.Application);
            options.UseLedger();
        });
        (string Name, IJournal Journal)[] adapters = [("Npgsql", new PostgresJournal(database.Application)), ("Marten", new MartenJournal(store))];
        var scene = new Exchanges();
        await scene.FoundAsync(adapters[0].Journal);

        foreach (var round in Enumerable.Range(0, Rounds + 1))
        {
            foreach (var (name, journal) in adapters)
            {
                var rate = await AppendAsync(scene, journal, exchanges);
                output.WriteLine($"append {name}, round {round}{(round == 0 ? " (warms up)" : "")}: {rate:0} exchanges/s");
            }
        }

        var head = await adapters[0].Journal.HeadAsync(scene.Community, default);
        List<long> balances = [];
        foreach (var (name, journal) in adapters)
        {
            using var runner = new ViewRunner(database.Application, journal, NullLogger<ViewRunner>.Instance, TimeProvider.System);
            for (var round = 0; round < 2; round++)
            {
                var started = Stopwatch.GetTimestamp();
                await runner.RebuildAsync(scene.Community, view: null, progress: null, default);
                output.WriteLine($"rebuild {name}, all views{(round == 0 ? " (warms up)" : "")}: {head / Stopwatch.GetElapsedTime(started).TotalSeconds:0} entries/s");
            }

            balances.Add((await Projections.Accounts.AccountQueries.FindAsync(database.Application, scene.Community, Exchanges.Anna, default))!.Balance);
        }

        balances.ShouldBe([2 * (Rounds + 1) * exchanges, 2 * (Rounds + 1) * exchanges]);
        (await scene.RootAsync(adapters[0].Journal)).ShouldBe(await scene.RootAsync(adapters[1].Journal));
    }

    private static async Task<double> AppendAsync(Exchanges scene, IJournal journal, int exchanges)
    {
        await using var writers = Exchanges.Writers(journal);
        await writers.LookAsync(scene.Community, (state, _) => state.Position, default);
        var left = exchanges;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0) (await writers.ExecuteAsync(scene.Community, Exchanges.Help(), default)).ShouldBeOfType<CommandOutcome.Recorded>();
        }));
        return exchanges / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
