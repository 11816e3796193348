using Buurthulp.Api.Hosting;
using Buurthulp.Api.Scheduled;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Fixtures;
using NodaTime;
using Npgsql;

namespace Buurthulp.Tests.Architecture;

/// <summary>Whoever adds a table that knows accounts thinks of erasing and of the download, or a test fails.</summary>
public sealed class PersonalDataTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    /// <summary>A row about L0042 for each table of the vault with an account, and where it stands in the download of one's own data.</summary>
    private static readonly Dictionary<string, (string Row, string InDownload)> Tables = new()
    {
        ["persons"] = ("(community, account, name, email, updated_at) VALUES ('molenwijk', 'L0042', 'Anna', 'anna@voorbeeld.test', now())", "member.person"),
        ["intakes"] = ("(community, command, digest, account, started_at) VALUES ('molenwijk', gen_random_uuid(), 'd', 'L0042', now())", "none: a digest, so that a repeated call is known"),
        ["request_texts"] = ("(community, subject, kind, account, text, written_at) VALUES ('molenwijk', gen_random_uuid(), 'words', 'L0042', 'mijn woorden', now())", "requests and offers"),
        ["invitations"] = ("(community, invitation, joining, digest, code_hash, made_by, made_at, expires_at, account, sponsor) VALUES ('molenwijk', gen_random_uuid(), gen_random_uuid(), 'd', gen_random_uuid()::text, 'coordinator', now(), now(), 'L0042', 'L0042')", "invitations"),
        ["contact_changes"] = ("(community, command, account, digest, parts, changed_by, role, changed_at) VALUES ('molenwijk', gen_random_uuid(), 'L0042', 'd', '{phone}', 'L0042', 'member', now())", "contactChanges"),
        ["mail_wishes"] = ("(community, account, wish, updated_at) VALUES ('molenwijk', 'L0042', 'daily', now())", "none: one choice, on /mijn/berichten"),
        ["reminders"] = ("(community, account, kind, subject, due_on, made_at) VALUES ('molenwijk', 'L0042', 'answerExchange', gen_random_uuid()::text, '2026-11-20', now())", "reminders"),
        ["reads"] = ("(community, account, reader, role, reason, read_at) VALUES ('molenwijk', 'L0042', 'coordinator', 'coordinator', 'phone-call', now())", "reads"),
    };

    /// <summary>Tables that erasing leaves as they are, and why.</summary>
    private static readonly Dictionary<string, string> Kept = new()
    {
        ["reads"] = "who looked at whose data, in numbers and codes: answering for that outlives the data",
    };

    [Fact]
    public async Task Erasing_empties_every_table_of_the_vault_that_knows_an_account()
    {
        await using var database = await Database.OpenAsync(test.ConnectionString, Installation.Schemas, CancellationToken.None);
        await using var owner = NpgsqlDataSource.Create(test.ConnectionString);
        var found = await ListAsync(owner, "SELECT table_name::text FROM information_schema.columns WHERE table_schema = 'vault' AND column_name = 'account'");
        found.Count.ShouldBeGreaterThan(4);
        found.ShouldBe(Tables.Keys, ignoreOrder: true, "say how a row of the new table looks, and how erasing and the download of one's own data deal with it");
        await ExecuteAsync(owner, "DELETE FROM vault.persons");
        foreach (var (table, (row, _)) in Tables) await ExecuteAsync(owner, $"INSERT INTO vault.{table} {row}");
        foreach (var table in found) (await ListAsync(owner, $"SELECT t::text FROM vault.{table} t WHERE t::text LIKE '%L0042%'")).ShouldNotBeEmpty(table);

        await new PersonVault(database.Application, TimeProvider.System).EraseAsync(new CommunityCode("molenwijk"), new AccountNumber("L0042"), CancellationToken.None);

        foreach (var table in found.Except(Kept.Keys).Except(["persons"])) (await ListAsync(owner, $"SELECT t::text FROM vault.{table} t WHERE t::text LIKE '%L0042%'")).ShouldBeEmpty(table);
        (await ListAsync(owner, "SELECT key FROM vault.persons p, jsonb_each(to_jsonb(p)) WHERE value <> 'null' ORDER BY key")).ShouldBe(["account", "community", "erased_at", "updated_at"]);
    }

    /// <summary>Whatever was written about somebody after they were erased, or while they were, is found by the next look at what is due.</summary>
    [Fact]
    public async Task The_sweep_finds_a_row_that_was_left_in_any_of_them()
    {
        await using var database = await Database.OpenAsync(test.ConnectionString, Installation.Schemas, CancellationToken.None);
        await using var owner = NpgsqlDataSource.Create(test.ConnectionString);
        await ExecuteAsync(owner, "INSERT INTO views.scheduled_communities (community, time_zone, proposal_days, request_days) VALUES ('molenwijk', 'Europe/Amsterdam', 14, 60) ON CONFLICT DO NOTHING");
        await ExecuteAsync(owner, "INSERT INTO views.members (community, account, joined_on, reciprocity_expected, gave_minutes, received_minutes, exchanges, thanks_given, position, erased) VALUES ('molenwijk', 'L0042', '2026-01-01', TRUE, 0, 0, 0, 0, 1, TRUE) ON CONFLICT DO NOTHING");
        var vault = new PersonVault(database.Application, TimeProvider.System);
        foreach (var (table, (row, _)) in Tables)
        {
            await vault.EraseAsync(new CommunityCode("molenwijk"), new AccountNumber("L0042"), CancellationToken.None);
            (await DueAsync()).ShouldBeEmpty(table);
            await ExecuteAsync(owner, $"DELETE FROM vault.{(table == "persons" ? table : "persons WHERE FALSE")}");
            await ExecuteAsync(owner, $"INSERT INTO vault.{table} {row}");
            (await DueAsync()).Count.ShouldBe(Kept.ContainsKey(table) ? 0 : 1, table);
        }

        async Task<IReadOnlyList<DueThing>> DueAsync() =>
            [.. (await DueQuery.PageAsync(database.Application, SystemClock.Instance.GetCurrentInstant(), after: null, limit: 100, CancellationToken.None)).Where(thing => thing.Kind == DueKind.EmptyVault)];
    }

    [Fact]
    public async Task A_correction_that_comes_just_after_the_erasure_brings_nobody_back()
    {
        await using var database = await Database.OpenAsync(test.ConnectionString, Installation.Schemas, CancellationToken.None);
        var (vault, community, anna) = (new PersonVault(database.Application, TimeProvider.System), new CommunityCode("elders"), new AccountNumber("L0001"));
        await vault.EraseAsync(community, anna, CancellationToken.None);

        var correction = new ContactCorrection("Anna", Street: null, "anna@voorbeeld.test", Phone: null, BirthYear: null, Languages: null);
        (await new ContactChanges(database.Application, TimeProvider.System).CorrectAsync(community, Guid.CreateVersion7(), anna, correction, "digest", Actor.Member(anna), CancellationToken.None)).ShouldBeTrue();

        (await vault.FindAsync(community, anna, CancellationToken.None)).ShouldBeNull();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> ListAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
