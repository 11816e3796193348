using Buurthulp.Ledger;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

public sealed class AccessTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Nowhere = "0198e6d4-0000-7000-8000-000000000001";

    /// <summary>contract.md's column "who": each call, and the roles that may make it.</summary>
    public static TheoryData<string, string, string?, string> Calls => new()
    {
        { "POST", "exchanges", Help(Anna, Bram, 60), "member coordinator" },
        { "POST", $"exchanges/{Nowhere}/confirm", null, "member coordinator" },
        { "POST", $"exchanges/{Nowhere}/decline", null, "member coordinator" },
        { "POST", $"exchanges/{Nowhere}/thank", null, "member coordinator" },
        { "POST", $"exchanges/{Nowhere}/reverse", "{\"reason\":\"mistake\"}", "coordinator treasurer" },
        { "POST", "discounts", "{\"shop\":\"W01\",\"member\":\"L0001\",\"purchaseCents\":2000,\"minutes\":60}", "shop coordinator" },
        { "POST", $"discounts/{Nowhere}/cancel", "{\"reason\":\"mistake\"}", "shop coordinator" },
        { "POST", "gifts", "{\"from\":\"L0001\",\"to\":\"buurtpot\",\"minutes\":60}", "member coordinator treasurer" },
        { "POST", "notes/batches", "{\"notes\":4,\"minutesPerNote\":60}", "coordinator treasurer" },
        { "POST", $"notes/batches/{Nowhere}/expire", null, "coordinator treasurer" },
        { "POST", "notes/issue", "{\"from\":\"L0001\",\"serials\":[\"0000013\"]}", "coordinator treasurer" },
        { "POST", "notes/redeem", "{\"to\":\"L0001\",\"notes\":[]}", "member coordinator" },
        { "POST", "notes/redeem", "{\"to\":\"W01\",\"notes\":[]}", "shop coordinator" },
        { "POST", "notes/void", "{\"serials\":[\"0000013\"],\"reason\":\"lost\"}", "coordinator treasurer" },
        { "GET", "notes", null, "coordinator treasurer auditor" },
        { "GET", "notes/0000013", null, "coordinator treasurer auditor" },
        { "GET", $"notes/batches/{Nowhere}/sheet", null, "coordinator treasurer" },
        { "POST", $"requests/{Nowhere}/propose", "{}", "member coordinator" },
        { "POST", $"requests/{Nowhere}/decline", null, "member coordinator" },
        { "POST", $"requests/{Nowhere}/agree", "{}", "member coordinator" },
        { "POST", $"requests/{Nowhere}/hand-back", null, "member coordinator" },
        { "POST", $"requests/{Nowhere}/book", "{\"minutes\":60,\"happenedOn\":\"2026-11-19\"}", "member coordinator" },
        { "POST", $"requests/{Nowhere}/withdraw", null, "member coordinator" },
        { "POST", $"requests/{Nowhere}/dates/2026-11-20/take", "{}", "member coordinator" },
        { "POST", $"requests/{Nowhere}/dates/2026-11-20/give-back", null, "member coordinator" },
        { "POST", $"requests/{Nowhere}/stop", "{}", "coordinator" },
        { "POST", $"requests/{Nowhere}/follow-up", "{\"outcome\":\"well\"}", "coordinator" },
        { "POST", $"requests/{Nowhere}/refer", "{}", "coordinator" },
        { "POST", $"requests/{Nowhere}/expire", null, "coordinator" },
        { "GET", $"requests/{Nowhere}", null, "member coordinator" },
        { "GET", $"requests/{Nowhere}/suggestions", null, "coordinator" },
        { "POST", $"offers/{Nowhere}/withdraw", null, "member coordinator" },
        { "POST", "requests", "{\"category\":\"boodschappen\"}", "member coordinator" },
        { "GET", "requests", null, "member coordinator" },
        { "GET", "followups", null, "coordinator" },
        { "GET", "signals", null, "coordinator" },
        { "POST", "concerns", "{\"words\":\"De gordijnen blijven dicht\"}", "member coordinator" },
        { "GET", "concerns", null, "coordinator" },
        { "GET", $"concerns/{Nowhere}?reason=follow-up", null, "coordinator" },
        { "POST", $"concerns/{Nowhere}/follow-up", "{\"outcome\":\"settled\"}", "coordinator" },
        { "POST", "offers", "{\"category\":\"boodschappen\"}", "member coordinator" },
        { "GET", "offers", null, "member coordinator" },
        { "GET", "accounts", null, "coordinator treasurer auditor" },
        { "GET", "accounts/L0001", null, "member coordinator treasurer auditor" },
        { "GET", "accounts/L0001/statement", null, "member coordinator treasurer auditor" },
        { "GET", "accounts/L0001/exchanges", null, "member coordinator treasurer auditor" },
        { "GET", $"exchanges/{Nowhere}", null, "member shop coordinator treasurer auditor" },
        { "GET", "accounts/W01", null, "shop coordinator treasurer auditor" },
        { "POST", "members", "{\"name\":\"Dirk\"}", "coordinator" },
        { "POST", "invitations", "{}", "coordinator" },
        { "GET", "invitations", null, "coordinator" },
        { "POST", $"invitations/{Nowhere}/revoke", null, "coordinator" },
        { "GET", "joinings", null, "coordinator" },
        { "POST", $"joinings/{Nowhere}/admit", "{}", "coordinator" },
        { "POST", $"joinings/{Nowhere}/decline", null, "coordinator" },
        { "GET", "members/L0001", null, "member coordinator" },
        { "GET", "members/L0001/reads", null, "member coordinator" },
        { "GET", "members/L0001/data", null, "member" },
        { "GET", "members/L0001/reminders", null, "member coordinator" },
        { "POST", "members/L0001/contact", "{\"name\":\"Anna\"}", "member coordinator" },
        { "POST", "members/L0001/pause", null, "member coordinator" },
        { "POST", "members/L0001/resume", null, "member coordinator" },
        { "POST", "members/L0001/reciprocity", "{\"expected\":false}", "coordinator" },
        { "POST", "members/L0001/leave", "{}", "member coordinator" },
        { "POST", "members/L0001/settle", null, "treasurer" },
        { "POST", "members/L0001/erase", null, "member coordinator" },
        { "POST", "members/L0001/roles", "{\"role\":\"coordinator\"}", "coordinator admin" },
        { "POST", "members/L0001/roles", "{\"role\":\"treasurer\"}", "admin" },
        { "POST", "members/L0001/roles/take", "{\"role\":\"coordinator\"}", "coordinator admin" },
        { "POST", "members/L0001/roles/take", "{\"role\":\"treasurer\"}", "admin" },
        { "POST", "members/L0001/proxies", "{\"proxy\":\"L0002\"}", "member coordinator" },
        { "POST", "members/L0001/proxies/L0002/end", null, "member coordinator" },
        { "GET", "agreement", null, "member shop coordinator treasurer auditor admin" },
        { "POST", "agreement", "{\"shortfall\":\"belowZero\",\"shopFloorMinutes\":0,\"giftFloorMinutes\":0,\"proposalDays\":14}", "admin" },
        { "GET", "categories", null, "member shop coordinator treasurer auditor admin" },
        { "POST", "categories", "{\"categories\":[\"tuin\"]}", "coordinator admin" },
        { "GET", "neighbourhoods", null, "member shop coordinator treasurer auditor admin" },
        { "POST", "neighbourhoods", "{\"neighbourhood\":\"Noord\",\"residents\":10}", "coordinator admin" },
        { "GET", "shops", null, "member shop coordinator treasurer auditor admin" },
        { "POST", "shops", "{\"account\":\"W09\",\"name\":\"Korenaar\",\"joinedOn\":\"2026-01-01\",\"terms\":{\"centsPerHour\":500,\"maxSharePercent\":50,\"maxBalanceMinutes\":600}}", "coordinator admin" },
        { "POST", "shops/W01/terms", "{\"centsPerHour\":500,\"maxSharePercent\":50,\"maxBalanceMinutes\":600}", "coordinator admin" },
        { "GET", "organisations", null, "member shop coordinator treasurer auditor admin" },
        { "POST", "organisations", "{\"account\":\"O09\",\"name\":\"Het Huis\",\"joinedOn\":\"2026-01-01\"}", "coordinator admin" },
        { "POST", "activities", "{\"kind\":\"wandeling\",\"heldOn\":\"2026-11-19\"}", "coordinator" },
        { "POST", $"activities/{Nowhere}/attend", "{\"attendees\":[\"L0001\"]}", "coordinator" },
        { "GET", "activities", null, "coordinator" },
        { "GET", "pots", null, "coordinator treasurer auditor" },
        { "POST", "pots", "{\"pot\":\"feestpot\",\"openedOn\":\"2026-01-01\"}", "treasurer admin" },
        { "POST", "settlements", "{\"shop\":\"W01\",\"sponsor\":\"buurtpot\",\"minutes\":60,\"paidCents\":500,\"from\":\"2026-01-01\",\"through\":\"2026-01-31\"}", "treasurer" },
        { "POST", "counter-asks", "{\"code\":\"L0001\",\"purchaseCents\":2000,\"minutes\":60}", "shop" },
        { "GET", $"counter-asks/{Nowhere}", null, "shop" },
        { "POST", $"counter-asks/{Nowhere}/stop", null, "shop" },
        { "GET", "settlements", null, "shop treasurer auditor" },
        { "GET", "institutions", null, "coordinator treasurer auditor" },
        { "POST", "webhooks", "{\"url\":\"https://kassa.voorbeeld.test/\"}", "shop coordinator admin" },
        { "GET", "webhooks", null, "shop coordinator admin" },
        { "GET", $"webhooks/{Nowhere}", null, "shop coordinator admin" },
        { "POST", $"webhooks/{Nowhere}/resume", null, "shop coordinator admin" },
        { "GET", "trial-balance", null, "treasurer auditor" },
        { "GET", "journal", null, "treasurer auditor" },
        { "GET", $"receipts/{Nowhere}", null, "member shop coordinator treasurer auditor" },
        { "POST", "grants", "{\"pot\":\"buurtpot\",\"member\":\"L0001\",\"minutes\":60}", "treasurer" },
        { "POST", "pots/buurtpot/grant-rule", "{\"mostPerMemberMinutes\":60,\"mostPerMonthMinutes\":600}", "treasurer" },
        { "GET", "pots/buurtpot", null, "coordinator treasurer auditor" },
        { "POST", "institutions", "{\"account\":\"L0001\",\"joinedOn\":\"2026-01-01\"}", "treasurer" },
        { "POST", "institutions/L0001/budget", "{\"minutes\":600}", "treasurer" },
        { "POST", "opening-balances", "{\"account\":\"L0001\",\"minutes\":60,\"on\":\"2026-01-01\"}", "treasurer" },
        { "GET", "corrections", null, "coordinator treasurer auditor" },
        { "POST", "corrections", "{\"position\":1,\"reason\":\"mistake\"}", "coordinator treasurer" },
        { "POST", $"corrections/{Nowhere}/approve", null, "coordinator treasurer" },
        { "POST", $"corrections/{Nowhere}/refuse", null, "coordinator treasurer" },
        { "GET", "periods", null, "coordinator treasurer auditor" },
        { "POST", $"periods/{Nowhere}/sign", null, "treasurer coordinator auditor" },
        { "POST", $"periods/{Nowhere}/withdraw", null, "treasurer coordinator auditor" },
        { "GET", "checkpoints", null, "coordinator treasurer auditor" },
        { "POST", "checkpoints", null, "treasurer auditor" },
        { "GET", "members/L0001/reciprocity", null, "member coordinator" },
        { "GET", "indicators.csv?from=2026", null, "coordinator treasurer auditor admin" },
        { "GET", "indicators.json?from=2026", null, "coordinator treasurer auditor admin" },
        { "GET", "goals", null, "coordinator treasurer auditor admin" },
        { "POST", "goals", "{\"goal\":\"reach\",\"name\":\"Reach\",\"measure\":\"participation.reach\",\"target\":0.2}", "coordinator admin" },
        { "POST", "goals/reach/drop", null, "coordinator admin" },
        { "GET", "indicators?from=2026", null, "coordinator treasurer auditor admin" },
        { "GET", "checkpoint", null, "member coordinator shop treasurer auditor admin nobody" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Each_call_is_open_to_the_roles_that_it_names_and_to_no_other(string method, string path, string? body, string allowed)
    {
        var (community, elsewhere) = (await server.FoundAsync(), await server.FoundAsync());
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.System))
        {
            var account = role switch { Role.Member => Anna, Role.Shop => Bakery, _ => null };
            var answer = await SendAsync(community.Token(role, account));
            var isOpen = allowed.Split(' ').Contains(role.ToString().ToLowerInvariant());

            // Open: whatever a rule or the view says then. A member's or shop's view of other accounts is empty rather than closed.
            (answer.Status is 401 or 403 || (answer.Status == 404 && answer.Text.Contains("account-unknown", StringComparison.Ordinal))).ShouldBe(!isOpen, $"{role}: {answer.Text}");
            if (allowed.Contains("nobody", StringComparison.Ordinal)) continue;
            (await SendAsync(elsewhere.Token(role, account))).ShouldBeProblem(403, "forbidden");
        }

        if (allowed.Contains("nobody", StringComparison.Ordinal)) (await SendAsync(token: null)).Status.ShouldBe(200);
        else (await SendAsync(token: null)).ShouldBeProblem(401, "unauthenticated");

        Task<Answer> SendAsync(string? token) => method == "POST" ? community.PostAsync(path, body, token) : community.GetAsync(path, token);
    }

    [Theory]
    [InlineData("bh_")]
    [InlineData("bh_bm90aGluZw")]
    [InlineData("something else")]
    public async Task A_token_that_is_not_ours_opens_nothing(string token)
    {
        var community = await server.FoundAsync();

        var answer = await community.GetAsync("accounts", token);

        answer.ShouldBeProblem(401, "unauthenticated");
        answer.WwwAuthenticate.ShouldBe("Bearer realm=\"buurthulp\", error=\"invalid_token\"");
    }

    [Fact]
    public async Task Without_a_token_the_answer_says_which_kind_is_needed() =>
        (await (await server.FoundAsync()).GetAsync("accounts", token: null)).WwwAuthenticate.ShouldBe("Bearer realm=\"buurthulp\"");

    [Fact]
    public async Task A_member_records_only_help_that_they_were_in()
    {
        var community = await server.FoundAsync();

        (await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Member, Chaima))).ShouldBeProblem(403, "recorder-not-involved");
        (await community.PostAsync("exchanges", Help(Anna, Bram, 60, ",\"channel\":\"phone\""), community.Token(Role.Member, Bram))).ShouldBeProblem(400, "malformed");
        (await community.PostAsync("exchanges", Help(Anna, Bram, 60, ",\"payer\":\"buurtpot\""), community.Token(Role.Member, Bram))).ShouldBeProblem(403, "payer-not-allowed");
        (await community.PostAsync("exchanges", Help(Anna, Bram, 60, ",\"payer\":\"buurtpot\",\"channel\":\"phone\""), community.Token(Role.Coordinator))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task An_exchange_of_others_looks_exactly_like_one_that_never_was()
    {
        var community = await server.FoundAsync();
        var chaima = community.Token(Role.Member, Chaima);
        var theirs = (await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Member, Anna))).Json.GetProperty("exchangeId").GetString()!;
        var never = Guid.NewGuid().ToString();

        foreach (var verb in new[] { "confirm", "decline", "thank" })
        {
            var answer = await community.PostAsync($"exchanges/{theirs}/{verb}", body: null, chaima);
            answer.ShouldBeProblem(404, "exchange-unknown");
            Comparable(answer, theirs).ShouldBe(Comparable(await community.PostAsync($"exchanges/{never}/{verb}", body: null, chaima), never));
        }

        var receipt = await community.GetAsync($"receipts/{theirs}", chaima);
        receipt.ShouldBeProblem(404, "exchange-unknown");
        Comparable(receipt, theirs).ShouldBe(Comparable(await community.GetAsync($"receipts/{never}", chaima), never));

        static string Comparable(Answer answer, string id) => answer.Text.Replace(id, "ID", StringComparison.Ordinal).Replace(answer.Json.GetProperty("traceId").GetString()!, "TRACE", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_helper_does_not_confirm_what_they_wrote_down_themselves()
    {
        var community = await server.FoundAsync();
        var exchange = (await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Member, Anna))).Json.GetProperty("exchangeId").GetString();

        (await community.PostAsync($"exchanges/{exchange}/confirm", body: null, community.Token(Role.Member, Anna))).ShouldBeProblem(403, "other-side-answers");
        (await community.PostAsync($"exchanges/{exchange}/confirm", body: null, community.Token(Role.Member, Bram))).Status.ShouldBe(200);
        (await community.PostAsync($"exchanges/{exchange}/confirm", body: null, community.Token(Role.Member, Bram))).ShouldBeProblem(422, "exchange-not-open").GetProperty("exchangeStatus").GetString().ShouldBe("booked");
    }

    [Fact]
    public async Task A_shop_books_and_undoes_only_its_own_discounts_and_a_member_gives_only_their_own_hours()
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 600), community.Token(Role.Coordinator));
        const string discount = "{\"shop\":\"W01\",\"member\":\"L0001\",\"purchaseCents\":2000,\"minutes\":60}";
        var other = community.Token(Role.Shop, "W02");

        (await community.PostAsync("discounts", discount, other)).ShouldBeProblem(403, "account-not-yours").GetProperty("account").GetString().ShouldBe("W01");
        var id = (await community.PostAsync("discounts", discount, community.Token(Role.Shop, Bakery))).Json.GetProperty("discountId").GetString();
        (await community.PostAsync($"discounts/{id}/cancel", "{\"reason\":\"mistake\"}", other)).ShouldBeProblem(404, "discount-unknown");
        (await community.PostAsync("gifts", "{\"from\":\"L0001\",\"to\":\"buurtpot\",\"minutes\":60}", community.Token(Role.Member, Bram))).ShouldBeProblem(403, "account-not-yours");
    }

    [Theory]
    [InlineData("accounts/L0001")]
    [InlineData("accounts/L0001/statement")]
    [InlineData("accounts/W01")]
    [InlineData("accounts/buurtpot")]
    [InlineData("accounts/L9999")]
    public async Task A_member_sees_no_account_but_their_own(string path)
    {
        var community = await server.FoundAsync();

        (await community.GetAsync(path, community.Token(Role.Member, Bram))).ShouldBeProblem(404, "account-unknown");
    }

    [Fact]
    public async Task Who_left_reads_their_own_and_answers_for_help_from_before_and_nothing_else()
    {
        var community = await server.FoundAsync();
        var chaima = community.Token(Role.Member, Chaima);
        var proposed = (await community.PostAsync("exchanges", Help(Bram, Chaima, 60), community.Token(Role.Member, Bram))).Json.GetProperty("exchangeId").GetString();
        await community.PostAsync("requests", """{"category":"boodschappen","words":"Wie leest dit?"}""", community.Token(Role.Member, Bram));
        (await community.GetAsync("requests", chaima)).Json.GetArrayLength().ShouldBe(1);

        (await community.PostAsync("members/L0003/leave", "{}", chaima)).Status.ShouldBe(200);

        foreach (var path in new[] { "requests", "offers", "activities/planned", "shops" }) (await community.GetAsync(path, chaima)).ShouldBeProblem(403, "forbidden");
        (await community.PostAsync("concerns", """{"words":"Nog iets"}""", chaima)).ShouldBeProblem(403, "forbidden");
        (await community.PostAsync("requests", """{"category":"boodschappen"}""", chaima)).ShouldBeProblem(403, "forbidden");
        foreach (var path in new[] { "members/L0003", "members/L0003/data", "accounts/L0003", "accounts/L0003/statement", "accounts/L0003/exchanges", $"exchanges/{proposed}" }) (await community.GetAsync(path, chaima)).Status.ShouldBe(200, path);
        (await community.PostAsync($"exchanges/{proposed}/confirm", body: null, chaima)).Status.ShouldBe(200);
        (await community.PostAsync("members/L0003/erase", body: null, chaima)).Status.ShouldBe(200);
        (await community.GetAsync("requests", chaima)).ShouldBeProblem(403, "forbidden");
    }
}
