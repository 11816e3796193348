using Buurthulp.Api.Hosting;
using Buurthulp.Api.Mail;
using Buurthulp.Ledger.Journal;
using Buurthulp.Marten.Journal;
using JasperFx;
using Marten;
using NodaTime;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;
using Wolverine.Postgresql;
using Wolverine.Postgresql.Transport;

namespace Buurthulp.Marten.Host;

/// <summary>The same server as always, with its journal on Marten and its work on Wolverine.</summary>
public static class LedgerHost
{
    /// <summary>Commands are spread over so many queues by their community.</summary>
    private const int Queues = 4;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    /// <summary>What the store holds beside the journal.</summary>
    public static void WithDocuments(StoreOptions options) => options.Schema.For<Round>();

    /// <summary>Builds the server without starting it. The database stays the caller's; Marten and Wolverine get connections of their own. The schema is ready: <see cref="LedgerSchema.PrepareAsync"/> has been there with <see cref="WithDocuments"/>.</summary>
    public static WebApplication Build(WebHostSettings settings, Database database, string connectionString, IClock? clock = null) =>
        WebHost.Build(settings with { RunsOwnWork = false }, database, clock, builder => Add(builder, connectionString));

    private static void Add(WebApplicationBuilder builder, string connectionString)
    {
        builder.Logging.AddFilter("Wolverine", LogLevel.Warning);
        builder.Logging.AddFilter("Marten", LogLevel.Warning);
        builder.Services
            .AddMarten(options =>
            {
                options.Connection(LedgerStore.Source(connectionString));
                options.UseLedger();
                WithDocuments(options);
            })
            .IntegrateWithWolverine(integration =>
            {
                integration.MessageStorageSchemaName = LedgerStore.MessageSchema;
                integration.TransportSchemaName = LedgerStore.MessageSchema;
                integration.AutoCreate = AutoCreate.CreateOrUpdate;
            });
        builder.Services.AddSingleton<IJournal>(services => new MartenJournal(services.GetRequiredService<IDocumentStore>()));
        builder.Services.AddSingleton<MailSender>();
        builder.Services.AddHostedService<FirstLook>();
        builder.UseWolverine(Configure);
    }

    private static void Configure(WolverineOptions options)
    {
        options.ServiceName = "buurthulp";
        options.UseRuntimeCompilation();
        options.Discovery.DisableConventionalDiscovery();
        foreach (var handler in new[] { typeof(CommunityCommandHandler), typeof(LookAroundHandler), typeof(DoWhatIsDueHandler), typeof(SendMailHandler), typeof(TellWebhookHandler) }) options.Discovery.IncludeType(handler);

        options.Policies.UseDurableLocalQueues();
        options.Policies.UseDurableInboxOnAllListeners();
        options.Policies.UseDurableOutboxOnAllSendingEndpoints();
        options.Transports.GetOrCreate<PostgresqlTransport>().AutoProvision = true;
        options.MessagePartitioning.ByMessage<CommunityCommand>(message => message.Community);
        options.MessagePartitioning.PublishToShardedPostgresqlQueues("commands", Queues, static topology => topology.Message<CommunityCommand>());

        options.OnException<TryAgainException>().ScheduleRetryIndefinitely(Pauses);
        // One connection to the mail server at a time, and no two looks at what is due.
        options.LocalQueueFor<SendMail>().Sequential();
        options.LocalQueueFor<DoWhatIsDue>().Sequential();
    }
}
