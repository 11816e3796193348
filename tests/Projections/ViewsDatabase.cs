using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections;
using Buurthulp.Projections.Running;
using Buurthulp.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Buurthulp.Tests.Projections;

/// <summary>A database with journal and views for one test class. Each test uses communities of its own.</summary>
public sealed class ViewsDatabase : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private Database opened = null!;

    public string ConnectionString => database.ConnectionString;

    /// <summary>Connections as the application has them.</summary>
    public NpgsqlDataSource Application => opened.Application;

    public PostgresJournal Journal { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        opened = await Database.OpenAsync(database.ConnectionString, [SchemaScripts.Ledger, SchemaScripts.Journal, Views.Schema], CancellationToken.None);
        Journal = new PostgresJournal(opened.Application);
    }

    public async Task DisposeAsync()
    {
        await opened.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>A runner as another process would have it.</summary>
    public ViewRunner Runner(IJournal? journal = null, int entriesPerBatch = 5_000, ILogger<ViewRunner>? logger = null, TimeProvider? clock = null) =>
        new(Application, journal ?? Journal, logger ?? NullLogger<ViewRunner>.Instance, clock ?? TimeProvider.System)
        {
            EntriesPerBatch = entriesPerBatch,
            PollInterval = TimeSpan.FromMilliseconds(50),
            FirstPause = TimeSpan.FromMilliseconds(10),
        };

    public async Task<TestCommunity> StartCommunityAsync(string code, IJournal? journal = null)
    {
        var community = new TestCommunity(journal ?? Journal, new CommunityCode(code));
        await community.FoundAsync();
        return community;
    }

    /// <summary>Brings the views of a community up to date.</summary>
    public async Task ShowAsync(TestCommunity community)
    {
        using var runner = Runner(community.Journal);
        await runner.CatchUpAsync(community.Code, CancellationToken.None);
    }

    /// <summary>Every row of every view of a community, as text and in a fixed order.</summary>
    public async Task<string> ContentsAsync(CommunityCode community)
    {
        List<string> rows = [];
        foreach (var table in Views.All.SelectMany(view => view.Tables).Append("progress"))
        {
            await using var command = Application.CreateCommand($"SELECT '{table} ' || row_to_json(t)::text FROM views.{table} t WHERE community = $1 ORDER BY row_to_json(t)::text COLLATE \"C\"");
            command.Parameters.Add(new() { Value = community.Value });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        }

        return string.Join('\n', rows);
    }

    /// <summary>Runs SQL as the owner of the database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Application.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
