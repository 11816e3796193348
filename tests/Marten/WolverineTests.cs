using Buurthulp.Api.Hosting;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Marten.Host;
using Buurthulp.Marten.Journal;
using Buurthulp.Projections.Accounts;
using Buurthulp.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;
using static Buurthulp.MartenTests.Exchanges;

namespace Buurthulp.MartenTests;

/// <summary>The server on Marten and Wolverine.</summary>
public sealed class WolverineTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("buurthulp-wolverine").FullName;
    private readonly Exchanges scene = new();
    private Database database = null!;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, Installation.Schemas, default);
        await LedgerSchema.PrepareAsync(test.ConnectionString, LedgerHost.WithDocuments, default);
        await scene.FoundAsync(new PostgresJournal(database.Application));
    }

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Commands_come_as_messages_are_executed_once_and_survive_the_server()
    {
        var commands = Enumerable.Range(0, 40).Select(_ => Help()).ToList();
        await using (var server = await StartAsync())
        {
            await SendAsync(server, [.. commands.Take(20), .. commands.Take(20)]);
            await BookedAsync(20);

            // What is scheduled for later is there after a restart.
            await using var scope = server.Services.CreateAsyncScope();
            foreach (var command in commands.Skip(20)) await scope.ServiceProvider.GetRequiredService<IMessageBus>().ScheduleAsync(CommunityCommand.Of(scene.Community, command), TimeSpan.FromSeconds(5));
        }

        await using var restarted = await StartAsync();
        await BookedAsync(40);

        var (ours, theirs) = (await scene.RootAsync(new PostgresJournal(database.Application)), await scene.RootAsync(restarted.Services.GetRequiredService<IJournal>()));
        restarted.Services.GetRequiredService<IJournal>().ShouldBeOfType<MartenJournal>();
        ours.ShouldBe(theirs);
        await UntilAsync(async () => (await AccountQueries.FindAsync(database.Application, scene.Community, Anna, default))?.Balance == 40);
    }

    [Fact]
    public async Task A_command_that_is_asked_for_answers_with_its_position_or_the_refusal()
    {
        await using var server = await StartAsync();
        await using var scope = server.Services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();

        var booked = await bus.InvokeAsync<CommandAnswer>(CommunityCommand.Of(scene.Community, Help()));
        var refused = await bus.InvokeAsync<CommandAnswer>(CommunityCommand.Of(scene.Community, Help() with { Category = new CategoryCode("onbekend") }));

        booked.Position.ShouldNotBeNull();
        refused.Refusal.ShouldBe("category-unknown");
    }

    [Fact]
    public async Task Looks_go_on_by_themselves_in_one_chain()
    {
        await using (var first = await StartAsync()) await UntilAsync(async () => await CountAsync("SELECT count(*) FROM marten.mt_doc_round") == 1);
        await using var second = await StartAsync();

        await UntilAsync(async () => await CountAsync("SELECT count(*) FROM wolverine.wolverine_incoming_envelopes WHERE status = 'Scheduled' AND message_type LIKE '%LookAround'") == 1);
    }

    private async Task<Server> StartAsync()
    {
        var server = LedgerHost.Build(new WebHostSettings("http://127.0.0.1:0", folder), database, test.ConnectionString);
        await server.StartAsync();
        return new Server(server);
    }

    private async Task SendAsync(Server server, IReadOnlyList<Buurthulp.Ledger.LedgerCommand> commands)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();
        foreach (var command in commands) await bus.PublishAsync(CommunityCommand.Of(scene.Community, command));
    }

    private Task BookedAsync(long minutes) => UntilAsync(async () =>
    {
        await using var writers = Writers(new PostgresJournal(database.Application));
        return await writers.LookAsync(scene.Community, (state, _) => state.Accounts[Anna].Balance, default) == minutes;
    });

    private async Task<long> CountAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(test.ConnectionString);
        await using var command = owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Says goodbye when it ends, so that another node takes over at once.</summary>
    private sealed class Server(WebApplication app) : IAsyncDisposable
    {
        public IServiceProvider Services => app.Services;

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition()) await beat.WaitForNextTickAsync(patience.Token);
    }
}
