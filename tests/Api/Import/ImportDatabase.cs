using Buurthulp.Api.Hosting;
using Buurthulp.Api.Import;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buurthulp.Tests.Api.Import;

/// <summary>A database with all that an import needs. Each test imports into a community of its own.</summary>
public sealed class ImportDatabase : IAsyncLifetime
{
    private readonly TestDatabase test = new();
    private int communities;

    public Database Database { get; private set; } = null!;

    public IJournal Journal { get; private set; } = null!;

    public CommunityWriters Writers { get; private set; } = null!;

    public PersonVault Vault { get; private set; } = null!;

    public CommunityCode NewCommunity() => new($"c{Interlocked.Increment(ref communities)}");

    public async Task InitializeAsync()
    {
        await test.InitializeAsync();
        Database = await Database.OpenAsync(test.ConnectionString, Installation.Schemas, CancellationToken.None);
        Journal = new PostgresJournal(Database.Application);
        Writers = new CommunityWriters(Journal, snapshots: null, NullLogger<CommunityWriters>.Instance);
        Vault = new PersonVault(Database.Application, FixedTime.Noon);
    }

    public async Task DisposeAsync()
    {
        await Writers.DisposeAsync();
        await Database.DisposeAsync();
        await test.DisposeAsync();
    }

    public Task<Reconciliation> ImportAsync(string folder, CommunityCode community, bool dryRun = false, bool skipBad = false) =>
        new ImportRun(Writers, Journal, Vault, FixedTime.Noon).RunAsync(new ImportOptions(folder, community, DryRun: dryRun, SkipBad: skipBad), CancellationToken.None);

    public async Task<object?> ScalarAsync(string sql, params object[] values)
    {
        await using var command = Database.Application.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        return await command.ExecuteScalarAsync();
    }
}

/// <summary>Noon on 20 November 2026, always. Waiting takes no time.</summary>
internal sealed class FixedTime : TimeProvider
{
    public static readonly FixedTime Noon = new();

    public override DateTimeOffset GetUtcNow() => new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, TimeSpan.Zero, period);
}
