using Buurthulp.Api.Books;
using Buurthulp.Api.Counter;
using Buurthulp.Api.Export;
using Buurthulp.Api.Feeds;
using Buurthulp.Api.Http;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Events;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Http.Journal;
using Buurthulp.Api.Http.Members;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Identity;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Factors;
using Buurthulp.Api.Import;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Metrics;
using Buurthulp.Api.Notes;
using Buurthulp.Api.Notices;
using Buurthulp.Api.Proof;
using Buurthulp.Api.Scheduled;
using Buurthulp.Api.Tokens;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web;
using Buurthulp.Api.Web.Figures;
using Buurthulp.Api.Webhooks;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Running;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Buurthulp.Api.Hosting;

/// <summary>How the web server runs.</summary>
/// <param name="Address">Where it listens, as in <c>http://127.0.0.1:5080</c>; port 0 takes a free one.</param>
/// <param name="DataFolder">Holds the keys of tokens.</param>
/// <param name="LimitsWrites">False only for measurements: then no token is ever told to wait.</param>
/// <param name="HeartbeatSeconds">How long a stream of events is silent at most; proxies close one that is silent for a minute.</param>
public sealed record WebHostSettings(string Address, string DataFolder, bool LimitsWrites = true, int HeartbeatSeconds = 15)
{
    /// <summary>The address that people type and that links in mails begin with, without a slash at the end. Never taken from a request.</summary>
    public Uri PublicAddress { get; init; } = new(Address);

    /// <summary>BUURTHULP_SMTP; null when mail goes to the data folder.</summary>
    public Uri? Smtp { get; init; }

    /// <summary>False when somebody else sees to it that mail and webhooks are sent and that what falls due is done.</summary>
    public bool RunsOwnWork { get; init; } = true;

    /// <summary>Only for tests: webhooks may lead to this machine too, also by http.</summary>
    public bool WebhooksToLoopback { get; init; }
}

/// <summary>The web part of the program: which services there are, and what a request passes through before it reaches its endpoint.</summary>
public static class WebHost
{
    /// <summary>Builds the server without starting it. The database stays the caller's: it must outlive the server.</summary>
    /// <param name="settings">How it runs.</param>
    /// <param name="database">Journal, views and vault.</param>
    /// <param name="clock">Null: the machine's.</param>
    /// <param name="more">What another program adds, or puts in the place of ours: for instance another adapter of the journal.</param>
    public static WebApplication Build(WebHostSettings settings, Database database, IClock? clock = null, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebHost).Assembly.GetName().Name,
            // The framework would look for settings in the folder in which the program is started, and watch it with all that is in it: started above the data folder,
            // each write of the database would be told to this process.
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls(settings.Address).ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = BodyLimit.MostBytes;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // Who is turned away has an answer; the framework would say it in the log as well, a line each time.
        builder.Logging.AddFilter("Buurthulp.Api.Identity.Access", LogLevel.Warning);
        builder.Logging.AddFilter("Buurthulp.Api.Http.Access", LogLevel.Warning);
        // It warns of headers that it makes stricter, on every page with a form.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        // The keys stand unencrypted in a folder of the operator's own, as docs say; the warning about it would come at every start.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        AddLedger(builder.Services, database, clock ?? NodaTime.SystemClock.Instance);
        AddWeb(builder.Services, settings);
        if (settings.RunsOwnWork) AddOwnWork(builder.Services);
        more?.Invoke(builder);

        var app = builder.Build();
        app.Services.GetRequiredService<BearerTokens>().MakeKeys();
        Use(app, settings);
        return app;
    }

    private static void AddLedger(IServiceCollection services, Database database, IClock clock)
    {
        services.AddSingleton(clock);
        // Instances that the container did not make it does not dispose either.
        services.AddSingleton(database.Application);
        services.AddSingleton<IJournal>(new PostgresJournal(database.Application));
        services.AddSingleton(new SnapshotStore(database.Application));
        services.AddCountingWriters();
        services.AddSingleton<JournalTrees>();
        services.AddSingleton<Receipts>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ViewRunner>();
        services.AddHostedService<BackgroundWork>();
        services.AddSingleton<IndicatorQueries>();
        services.AddSingleton<YearArchive>();
        services.AddSingleton<PublishedReports>();
        services.AddSingleton<LatelyFigures>();
        services.AddSingleton<KnownOn>();
        services.AddSingleton<GoalNames>();
        services.AddSingleton<PersonVault>();
        services.AddSingleton<CommunityCards>();
        services.AddSingleton<PersonNames>();
        services.AddSingleton<MemberIntake>();
        services.AddSingleton<ReadLog>();
        services.AddSingleton<ReadAudit>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<WaitingJoinings>();
        services.AddSingleton<Joinings>();
        services.AddSingleton<ContactChanges>();
        services.AddSingleton<OwnRecords>();
        services.AddSingleton<Reminders>();
        services.AddSingleton<RequestWords>();
        services.AddSingleton<ScheduledWork>();
        services.AddSingleton<CommunityFeeds>();
        services.AddSingleton<ImportTable>();
        services.AddSingleton<CommunityExport>();
        services.AddSingleton<ImportHost>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportHost>());
    }

    private static void AddOwnWork(IServiceCollection services)
    {
        services.AddEveryMinute(atStart: true, provider => [new MinuteWork("Scheduled work", provider.GetRequiredService<ScheduledWork>().RunOnceAsync)]);
        services.AddHostedService<MailSender>();
        services.AddHostedService<WebhookHost>();
    }

    private static void AddWeb(IServiceCollection services, WebHostSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<EventStream>();
        services.AddWebhooks(settings);
        services.AddTokenKeys(settings.DataFolder);
        services.AddMail(settings.Smtp, settings.DataFolder, settings.PublicAddress);
        services.AddSingleton<BearerTokens>();
        services.AddSingleton(new NoteCodes(NoteKey.In(settings.DataFolder)));
        services.AddSingleton<WrongCodes>();
        services.AddSingleton(new ImportFolder(settings.DataFolder));
        services.AddSingleton(new InvitationCodes(SecretFile.In(settings.DataFolder, "invitations.key")));
        services.AddSignIn(settings);
        services.AddCounter(settings);
        services.AddNotices(settings);
        services.AddProof(settings);
        services.AddAuthentication(SignedIn.SchemeName).AddWaysIn();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, AllowedRolesHandler>();
        services.AddRateLimiter(WriteLimit.Configure);
        services.AddExceptionHandler<ProblemOnException>();
        services.ConfigureHttpJsonOptions(json => RequestJson.Configured(json.SerializerOptions));
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.AddPages();
    }

    private static void Use(WebApplication app, WebHostSettings settings)
    {
        app.UseForwardedHeaders();
        if (settings.PublicAddress.Scheme == Uri.UriSchemeHttps) app.UseHsts();
        KeptForm.Use(app);
        app.UseErrorAnswers();
        app.Use(static (context, next) =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        app.UsePageHeaders();
        app.UseSmallFigurePages();
        app.UseAuthentication();
        app.UseCommunityLanguages();
        if (settings.LimitsWrites) app.UseRateLimiter();
        app.UseAuthorization();
        app.MapOpenApi().AllowAnonymous();
        app.MapApi();
        app.MapMetrics();
        app.MapPasskeys();
        app.MapCounter();
        app.MapPages();
    }
}
