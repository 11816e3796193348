using System.Text.Json;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>Who is suggested for a request, in which order and why. Anna asks; today is Friday 20 November 2026.</summary>
public sealed class SuggestionTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Els = "L0005";
    private const string Fatima = "L0006";

    [Fact]
    public async Task Only_who_offers_this_kind_of_help_is_suggested()
    {
        var community = await server.FoundAsync();
        await community.ExecuteAsync(new AddCategories(Guid.NewGuid(), Actor.Import, ApiServer.Noon, [new CategoryCode("tuin")]));
        await OfferAsync(community, Bram);
        await OfferAsync(community, Chaima, "tuin");
        await OfferAsync(community, Anna);
        var id = await AskAsync(community);
        (await SuggestedAsync(community, id)).ShouldBe(["L0002: offersThis"], "Chaima offers something else and Anna asks herself");

        var offer = (await community.GetAsync("offers", community.Token(Role.Member, Bram))).Json[0].GetProperty("offerId").GetString();
        (await community.PostAsync($"offers/{offer}/withdraw", body: null, community.Token(Role.Member, Bram))).Status.ShouldBe(200);

        (await SuggestedAsync(community, id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_no_time_on_the_asked_day_is_left_out()
    {
        var community = await WithFiveAsync();
        await OfferAsync(community, Bram, more: ""","availability":["mondayMorning","fridayEvening"]""");
        await OfferAsync(community, Chaima, more: ""","availability":["mondayMorning"]""");
        await OfferAsync(community, Els);

        (await SuggestedAsync(community, await AskAsync(community, ""","neededOn":"2026-11-20" """))).ShouldBe(["L0002: offersThis availableThatDay", "L0005: offersThis"]);
        (await SuggestedAsync(community, await AskAsync(community))).ShouldBe(["L0002: offersThis", "L0003: offersThis", "L0005: offersThis"], "without a day all suit");
    }

    [Fact]
    public async Task For_a_roster_one_of_the_days_that_nobody_took_has_to_suit()
    {
        var community = await WithFiveAsync();
        await OfferAsync(community, Bram, more: ""","availability":["fridayEvening"]""");
        await OfferAsync(community, Chaima, more: ""","availability":["saturdayMorning","sundayMorning"]""");
        await OfferAsync(community, Els, more: ""","availability":["mondayMorning"]""");
        var id = await AskAsync(community, ""","dates":["2026-11-20","2026-11-21"]""");
        (await SuggestedAsync(community, id)).ShouldBe(["L0002: offersThis availableThatDay", "L0003: offersThis availableThatDay"]);

        (await community.PostAsync($"requests/{id}/dates/2026-11-20/take", """{"helper":"W01"}""", community.Token(Role.Coordinator))).Status.ShouldBe(200);

        (await SuggestedAsync(community, id)).ShouldBe(["L0003: offersThis availableThatDay"]);
    }

    [Fact]
    public async Task Who_speaks_none_of_the_asked_languages_is_left_out_unless_nobody_knows()
    {
        var community = await WithFiveAsync();
        await KnowAsync(community, new Person(new(Chaima), "Chaima", Languages: ["NL", "ar"]), new Person(new(Els), "Els", Languages: ["nl"]));
        await OfferAsync(community, Bram, more: ""","languages":["ar"]""");
        foreach (var neighbour in new[] { Chaima, Els, Fatima }) await OfferAsync(community, neighbour);

        (await SuggestedAsync(community, await AskAsync(community, ""","languages":["ar"]"""))).ShouldBe(["L0002: offersThis speaksLanguage", "L0003: offersThis speaksLanguage", "L0006: offersThis"]);
        (await SuggestedAsync(community, await AskAsync(community, ""","languages":["nl","tr"]"""))).ShouldBe(["L0003: offersThis speaksLanguage", "L0005: offersThis speaksLanguage", "L0006: offersThis"]);
    }

    [Fact]
    public async Task Who_lives_or_likes_to_help_in_the_neighbourhood_is_said_to()
    {
        var community = await server.FoundAsync();
        await community.ExecuteAsync(new JoinMember(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new(Els), new NeighbourhoodCode("Noord"), new LocalDate(2026, 1, 1)));
        await community.ExecuteAsync(new JoinMember(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new(Fatima), new NeighbourhoodCode("Noord"), new LocalDate(2026, 1, 1)));
        await OfferAsync(community, Bram);
        await OfferAsync(community, Chaima, more: ""","neighbourhood":"Noord" """);
        await OfferAsync(community, Els);
        await OfferAsync(community, Fatima, more: ""","neighbourhood":"Zuid" """);

        (await SuggestedAsync(community, await AskAsync(community, ""","neighbourhood":"Noord" """)))
            .ShouldBe(["L0003: offersThis sameNeighbourhood", "L0005: offersThis sameNeighbourhood", "L0002: offersThis", "L0006: offersThis"], "who would rather help in Zuid is not said to help here");
    }

    [Theory]
    [InlineData("Molenlaan 12", "molenlaan 40 bis", "", "", "offersThis sameStreet")]
    [InlineData("Molenlaan 12", "Dorpsstraat 3", "", "", "offersThis")]
    [InlineData("Molenlaan 12", "Molenlaan 40", "asker", "", null)]
    [InlineData("Molenlaan 12", "Molenlaan 40", "", "helper", null)]
    [InlineData("Molenlaan 12", "Dorpsstraat 3", "asker", "", "offersThis otherStreet")]
    [InlineData("Molenlaan 12", "Dorpsstraat 3", "", "helper", "offersThis otherStreet")]
    [InlineData("Molenlaan 12", null, "asker", "", "offersThis streetUnknown")]
    [InlineData(null, "Molenlaan 40", "", "helper", "offersThis streetUnknown")]
    [InlineData(null, null, "", "", "offersThis")]
    [InlineData("1e Molenstraat 12", "1e Molenstraat 3", "asker", "", null)]
    [InlineData("1e Molenstraat 12", "2e Molenstraat 3", "", "", "offersThis")]
    [InlineData("Lange  Molenlaan, 12", "Lange Molenlaan 3", "", "", "offersThis sameStreet")]
    [InlineData("Molenlaan12", "Molenlaan 3", "", "", "offersThis sameStreet")]
    [InlineData(" ", "Molenlaan 3", "asker", "", "offersThis streetUnknown")]
    public async Task A_neighbour_from_the_same_street_is_suggested_unless_one_of_the_two_would_rather_not(string? askers, string? helpers, string ratherNotAsker, string ratherNotHelper, string? expected)
    {
        var community = await server.FoundAsync();
        await KnowAsync(community, new Person(new(Anna), "Anna", askers), new Person(new(Bram), "Bram", helpers));
        await OfferAsync(community, Bram, more: ratherNotHelper.Length > 0 ? ""","notFromMyStreet":true""" : "");
        var id = await AskAsync(community, ratherNotAsker.Length > 0 ? ""","notFromMyStreet":true""" : "");

        (await SuggestedAsync(community, id)).ShouldBe(expected is null ? [] : [$"L0002: {expected}"]);

        var shown = await community.GetAsync($"requests/{id}/suggestions", community.Token(Role.Coordinator));
        foreach (var personal in new[] { "olen", "orps", "Bram" }) shown.Text.ShouldNotContain(personal);
    }

    [Fact]
    public async Task Who_has_a_full_load_by_the_agreement_is_left_out_just_as_the_signals_say()
    {
        var community = await WithFiveAsync();
        var terms = RequestTerms.Default with { OverloadMinutes = 90, OverloadPeople = 1 };
        await community.ExecuteAsync(new ChangeAgreement(Guid.NewGuid(), Actor.Import, ApiServer.Noon, Agreement.Default with { Requests = terms }));
        foreach (var neighbour in new[] { Bram, Chaima, Els, Fatima }) await OfferAsync(community, neighbour);
        await HelpAsync(community, Help(Bram, Anna, 91));
        await HelpAsync(community, Help(Chaima, Anna, 90));
        await HelpAsync(community, Help(Els, Anna, 1));
        await HelpAsync(community, Help(Els, Bram, 1));
        await HelpAsync(community, Help(Els, Bakery, 1));
        await HelpAsync(community, Help(Fatima, Anna, 500).Replace("2026-11-19", "2026-10-23", StringComparison.Ordinal));

        (await SuggestedAsync(community, await AskAsync(community))).ShouldBe(["L0003: offersThis", "L0006: offersThis"]);
        (await community.GetAsync("signals", community.Token(Role.Coordinator))).Json.GetProperty("overload").GetProperty("members").EnumerateArray()
            .Select(member => member.GetProperty("account").GetString()).ShouldBe([Bram, Els]);
    }

    [Fact]
    public async Task Who_is_paused_or_left_is_not_suggested()
    {
        var community = await WithFiveAsync();
        foreach (var neighbour in new[] { Bram, Chaima, Els }) await OfferAsync(community, neighbour);
        var id = await AskAsync(community);
        (await community.PostAsync("members/L0002/pause", body: null, community.Token(Role.Member, Bram))).Status.ShouldBe(200);
        (await community.PostAsync("members/L0003/leave", "{}", community.Token(Role.Member, Chaima))).Status.ShouldBe(200);
        (await SuggestedAsync(community, id)).ShouldBe(["L0005: offersThis"]);

        (await community.PostAsync("members/L0002/resume", body: null, community.Token(Role.Member, Bram))).Status.ShouldBe(200);

        (await SuggestedAsync(community, id)).ShouldBe(["L0002: offersThis", "L0005: offersThis"]);
    }

    [Fact]
    public async Task Who_is_asked_now_or_was_asked_for_it_before_is_not_suggested_again_for_this_request()
    {
        var community = await WithFiveAsync();
        foreach (var neighbour in new[] { Bram, Chaima, Els }) await OfferAsync(community, neighbour);
        var (id, other, desk) = (await AskAsync(community), await AskAsync(community), community.Token(Role.Coordinator));
        await DoAsync(community, $"requests/{id}/propose", """{"helper":"L0002"}""");
        (await SuggestedAsync(community, id)).ShouldBe(["L0003: offersThis", "L0005: offersThis"], "Bram is asked now");
        await DoAsync(community, $"requests/{id}/decline", body: null);
        (await SuggestedAsync(community, id)).ShouldBe(["L0003: offersThis", "L0005: offersThis"], "it came to nothing with Bram");

        await DoAsync(community, $"requests/{id}/agree", """{"helper":"L0003"}""");
        await DoAsync(community, $"requests/{id}/hand-back", body: null);

        (await SuggestedAsync(community, id)).ShouldBe(["L0005: offersThis"]);
        (await SuggestedAsync(community, other)).ShouldBe(["L0005: offersThis", "L0002: offersThis", "L0003: offersThis"], "for another request they are, after who was not asked yet");
        (await community.GetAsync($"requests/{id}", desk)).Text.ShouldNotContain("L0003");
    }

    [Fact]
    public async Task Who_was_asked_least_recently_comes_first_then_who_fits_best_then_by_number()
    {
        var community = await WithFiveAsync();
        await OfferAsync(community, Fatima);
        await OfferAsync(community, Chaima, more: ""","neighbourhood":"Noord" """);
        await OfferAsync(community, Els);
        await OfferAsync(community, Bram, more: ""","neighbourhood":"Noord","languages":["nl"]""");
        await MatchAsync(community, Bram, new LocalDate(2026, 11, 1));
        await MatchAsync(community, Els, new LocalDate(2026, 10, 1));
        await MatchAsync(community, Els, new LocalDate(2026, 9, 1));
        var id = await AskAsync(community, ""","neighbourhood":"Noord","languages":["nl"]""");
        string[] expected = ["L0003: offersThis sameNeighbourhood", "L0006: offersThis", "L0005: offersThis", "L0002: offersThis speaksLanguage sameNeighbourhood"];
        (await SuggestedAsync(community, id)).ShouldBe(expected);

        (await SuggestedAsync(community, id)).ShouldBe(expected, "asking again gives the same");
        (await SuggestedAsync(community, await AskAsync(community))).ShouldBe(["L0003: offersThis", "L0006: offersThis", "L0005: offersThis", "L0002: offersThis"]);
    }

    [Fact]
    public async Task Whoever_offers_twice_is_suggested_once_with_the_offer_that_fits_best()
    {
        var community = await server.FoundAsync();
        await OfferAsync(community, Bram);
        var fits = await OfferAsync(community, Bram, more: ""","availability":["fridayMorning"]""");
        await OfferAsync(community, Bram, more: ""","availability":["mondayMorning"]""");
        await HelpAsync(community, Help(Bram, Anna, 60));

        var suggested = (await community.GetAsync($"requests/{await AskAsync(community, ""","neededOn":"2026-11-20" """)}/suggestions", community.Token(Role.Coordinator))).Json.EnumerateArray().Single();

        suggested.GetProperty("offerId").GetString().ShouldBe(fits);
        Codes(suggested).ShouldBe("offersThis availableThatDay", "that Bram helped Anna before is no reason");
    }

    [Fact]
    public async Task Every_reason_is_told_in_the_language_of_the_reader()
    {
        var community = await server.FoundAsync();
        await KnowAsync(community, new Person(new(Anna), "Anna", "Molenlaan 1"), new Person(new(Bram), "Bram", "Dorpsstraat 2"));
        await OfferAsync(community, Bram, more: ""","availability":["fridayMorning"],"languages":["nl"],"neighbourhood":"Noord" """);
        var id = await AskAsync(community, ""","neededOn":"2026-11-20","languages":["nl"],"neighbourhood":"Noord","notFromMyStreet":true""");
        using var client = server.Client(community.Token(Role.Coordinator));

        (await WordsAsync("nl")).ShouldBe(["Biedt deze hulp aan.", "Kan op de gevraagde dag.", "Spreekt een gevraagde taal.", "Helpt in deze buurt.", "Woont niet in dezelfde straat, zoals gewenst."]);
        (await WordsAsync("en")).ShouldBe(["Offers this kind of help.", "Is available on the asked day.", "Speaks a language that was asked for.", "Helps in this neighbourhood.", "Does not live in the same street, as wished."]);

        async Task<IEnumerable<string?>> WordsAsync(string language)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/{community.Code}/requests/{id}/suggestions");
            request.Headers.Add("Accept-Language", language);
            using var response = await client.SendAsync(request);
            return JsonElement.Parse(await response.Content.ReadAsStringAsync())[0].GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("words").GetString());
        }
    }

    private async Task<Neighbourhood> WithFiveAsync()
    {
        var community = await server.FoundAsync();
        await community.JoinAsync(Els);
        await community.JoinAsync(Fatima);
        return community;
    }

    private Task KnowAsync(Neighbourhood community, params Person[] persons) =>
        new PersonVault(server.Services.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System).AddMissingAsync(community.Code, communityName: null, persons, rehearse: false, CancellationToken.None);

    private static async Task<string> OfferAsync(Neighbourhood community, string member, string category = "boodschappen", string more = "")
    {
        var answer = await community.PostAsync("offers", $$"""{"category":"{{category}}"{{more}}}""", community.Token(Role.Member, member));
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json.GetProperty("offerId").GetString()!;
    }

    private static async Task<string> AskAsync(Neighbourhood community, string more = "")
    {
        var answer = await community.PostAsync("requests", $$"""{"category":"boodschappen"{{more}}}""", community.Token(Role.Member, Anna));
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json.GetProperty("requestId").GetString()!;
    }

    /// <summary>A match of some time ago, after which the helper counts as asked on that day.</summary>
    private static async Task MatchAsync(Neighbourhood community, string helper, LocalDate on)
    {
        var id = Guid.NewGuid();
        await community.ExecuteAsync(new PostRequest(id, Actor.Import, ApiServer.Noon, new(Anna), new("boodschappen"), Buurthulp.Ledger.Exchanges.Channel.Phone, on));
        await community.ExecuteAsync(new AgreeMatch(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new RequestId(id), new(helper), on));
    }

    private static async Task HelpAsync(Neighbourhood community, string help) => (await community.PostAsync("exchanges", help, community.Token(Role.Coordinator))).Status.ShouldBe(201);

    private static async Task DoAsync(Neighbourhood community, string path, string? body)
    {
        var answer = await community.PostAsync(path, body, community.Token(Role.Coordinator));
        answer.Status.ShouldBe(200, answer.Text);
    }

    /// <summary>Each helper with the codes of the reasons, in order.</summary>
    private static async Task<IReadOnlyList<string>> SuggestedAsync(Neighbourhood community, string id)
    {
        var answer = await community.GetAsync($"requests/{id}/suggestions", community.Token(Role.Coordinator));
        answer.Status.ShouldBe(200, answer.Text);
        return [.. answer.Json.EnumerateArray().Select(suggestion => $"{suggestion.GetProperty("helper").GetString()}: {Codes(suggestion)}")];
    }

    private static string Codes(JsonElement suggestion) => string.Join(' ', suggestion.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("code").GetString()));
}
