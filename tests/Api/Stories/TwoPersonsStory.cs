using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Stories;

/// <summary>What needs two persons: a large correction and the close of a period, and every attempt that must fail.</summary>
public sealed class TwoPersonsStory(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Mistake = """{"reason":"mistake"}""";

    [Fact]
    public async Task A_large_correction_waits_for_a_second_person_and_the_statement_shows_both_lines()
    {
        var community = await server.FoundAsync();
        var (nobody, anna, bram, chaima) = await PeopleAsync(community);
        var exchange = (await community.PostAsync("exchanges", Help(Anna, Bram, 900), nobody)).Json.GetProperty("exchangeId").GetString();

        (await community.PostAsync($"exchanges/{exchange}/reverse", Mistake, nobody)).ShouldBeProblem(403, "person-unknown");
        var key = Guid.NewGuid();
        var waiting = (await community.PostAsync($"exchanges/{exchange}/reverse", Mistake, anna, key)).Json;
        waiting.GetProperty("status").GetString().ShouldBe("waiting");
        (await community.PostAsync($"exchanges/{exchange}/reverse", Mistake, anna, key)).Json.ToString().ShouldBe(waiting.ToString());
        (await BalanceAsync(community, Anna)).ShouldBe(900);

        var correction = waiting.GetProperty("correctionId").GetString();
        (await community.PostAsync($"exchanges/{exchange}/reverse", Mistake, bram)).ShouldBeProblem(422, "correction-waiting");
        (await community.PostAsync($"corrections/{correction}/approve", body: null, anna)).ShouldBeProblem(403, "second-person-needed");
        (await community.PostAsync($"corrections/{correction}/approve", body: null, await community.OfficerAsync(Role.Coordinator, Anna))).ShouldBeProblem(403, "second-person-needed");
        (await community.PostAsync($"corrections/{correction}/approve", body: null, nobody)).ShouldBeProblem(403, "person-unknown");
        (await community.PostAsync($"corrections/{correction}/approve", body: null, bram)).Status.ShouldBe(200);
        (await community.PostAsync($"corrections/{correction}/approve", body: null, chaima)).ShouldBeProblem(422, "correction-answered");
        (await community.PostAsync($"exchanges/{exchange}/reverse", Mistake, chaima)).ShouldBeProblem(422, "exchange-not-booked");

        (await BalanceAsync(community, Anna)).ShouldBe(0);
        Lines(await community.GetAsync($"accounts/{Anna}/statement", anna)).ShouldBe(["exchange_booked 900", "exchange_reversed -900"]);
        var row = (await community.GetAsync("corrections", anna)).Json.EnumerateArray().Single();
        row.GetProperty("status").GetString().ShouldBe("approved");
        row.GetProperty("entry").GetInt64().ShouldBe(row.GetProperty("steps")[0].GetProperty("position").GetInt64() - 1);
        row.GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("step")} {(step.TryGetProperty("by", out var by) ? by.GetString() : "-")}")
            .ShouldBe([$"proposed {Anna}", $"approved {Bram}", "reversed -"]);
    }

    [Fact]
    public async Task What_one_person_undid_alone_says_which_entry_it_was()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);
        var help = (await community.PostAsync("exchanges", Help(Anna, Bram, 120), desk)).Json;
        var discount = (await community.PostAsync("discounts", """{"shop":"W01","member":"L0001","purchaseCents":2000,"minutes":60}""", desk)).Json;
        var gift = (await community.PostAsync("gifts", """{"from":"L0001","to":"buurtpot","minutes":10}""", desk)).Json;

        (await community.PostAsync($"exchanges/{help.GetProperty("exchangeId").GetString()}/reverse", Mistake, desk)).Status.ShouldBe(200);
        foreach (var entry in new[] { discount, gift }) (await community.PostAsync("corrections", $$"""{"position":{{entry.GetProperty("position").GetInt64()}},"reason":"mistake"}""", desk)).Status.ShouldBe(200);

        (await community.GetAsync("corrections?status=alone", desk)).Json.EnumerateArray().Select(row => row.GetProperty("entry").GetInt64())
            .ShouldBe(new[] { gift, discount, help }.Select(entry => entry.GetProperty("position").GetInt64()));
    }

    [Fact]
    public async Task A_second_person_may_say_no_and_the_first_may_take_it_back()
    {
        var community = await server.FoundAsync();
        var (nobody, anna, bram, _) = await PeopleAsync(community);
        var position = (await community.PostAsync("exchanges", Help(Anna, Bram, 900), nobody)).Json.GetProperty("position").GetInt64();

        foreach (var answering in new[] { bram, anna })
        {
            var correction = (await community.PostAsync("corrections", $$"""{"position":{{position}},"reason":"mistake"}""", anna)).Json.GetProperty("correctionId").GetString();
            (await community.PostAsync($"corrections/{correction}/refuse", body: null, answering)).Status.ShouldBe(200);
            (await community.PostAsync($"corrections/{correction}/approve", body: null, bram)).ShouldBeProblem(422, "correction-answered");
        }

        (await BalanceAsync(community, Anna)).ShouldBe(900);
        (await community.GetAsync("corrections?status=refused", anna)).Json.GetArrayLength().ShouldBe(2);
        (await community.GetAsync("corrections?status=waiting", anna)).Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_closed_period_stays_as_it_was_and_what_was_wrong_in_it_is_corrected_in_the_open_one()
    {
        var community = await server.FoundAsync();
        var (nobody, anna, bram, chaima) = await PeopleAsync(community);
        var auditor = community.Token(Role.Auditor);
        var exchange = (await community.PostAsync("exchanges", Help(Anna, Bram, 60), nobody)).Json.GetProperty("exchangeId").GetString();
        var before = (await community.GetAsync("trial-balance", auditor)).Json;
        const string through = """{"through":"2026-11-19"}""";

        (await community.PostAsync("periods/close", through, community.Token(Role.Treasurer))).ShouldBeProblem(403, "person-unknown");
        (await community.PostAsync("periods/close", """{"through":"2026-11-20"}""", anna)).ShouldBeProblem(422, "period-not-over");
        var key = Guid.NewGuid();
        var closed = await community.PostAsync("periods/close", through, anna, key);
        closed.Status.ShouldBe(201, closed.Text);
        (closed.Json.GetProperty("size").GetInt64(), closed.Json.GetProperty("root").GetString()).ShouldBe((before.GetProperty("position").GetInt64(), before.GetProperty("root").GetString()));
        (await community.PostAsync("periods/close", through, anna, key)).Text.ShouldBe(closed.Text);

        var period = closed.Json.GetProperty("periodId").GetString();
        (await community.PostAsync($"periods/{period}/sign", body: null, anna)).ShouldBeProblem(403, "second-person-needed");
        (await community.PostAsync($"periods/{period}/sign", body: null, auditor)).ShouldBeProblem(403, "person-unknown");
        (await community.PostAsync($"periods/{period}/sign", body: null, await community.OfficerAsync(Role.Auditor, Bram))).Status.ShouldBe(200);
        (await community.PostAsync($"periods/{period}/sign", body: null, chaima)).ShouldBeProblem(422, "period-signed");
        (await community.PostAsync($"periods/{period}/withdraw", body: null, bram)).ShouldBeProblem(422, "period-signed");

        // Nothing gets into the closed days any more.
        (await community.PostAsync("exchanges", Help(Anna, Bram, 60), nobody)).ShouldBeProblem(422, "period-closed").GetProperty("firstOpenOn").GetString().ShouldBe("2026-11-20");
        (await community.PostAsync("opening-balances", """{"account":"L0001","minutes":60,"on":"2026-11-19"}""", anna)).ShouldBeProblem(422, "period-closed");
        (await community.PostAsync("periods/close", through, anna)).ShouldBeProblem(422, "period-closed-before");

        // The correction is dated today and names what it undoes.
        (await community.PostAsync($"exchanges/{exchange}/reverse", Mistake, nobody)).Json.GetProperty("status").GetString().ShouldBe("done");
        var lines = (await community.GetAsync($"accounts/{Anna}/statement", anna)).Json.GetProperty("lines").EnumerateArray().ToList();
        lines.Select(line => (line.GetProperty("happenedOn").GetString(), line.GetProperty("exchangeId").GetString(), line.GetProperty("amount").GetInt64()))
            .ShouldBe([("2026-11-19", exchange, 60), ("2026-11-20", exchange, -60)]);

        var row = (await community.GetAsync("periods", auditor)).Json.EnumerateArray().Single();
        (row.GetProperty("status").GetString(), row.GetProperty("exchanges").GetInt64(), row.GetProperty("exchangeMinutes").GetInt64(), row.GetProperty("totalMinutes").GetInt64()).ShouldBe(("signed", 1, 60, 0));
        row.GetProperty("signatures").EnumerateArray().Select(step => $"{step.GetProperty("step")} {step.GetProperty("by")}").ShouldBe([$"closed {Anna}", $"signed {Bram}"]);
        (await community.PostAsync("checkpoints", body: null, auditor)).Status.ShouldBe(201);
        (await community.PostAsync("checkpoints", body: null, auditor)).ShouldBeProblem(422, "nothing-to-do");
        (await community.GetAsync("checkpoints", auditor)).Json.GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_close_is_found_while_others_book()
    {
        var community = await server.FoundAsync();
        var (nobody, anna, _, _) = await PeopleAsync(community);
        var booking = Enumerable.Range(0, 40).Select(_ => community.PostAsync("exchanges", Help(Anna, Bram, 1).Replace("2026-11-19", "2026-11-20", StringComparison.Ordinal), nobody)).ToList();

        (await community.PostAsync("periods/close", """{"through":"2026-11-19"}""", anna)).Status.ShouldBe(201);

        (await Task.WhenAll(booking)).ShouldAllBe(answer => answer.Status == 201);
        var close = (await community.GetAsync("periods", anna)).Json[0];
        var position = close.GetProperty("size").GetInt64();
        (await community.GetAsync($"trial-balance?position={position}", anna)).Json.GetProperty("root").GetString().ShouldBe(close.GetProperty("root").GetString());
    }

    private static async Task<(string Nobody, string Anna, string Bram, string Chaima)> PeopleAsync(Neighbourhood community) =>
        (community.Token(Role.Coordinator), await community.OfficerAsync(Role.Treasurer, Anna), await community.OfficerAsync(Role.Coordinator, Bram), await community.OfficerAsync(Role.Treasurer, Chaima));

    private static IEnumerable<string> Lines(Answer statement) =>
        statement.Json.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("type")} {line.GetProperty("amount")}");

    private static async Task<long> BalanceAsync(Neighbourhood community, string account) =>
        (await community.GetAsync($"accounts/{account}", community.Token(Role.Treasurer))).Json.GetProperty("balance").GetInt64();
}
