using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Fixtures;
using NodaTime;
using Npgsql;

namespace Buurthulp.Tests.Ledger.Journal;

/// <summary>
/// A statement is planned once a connection, perhaps while the journal is still empty, and that plan stays until PostgreSQL looks at the tables again, up to minutes later.
/// An import has written a hundred thousand entries by then: no plan may read the whole journal for each thing it looks for.
/// </summary>
public sealed class PreparedPlanTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task What_was_planned_for_an_empty_journal_never_reads_a_whole_one()
    {
        await using var database = await Database.OpenAsync(new NpgsqlConnectionStringBuilder(test.ConnectionString) { MaxPoolSize = 1 }.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        var journal = new PostgresJournal(database.Application);
        var community = new CommunityCode("village");
        for (var i = 0; i < 2; i++)
        {
            (await journal.FindAboutAsync(community, [Guid.CreateVersion7()], through: 9, default)).ShouldBeEmpty();
            (await journal.FindCommandsAsync([Guid.CreateVersion7()], default)).ShouldBeEmpty();
            (await journal.HeadAsync(community, default)).ShouldBe(0);
            (await journal.ReadAsync(community, 1).ToListAsync()).ShouldBeEmpty();
            (await journal.AppendAllAsync([NothingThere("village"), NothingThere("town")], default)).ShouldBe([AppendResult.Conflict, AppendResult.Conflict]);
        }

        var statements = await LinesAsync(database, """
            SELECT format('EXPLAIN EXECUTE %I(%s)', name, (SELECT string_agg('NULL', ', ') FROM unnest(parameter_types))) FROM pg_prepared_statements WHERE statement LIKE '%FROM journal.%'
            """);
        statements.Count.ShouldBe(5);
        foreach (var statement in statements)
        {
            var plan = string.Join('\n', await LinesAsync(database, $"SET plan_cache_mode = force_generic_plan; {statement}"));
            plan.ShouldContain("Index Scan");
            plan.ShouldNotContain("Seq Scan");
            plan.ShouldNotContain("Hash Join");

            // Found one by one by their place, streams are locked in the order asked for: any other order may make two processes wait for each other.
            if (plan.Contains("Update on mt_streams", StringComparison.Ordinal)) plan.ShouldContain("Tid Scan on mt_streams");
        }
    }

    private static JournalAppend NothingThere(string community)
    {
        var left = new MemberLeft(new AccountNumber("L0001"), new LocalDate(2026, 11, 20));
        var id = Guid.CreateVersion7();
        return new JournalAppend(new CommunityCode(community), 1, [new Entry(new CommunityCode(community), 2, id, left, EventJson.Write(left), Instant.FromUtc(2026, 11, 20, 12, 0), "L0001", id, "digest", Leaf: null)]);
    }

    private static async Task<List<string>> LinesAsync(Database database, string sql)
    {
        await using var command = database.Application.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return lines;
    }
}
