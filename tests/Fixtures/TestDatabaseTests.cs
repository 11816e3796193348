using Npgsql;

namespace Buurthulp.Tests.Fixtures;

public sealed class TestDatabaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_test_class_gets_an_empty_database_that_keeps_what_it_commits()
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        (await ScalarAsync(source, "select count(*) from pg_tables where schemaname = 'public'")).ShouldBe(0L);
        (await ScalarAsync(source, "select current_setting('fsync') || current_setting('synchronous_commit')")).ShouldBe("onon");
        (await ScalarAsync(source, "show server_encoding")).ShouldBe("UTF8");
        (await ScalarAsync(source, "select 'a' > 'B' collate \"default\"")).ShouldBe(true, "texts are ordered by their bytes, the same on every machine");
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
