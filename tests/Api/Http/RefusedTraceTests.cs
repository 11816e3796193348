using System.Globalization;
using System.Text.RegularExpressions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Running;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>A refused command leaves no trace but the counter: not in the journal, the views, the vault, the outgoing mail or any other table.</summary>
public sealed partial class RefusedTraceTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Nowhere = "0198e6d4-0000-7000-8000-000000000001";

    /// <summary>One of each kind of place that a call may write to before a rule is asked.</summary>
    private static readonly (string Path, string? Body, string Code)[] Refused =
    [
        ("exchanges", Help(Anna, Bram, 60).Replace("boodschappen", "wandelen", StringComparison.Ordinal), "category-unknown"),
        ("exchanges", Help(Anna, Dirk, 60), "account-closed"),
        ($"exchanges/{Nowhere}/confirm", null, "exchange-unknown"),
        ("discounts", """{"shop":"W01","member":"L0001","purchaseCents":2000,"minutes":60}""", "floor-reached"),
        ("gifts", """{"from":"L0001","to":"buurtpot","minutes":60}""", "floor-reached"),
        ("notes/issue", """{"from":"L0001","serials":["0000013"]}""", "note-unknown"),
        ("requests", """{"member":"L0001","category":"wandelen","words":"Wie loopt er mee?"}""", "category-unknown"),
        ("requests", """{"member":"L0001","category":"wandelen","words":"Wie loopt er mee?","dates":["2026-11-21"]}""", "category-unknown"),
        ($"requests/{Nowhere}/stop", """{"reason":"niet pluis"}""", "request-unknown"),
        ("offers", """{"member":"L0001","category":"wandelen","words":"Ik loop graag mee"}""", "category-unknown"),
        ("concerns", """{"about":"L0099","words":"De gordijnen blijven dicht"}""", "account-unknown"),
        ($"concerns/{Nowhere}/follow-up", """{"outcome":"settled","words":"Gebeld"}""", "concern-unknown"),
        ("members", """{"name":"Eefje","phone":"0612345678","joinedOn":"2027-01-01"}""", "date-in-future"),
        ("organisations", """{"account":"L0001","name":"Het Huis","joinedOn":"2026-01-01"}""", "account-exists"),
        ("shops", """{"account":"W01","name":"Korenaar","joinedOn":"2026-01-01","terms":{"centsPerHour":500,"maxSharePercent":50,"maxBalanceMinutes":600}}""", "account-exists"),
        ($"activities/{Nowhere}/attend", """{"attendees":["L0001"]}""", "activity-unknown"),
        ("corrections", """{"position":1,"reason":"mistake"}""", "entry-not-reversible"),
    ];

    [Fact]
    public async Task A_refused_command_leaves_no_trace_but_the_counter()
    {
        var community = await server.FoundAsync();
        var (desk, treasurer) = (community.Token(Role.Coordinator), community.Token(Role.Treasurer));
        await community.PostAsync("requests", """{"member":"L0001","category":"boodschappen","words":"Brood en melk"}""", desk);
        // All communities of this server: nothing of another may be written meanwhile.
        foreach (var (code, _) in await server.Services.GetRequiredService<IJournal>().CommunitiesAsync(CancellationToken.None))
        {
            await server.Services.GetRequiredService<ViewRunner>().CatchUpAsync(code, CancellationToken.None);
        }

        var (head, before, counted) = (await community.HeadAsync(), await TablesAsync(), await CountedAsync());
        new[] { "journal.mt_events", "mail.outbox", "vault.persons", "vault.request_texts", "vault.intakes", "vault.concerns", "views.requests" }.Except(before.Keys).ShouldBeEmpty("these are looked at");

        foreach (var (path, body, code) in Refused) (await community.PostAsync(path, body, path == "corrections" ? treasurer : desk)).Json.GetProperty("code").GetString().ShouldBe(code, path);
        await community.PostAsync("gifts", """{"from":"L0001","to":"buurtpot","minutes":60}""", community.Token(Role.Member, Anna));

        (await community.HeadAsync()).ShouldBe(head);
        (await TablesAsync()).ShouldBe(before);
        var now = await CountedAsync();
        Refused.Select(one => one.Code).Append("floor-reached").CountBy(code => code).ShouldAllBe(pair => now[pair.Key] - counted.GetValueOrDefault(pair.Key) == pair.Value);
        now.Keys.Except(counted.Keys).Except(Refused.Select(one => one.Code)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_counted_names_no_person_and_no_community()
    {
        var community = await server.FoundAsync();
        await community.PostAsync("gifts", """{"from":"L0001","to":"buurtpot","minutes":60}""", community.Token(Role.Member, Anna));
        using var client = server.Client(token: null);
        using var answer = await client.GetAsync(new Uri("metrics", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        text.ShouldContain("# HELP buurthulp_commands_refused_total Commands to which a rule said no, by the code of the refusal.\n# TYPE buurthulp_commands_refused_total counter\n");
        text.ShouldContain("# TYPE buurthulp_communities_in_memory gauge\n");
        text.ShouldNotContain(community.Code.Value);
        text.ShouldNotContain(Anna);
        text.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith('#')).ShouldAllBe(line => Line().IsMatch(line));
        Counted(text)["floor-reached"].ShouldBePositive();
    }

    /// <summary>All rows of every table, as a number and a digest; and the counters that a burnt number would move.</summary>
    private async Task<SortedDictionary<string, string>> TablesAsync()
    {
        var database = server.Services.GetRequiredService<NpgsqlDataSource>();
        List<string> tables = [];
        await using (var list = database.CreateCommand("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }

        SortedDictionary<string, string> contents = new(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await using var command = database.CreateCommand($"SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t");
            contents[table] = (string)(await command.ExecuteScalarAsync())!;
        }

        return contents;
    }

    private async Task<Dictionary<string, long>> CountedAsync()
    {
        using var client = server.Client(token: null);
        return Counted(await client.GetStringAsync(new Uri("metrics", UriKind.Relative)));
    }

    private static Dictionary<string, long> Counted(string text) =>
        Refusals().Matches(text).ToDictionary(match => match.Groups["code"].Value, match => long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("^buurthulp_commands_refused_total\\{code=\"(?<code>[a-z-]+)\"\\} (?<count>\\d+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Refusals();

    [GeneratedRegex("^[a-z_]+(\\{code=\"[a-z-]+\"\\})? \\d+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
