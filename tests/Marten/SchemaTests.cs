using Buurthulp.Ledger.Journal;
using Buurthulp.Marten.Journal;
using Buurthulp.Tests.Fixtures;
using Marten;
using Npgsql;

namespace Buurthulp.MartenTests;

/// <summary>Marten beside our tables.</summary>
public sealed class SchemaTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    // Columns, constraints, indexes, triggers and rights: whatever somebody could have changed about the journal's tables.
    private const string Ours = """
        SELECT string_agg(line, E'\n' ORDER BY line) FROM (
            SELECT concat_ws(' ', 'column', table_name, ordinal_position, column_name, udt_name, character_maximum_length, is_nullable, column_default) AS line
            FROM information_schema.columns WHERE table_schema = 'journal' AND table_name IN ('mt_events', 'mt_streams')
            UNION ALL SELECT concat_ws(' ', 'constraint', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid IN ('journal.mt_events'::regclass, 'journal.mt_streams'::regclass)
            UNION ALL SELECT concat_ws(' ', 'index', indexdef) FROM pg_indexes WHERE schemaname = 'journal' AND tablename IN ('mt_events', 'mt_streams')
            UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(oid)) FROM pg_trigger WHERE tgrelid IN ('journal.mt_events'::regclass, 'journal.mt_streams'::regclass)
            UNION ALL SELECT concat_ws(' ', 'rights', oid::regclass, relacl) FROM pg_class WHERE oid IN ('journal.mt_events'::regclass, 'journal.mt_streams'::regclass)
            UNION ALL SELECT concat_ws(' ', 'sequence', s.*) FROM pg_sequences s WHERE schemaname = 'journal'
        ) AS lines
        """;

    [Fact]
    public async Task Marten_adds_what_it_needs_and_changes_nothing_of_the_journals_tables()
    {
        await using var database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        var before = await TextAsync(Ours);

        await LedgerSchema.PrepareAsync(test.ConnectionString, more: null, default);
        await LedgerSchema.PrepareAsync(test.ConnectionString, more: null, default);

        before.ShouldContain("idx_mt_events_event_id");
        (await TextAsync(Ours)).ShouldBe(before);
        (await TextAsync("SELECT string_agg(proname, ' ') FROM pg_proc WHERE pronamespace = 'journal'::regnamespace")).ShouldContain("mt_quick_append_events");
        await using var store = DocumentStore.For(options =>
        {
            options.Connection(test.ConnectionString);
            options.UseLedger();
        });
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task A_store_that_wants_the_journals_tables_otherwise_is_refused_before_anything_is_changed()
    {
        await using var database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        var before = await TextAsync(Ours);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => LedgerSchema.PrepareAsync(test.ConnectionString, options => options.Events.MetadataConfig.UserNameEnabled = false, default));

        refused.Message.ShouldContain("mt_events");
        (await TextAsync(Ours)).ShouldBe(before);
    }

    private async Task<string> TextAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(test.ConnectionString);
        await using var command = owner.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
