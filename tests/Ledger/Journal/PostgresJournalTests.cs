using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Fixtures;
using Npgsql;

namespace Buurthulp.Tests.Ledger.Journal;

public sealed class PostgresJournalTests(TestDatabase test) : JournalContract, IClassFixture<TestDatabase>, IAsyncLifetime
{
    private Database database = null!;

    public async Task InitializeAsync() => database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);

    public async Task DisposeAsync() => await database.DisposeAsync();

    protected override Task<IJournal> OpenAsync() => Task.FromResult<IJournal>(new PostgresJournal(database.Application));

    [Theory]
    [InlineData("UPDATE journal.mt_events SET data = '{}'")]
    [InlineData("DELETE FROM journal.mt_events")]
    [InlineData("TRUNCATE journal.mt_events")]
    [InlineData("DELETE FROM journal.mt_streams")]
    public async Task The_application_can_neither_change_nor_delete_an_entry(string sql)
    {
        await What_was_appended_is_read_back_whole_and_in_order();

        var refused = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(database.Application, sql));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("UPDATE journal.mt_events SET data = '{}'")]
    [InlineData("DELETE FROM journal.mt_events")]
    [InlineData("TRUNCATE journal.mt_events")]
    [InlineData("DELETE FROM journal.mt_streams")]
    [InlineData("TRUNCATE journal.mt_streams CASCADE")]
    public async Task Even_the_owner_is_refused(string sql)
    {
        await What_was_appended_is_read_back_whole_and_in_order();
        await using var owner = NpgsqlDataSource.Create(test.ConnectionString);

        var refused = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(owner, sql));

        refused.SqlState.ShouldBe("23001");
    }

    [Fact]
    public async Task Rows_stand_as_Marten_writes_them()
    {
        await What_was_appended_is_read_back_whole_and_in_order();

        (await CountAsync("SELECT count(*) FROM journal.mt_events WHERE is_archived IS DISTINCT FROM FALSE OR tenant_id IS DISTINCT FROM '*DEFAULT*' OR correlation_id IS NULL OR user_name IS NULL")).ShouldBe(0);
        (await CountAsync("SELECT count(*) FROM journal.mt_streams s WHERE version <> (SELECT max(version) FROM journal.mt_events WHERE stream_id = s.id) OR is_archived OR id NOT LIKE 'community-%'")).ShouldBe(0);
        (await CountAsync("SELECT count(*) FROM journal.mt_events a JOIN journal.mt_events b USING (stream_id) WHERE a.version < b.version AND a.seq_id > b.seq_id")).ShouldBe(0);
    }

    [Fact]
    public async Task A_conflict_burns_no_sequence_number()
    {
        await Of_many_who_append_at_one_head_exactly_one_succeeds();

        (await CountAsync("SELECT last_value - (SELECT max(seq_id) FROM journal.mt_events) FROM journal.mt_events_sequence")).ShouldBe(0);
    }

    [Fact]
    public async Task The_tables_are_column_by_column_those_that_Marten_makes()
    {
        await using var command = database.Application.CreateCommand("""
            SELECT string_agg(concat_ws(' ', column_name, udt_name, coalesce(character_maximum_length::text, ''), is_nullable, coalesce(column_default, '')), E'\n' ORDER BY ordinal_position)
            FROM information_schema.columns WHERE table_schema = 'journal' AND table_name = 'mt_events'
            """);

        ((string?)await command.ExecuteScalarAsync()).ShouldBe("""
            seq_id int8  NO 
            id uuid  NO 
            stream_id varchar  YES 
            version int8  NO 
            data jsonb  NO 
            bdata bytea  YES 
            type varchar 500 NO 
            timestamp timestamptz  NO 
            tenant_id varchar  YES '*DEFAULT*'::character varying
            mt_dotnet_type varchar  YES 
            correlation_id varchar  YES 
            causation_id varchar  YES 
            headers jsonb  YES 
            user_name varchar  YES 
            is_archived bool  YES false
            """);
        (await CountAsync("""
            SELECT count(*) FROM pg_indexes WHERE schemaname = 'journal' AND indexname IN
                ('pkey_mt_streams_id', 'pkey_mt_events_seq_id', 'idx_mt_events_event_id', 'pk_mt_events_stream_and_version') AND indexdef LIKE 'CREATE UNIQUE%'
            """)).ShouldBe(4);
        (await CountAsync("SELECT count(*) FROM pg_indexes WHERE schemaname = 'journal' AND tablename LIKE 'mt%'")).ShouldBe(4);
        (await CountAsync("SELECT count(*) FROM pg_constraint WHERE conname = 'fkey_mt_events_stream_id' AND confdeltype = 'c'")).ShouldBe(1);
    }

    [Fact]
    public async Task Several_processes_may_set_up_one_database_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var other = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        }));

        (await CountAsync("SELECT count(*) FROM ledger.applied_scripts WHERE schema = 'journal'")).ShouldBe(2);
    }

    [Fact]
    public async Task A_row_that_was_spoiled_by_a_superuser_is_named_by_its_position()
    {
        await What_was_appended_is_read_back_whole_and_in_order();
        await using var owner = NpgsqlDataSource.Create(test.ConnectionString);
        await ExecuteAsync(owner, $$"""
            ALTER TABLE journal.mt_events DISABLE TRIGGER append_only;
            UPDATE journal.mt_events SET data = '{"account":7}' WHERE version = 4 AND stream_id = 'community-{{Community}}';
            ALTER TABLE journal.mt_events ENABLE TRIGGER append_only;
            """);
        var journal = await OpenAsync();

        var unreadable = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in journal.ReadAsync(Community, 1)) continue;
        });

        unreadable.Message.ShouldStartWith("Position 4 of ");
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(test.ConnectionString);
        await using var command = owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
