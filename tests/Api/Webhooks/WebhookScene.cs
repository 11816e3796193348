using Buurthulp.Api.Hosting;
using Buurthulp.Api.Webhooks;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Fixtures;
using Buurthulp.Tests.Ledger.Writing;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;

namespace Buurthulp.Tests.Api.Webhooks;

/// <summary>A neighbourhood on a database, a partner's system, a clock that a test sets, and as many processes as it wants.</summary>
internal sealed class WebhookScene : IAsyncDisposable
{
    public const string Secret = "whs_test";

    private readonly TestDatabase test;
    private readonly Database database;
    private readonly CommunityWriters writers;
    private readonly WebhookSecrets secrets = new(new EphemeralDataProtectionProvider());
    private readonly List<WebhookSender> senders = [];

    private WebhookScene(TestDatabase test, Database database, Receiver receiver)
    {
        (this.test, this.database, Receiver) = (test, database, receiver);
        Journal = new PostgresJournal(database.Application);
        writers = WriterScene.Writers(Journal);
        Table = new WebhookTable(database.Application);
    }

    public WriterScene Neighbourhood { get; } = new();

    public CommunityCode Community => Neighbourhood.Community;

    public StoppedClock Clock { get; } = new(WriterScene.Noon);

    public Receiver Receiver { get; }

    public WebhookTable Table { get; }

    public PostgresJournal Journal { get; }

    public static async Task<WebhookScene> StartAsync()
    {
        var own = new TestDatabase();
        await own.InitializeAsync();
        var scene = new WebhookScene(own, await Database.OpenAsync(own.ConnectionString, Installation.Schemas, CancellationToken.None), await Receiver.StartAsync());
        await scene.Neighbourhood.FoundAsync(scene.writers);
        return scene;
    }

    /// <summary>What one process sends with; with <paramref name="secrets"/> of its own it has other keys.</summary>
    public WebhookDeliveries Process(bool allowsLoopback = true, TimeSpan? longestWait = null, WebhookSecrets? secrets = null)
    {
        var sender = new WebhookSender(new WebhookTargets(allowsLoopback), secrets ?? this.secrets, Clock) { LongestWait = longestWait ?? TimeSpan.FromSeconds(30) };
        senders.Add(sender);
        return new WebhookDeliveries(database.Application, Journal, Table, sender, Clock);
    }

    public Task<long> HeadAsync() => Journal.HeadAsync(Community, CancellationToken.None);

    /// <summary>A webhook that begins at the journal's head.</summary>
    public async Task<Guid> AddAsync(AccountNumber? account = null, Uri? url = null)
    {
        var head = await HeadAsync();
        var webhook = new Webhook(Community, Guid.NewGuid(), url ?? Receiver.Url, account, head, WebhookState.StartingAfter(head, Clock.Now));
        (await Table.AddAsync(webhook, secrets.Protect(Secret), "coordinator", Clock.Now, CancellationToken.None)).ShouldBeTrue();
        return webhook.Id;
    }

    /// <summary>Books help from Anna to Bram so often; the positions.</summary>
    public async Task<IReadOnlyList<long>> BookAsync(int times)
    {
        List<long> positions = [];
        for (var i = 0; i < times; i++)
        {
            var outcome = await writers.ExecuteAsync(Community, WriterScene.Help(Guid.NewGuid(), WriterScene.Anna, WriterScene.Bram), CancellationToken.None);
            positions.Add(outcome.ShouldBeOfType<CommandOutcome.Recorded>().Position);
        }

        return positions;
    }

    public async Task<long> DiscountAsync() =>
        (await writers.ExecuteAsync(Community, WriterScene.Discount(WriterScene.Anna, 30), CancellationToken.None)).ShouldBeOfType<CommandOutcome.Recorded>().Position;

    public async Task<WebhookState> StateAsync(Guid webhook) => (await Table.FindAsync(Community, webhook, CancellationToken.None)).ShouldNotBeNull().Webhook.State;

    public void Wait(Duration time) => Clock.Now += time;

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in senders) sender.Dispose();
        await Receiver.DisposeAsync();
        await writers.DisposeAsync();
        await database.DisposeAsync();
        await test.DisposeAsync();
    }
}
