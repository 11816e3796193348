using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Stories;

/// <summary>The mixed model: the council commissions a cleaning day, and what it issued is spent at a shop.</summary>
public sealed class CleaningDayStory(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly string[] Cleaners = [Anna, Bram, .. Enumerable.Range(11, 10).Select(number => $"L00{number}")];

    [Fact]
    public async Task The_council_pays_twelve_people_for_a_cleaning_day_and_they_spend_their_hours_at_the_bakery()
    {
        var community = await server.FoundAsync();
        foreach (var cleaner in Cleaners.Skip(2)) await community.JoinAsync(cleaner);
        var (treasurer, desk, auditor) = (community.Token(Role.Treasurer), community.Token(Role.Coordinator), community.Token(Role.Auditor));

        // The council joins with a budget of thirty hours a month.
        (await community.PostAsync("institutions", """{"account":"gemeente","joinedOn":"2026-01-01"}""", treasurer)).Status.ShouldBe(201);
        (await community.PostAsync("institutions/gemeente/budget", """{"minutes":1800,"per":"month"}""", treasurer)).Status.ShouldBe(200);

        // Twelve neighbours clean the square for two hours each; the neighbourhood, here Chaima's street, receives, and the council pays.
        (await community.PostAsync("exchanges", Cleaning(minutes: 120, "gemeente"), desk)).Status.ShouldBe(201);
        foreach (var cleaner in Cleaners) (await BalanceAsync(cleaner)).ShouldBe(120);
        (await BalanceAsync(Chaima)).ShouldBe(0);
        (await BalanceAsync("gemeente")).ShouldBe(-1440);
        var council = (await community.GetAsync("institutions/gemeente", treasurer)).Json;
        (council.GetProperty("budgetMinutes").GetInt64(), council.GetProperty("availableMinutes").GetInt64()).ShouldBe((1800, 360));

        // Chaima's statement shows the help, though it cost her nothing.
        var line = (await community.GetAsync($"accounts/{Chaima}/statement", community.Token(Role.Member, Chaima))).Json.GetProperty("lines")[0];
        (line.GetProperty("amount").GetInt64(), line.GetProperty("paidByPot").GetInt64()).ShouldBe((0, 1440));

        // A second day goes beyond the budget: the council can't pay it, but the help is booked all the same.
        var refused = (await community.PostAsync("exchanges", Cleaning(minutes: 60, "gemeente"), desk)).ShouldBeProblem(422, "budget-exceeded");
        (refused.GetProperty("minutes").GetInt64(), refused.GetProperty("availableMinutes").GetInt64()).ShouldBe((720, 360));
        (await community.PostAsync("exchanges", Cleaning(minutes: 60, payer: null), desk)).Status.ShouldBe(201);
        (await BalanceAsync(Chaima)).ShouldBe(-720);

        // Anna spends an hour at the bakery.
        var bakery = community.Token(Role.Shop, Bakery);
        (await community.PostAsync("discounts", """{"shop":"W01","member":"L0001","purchaseCents":2000,"minutes":60}""", bakery)).Json.GetProperty("discountCents").GetInt64().ShouldBe(500);
        (await BalanceAsync(Anna)).ShouldBe(120);
        (await BalanceAsync(Bakery)).ShouldBe(60);
        (await community.GetAsync("trial-balance", auditor)).Json.GetProperty("total").GetInt64().ShouldBe(0);

        async Task<long> BalanceAsync(string account) => (await community.GetAsync($"accounts/{account}", treasurer)).Json.GetProperty("balance").GetInt64();
    }

    [Fact]
    public async Task Where_the_pot_pays_what_somebody_is_short_their_statement_says_so()
    {
        var community = await server.FoundAsync();
        await community.ExecuteAsync(new ChangeAgreement(Guid.NewGuid(), Actor.Import, ApiServer.Noon, Agreement.Default with { Shortfall = ShortfallPolicy.PotPays, ShortfallPot = new AccountNumber("buurtpot") }));
        var (desk, treasurer) = (community.Token(Role.Coordinator), community.Token(Role.Treasurer));
        (await community.PostAsync("opening-balances", """{"account":"L0002","minutes":25,"on":"2026-01-01"}""", treasurer)).Status.ShouldBe(201);

        (await community.PostAsync("exchanges", Help(Anna, Bram, 60), desk)).Status.ShouldBe(201);

        var line = (await community.GetAsync($"accounts/{Bram}/statement", community.Token(Role.Member, Bram))).Json.GetProperty("lines").EnumerateArray().Last();
        (line.GetProperty("amount").GetInt64(), line.GetProperty("paidByPot").GetInt64(), line.GetProperty("balance").GetInt64()).ShouldBe((-25, 35, 0));
        (await community.GetAsync("accounts/buurtpot", treasurer)).Json.GetProperty("balance").GetInt64().ShouldBe(-35);
        (await community.GetAsync($"accounts/{Anna}", treasurer)).Json.GetProperty("balance").GetInt64().ShouldBe(60);
    }

    [Fact]
    public async Task A_pot_gets_gifts_and_grants_them_within_its_rule()
    {
        var community = await server.FoundAsync();
        var treasurer = community.Token(Role.Treasurer);
        (await community.PostAsync("opening-balances", """{"account":"buurtpot","minutes":500,"on":"2026-01-01"}""", treasurer)).Status.ShouldBe(201);

        (await GrantAsync(Anna, 60)).ShouldBeProblem(422, "grant-rule-missing");
        (await community.PostAsync("pots/buurtpot/grant-rule", """{"mostPerMemberMinutes":120,"mostPerMonthMinutes":200}""", treasurer)).Status.ShouldBe(200);
        (await GrantAsync(Anna, 100)).Status.ShouldBe(201);
        (await GrantAsync(Anna, 21)).ShouldBeProblem(422, "grant-share-reached").GetProperty("availableMinutes").GetInt64().ShouldBe(20);
        (await GrantAsync(Bram, 101)).ShouldBeProblem(422, "grant-limit-reached").GetProperty("availableMinutes").GetInt64().ShouldBe(100);

        var pot = (await community.GetAsync("pots/buurtpot", treasurer)).Json;
        (pot.GetProperty("balance").GetInt64(), pot.GetProperty("grantedMinutes").GetInt64(), pot.GetProperty("availableMinutes").GetInt64()).ShouldBe((400, 100, 100));

        // Undone, it can be granted again.
        var position = (await community.GetAsync($"accounts/{Anna}/statement", treasurer)).Json.GetProperty("lines")[0].GetProperty("position").GetInt64();
        (await community.PostAsync("corrections", $$"""{"position":{{position}},"reason":"mistake"}""", treasurer)).Json.GetProperty("status").GetString().ShouldBe("done");
        (await GrantAsync(Anna, 120)).Status.ShouldBe(201);

        Task<Answer> GrantAsync(string member, long minutes) => community.PostAsync("grants", $$"""{"pot":"buurtpot","member":"{{member}}","minutes":{{minutes}}}""", treasurer);
    }

    private static string Cleaning(long minutes, string? payer)
    {
        var helpers = string.Join(',', Cleaners.Select(cleaner => $$"""{"account":"{{cleaner}}","minutes":{{minutes}}}"""));
        var paid = payer is null ? "" : $",\"payer\":\"{payer}\"";
        return $$"""{"helpers":[{{helpers}}],"receivers":[{"account":"{{Chaima}}","minutes":{{minutes * Cleaners.Length}}}],"category":"boodschappen","happenedOn":"2026-11-19","channel":"desk"{{paid}}}""";
    }
}
