using Buurthulp.Api.Hosting;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Notices;
using Buurthulp.Api.Scheduled;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Fixtures;
using Buurthulp.Tests.Ledger.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Npgsql;

namespace Buurthulp.Tests.Api.Scheduled;

/// <summary>A database of its own, a clock that a test sets, and as many processes as it wants.</summary>
internal sealed class ScheduleScene : IAsyncDisposable
{
    /// <summary>Noon in Amsterdam, on the day on which the communities are founded and their exchanges happen.</summary>
    public static readonly Instant Founding = Instant.FromUtc(2026, 11, 20, 11, 0);

    private static readonly AccountNumber Anna = new("L0001");
    private static readonly AccountNumber Bram = new("L0002");

    private readonly TestDatabase test;
    private readonly Database database;
    private readonly PostgresJournal journal;
    private readonly ViewRunner views;
    private readonly JoiningMail mail;
    private readonly Dictionary<CommunityCode, CommunityWriters> scribes = [];

    private ScheduleScene(TestDatabase test, Database database)
    {
        (this.test, this.database) = (test, database);
        journal = new PostgresJournal(database.Application);
        views = new ViewRunner(database.Application, journal, NullLogger<ViewRunner>.Instance, TimeProvider.System);
        Writers = AnotherProcess();
        Vault = new PersonVault(database.Application, TimeProvider.System);
        mail = new JoiningMail(new Outbox(database.Application, SystemClock.Instance), new CommunityCards(database.Application, TimeProvider.System), new Uri("https://hulp.example.org"));
        Intake = new MemberIntake(database.Application, TimeProvider.System, mail);
    }

    public StoppedClock Clock { get; } = new(Founding);

    /// <summary>The writers that the scheduled work uses; the scene writes with others.</summary>
    public CommunityWriters Writers { get; }

    public PersonVault Vault { get; }

    public MemberIntake Intake { get; }

    public Reminders Reminders => new(database.Application, TimeProvider.System);

    public Invitations Invitations => new(database.Application);

    public WaitingJoinings Joinings => new(database.Application, TimeProvider.System, mail);

    public static async Task<ScheduleScene> StartAsync()
    {
        var own = new TestDatabase();
        await own.InitializeAsync();
        return new ScheduleScene(own, await Database.OpenAsync(own.ConnectionString, Installation.Schemas, CancellationToken.None));
    }

    /// <summary>A process of its own, perhaps with something that happens before each of its appends.</summary>
    public CommunityWriters AnotherProcess(Func<Task>? beforeAppend = null) =>
        new(beforeAppend is null ? journal : new CountingJournal(journal) { BeforeAppend = beforeAppend }, snapshots: null, NullLogger<CommunityWriters>.Instance);

    public ScheduledWork Work(CommunityWriters? writers = null, int pageSize = 500, NpgsqlDataSource? database = null) =>
        new(database ?? this.database.Application, writers ?? Writers, journal, views, Vault, Intake, Reminders, Clock, NullLogger<ScheduledWork>.Instance) { PageSize = pageSize };

    public async Task<CommunityCode> FoundAsync(string timeZone)
    {
        var community = new CommunityCode($"c{Guid.NewGuid():N}");
        var joined = new LocalDate(2026, 1, 1);
        scribes[community] = AnotherProcess();
        await ExecuteAsync(community, new FoundCommunity(Guid.CreateVersion7(), Actor.Import, Founding, joined, timeZone, new CurrencyCode("uur"), 60, Agreement.Default));
        await ExecuteAsync(community, new AddCategories(Guid.CreateVersion7(), Actor.Import, Founding, [new CategoryCode("boodschappen")]));
        foreach (var member in new[] { Anna, Bram }) await ExecuteAsync(community, new JoinMember(Guid.CreateVersion7(), Actor.Import, Founding, member, Neighbourhood: null, joined));
        return community;
    }

    /// <summary>Anna writes down that she helped Bram for an hour.</summary>
    public async Task<ExchangeId> ProposeAsync(CommunityCode community, Instant at)
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync(community, new RecordExchange(id, Actor.Member(Anna), at, [new Share(Anna, 60)], [new Share(Bram, 60)], new CategoryCode("boodschappen"), new LocalDate(2026, 11, 20), Channel.Web));
        return new ExchangeId(id);
    }

    /// <summary>Executes, and brings the views up to it.</summary>
    public async Task ExecuteAsync(CommunityCode community, LedgerCommand command)
    {
        await RecordAsync(community, command);
        await ShowAsync(community);
    }

    /// <summary>Executes, and leaves the views as they are.</summary>
    public async Task RecordAsync(CommunityCode community, LedgerCommand command) =>
        (await scribes[community].ExecuteAsync(community, command, CancellationToken.None)).ShouldBeOfType<CommandOutcome.Recorded>();

    /// <summary>What the scheduled work would find.</summary>
    public Task<IReadOnlyList<DueThing>> DueAsync() => DueQuery.PageAsync(database.Application, Clock.Now, after: null, limit: 500, CancellationToken.None);

    public Task ShowAsync(CommunityCode community) => views.CatchUpAsync(community, CancellationToken.None);

    public Task<ExchangeStatus> StatusAsync(CommunityCode community, ExchangeId exchange) =>
        scribes[community].LookAsync(community, (state, _) => state.Exchanges[exchange].Status, CancellationToken.None);

    public Task<long> CountAsync(CommunityCode community, string type) => ScalarAsync($"SELECT count(*) FROM journal.mt_events WHERE stream_id = 'community-{community}' AND type = '{type}'");

    public async Task ExecuteAsync(string sql)
    {
        await using var command = database.Application.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> ScalarAsync(string sql)
    {
        await using var command = database.Application.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var scribe in scribes.Values.Append(Writers)) await scribe.DisposeAsync();
        views.Dispose();
        await database.DisposeAsync();
        await test.DisposeAsync();
    }
}
