using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>What members see of help that goes round; and that nothing of the figures says who, or what is between two.</summary>
public sealed partial class RoundTests(ApiServer server) : IClassFixture<ApiServer>
{
    /// <summary>Minutes that Bram gave Chaima and that are in no sum.</summary>
    private const long BetweenTwo = 613;

    [Fact]
    public async Task Members_see_on_their_hours_how_many_they_helped_and_that_it_came_round()
    {
        var screens = await CircleAsync();

        var anna = await PageAsync(screens, Anna, "/mijn/uren");
        foreach (var line in new[] { "Je gaf 2 uur 30 hulp. Je hielp 2 buren.", "Je kreeg 1 uur 30 hulp. 1 buur hielp jou.", "Er ging hulp heen en weer", "1 uur kwam bij je terug via anderen", "een kring van 3 mensen", "Je werd 1 keer bedankt." })
            anna.ShouldContain(line);
        anna.ShouldNotContain("Het hoeft niet");
        (await PageAsync(screens, "L0005", "/mijn/uren")).ShouldContain("Heb je zin om ook eens iets voor een buur te doen? Het hoeft niet.");
        (await PageAsync(screens, "L0006", "/mijn/uren")).ShouldContain("Wil je beginnen?");
        (await PageAsync(screens, Anna, "/thuis")).ShouldContain("Je hielp 2 buren. 1 buur hielp jou.", Case.Sensitive, "the neighbourhood house is no neighbour");
    }

    [Fact]
    public async Task Who_is_not_expected_to_give_sees_thanks_and_company_only()
    {
        var screens = await CircleAsync();
        await screens.Scene.ExecuteAsync(new ExpectReciprocity(Guid.CreateVersion7(), Actor.Coordinator(), screens.Scene.Clock.Now, new AccountNumber("L0005"), Expected: false));

        var page = await PageAsync(screens, "L0005", "/mijn/uren");

        var own = page[page.IndexOf("id=\"round\"", StringComparison.Ordinal)..].Split("</section>")[0];
        own.ShouldContain("Samen");
        own.ShouldContain("Je bent altijd welkom bij de activiteiten in de buurt.");
        foreach (var other in new[] { "Je gaf", "Je kreeg", "hielp", "kring", "Heb je zin", "Wil je beginnen" }) own.ShouldNotContain(other);
    }

    [Fact]
    public async Task No_answer_about_figures_says_who_or_what_is_between_two()
    {
        var screens = await CircleAsync();
        foreach (var number in Enumerable.Range(7, 6)) await screens.Community.JoinAsync($"L{number:0000}");
        foreach (var (helper, receiver, minutes) in new[] { (Bram, Chaima, BetweenTwo), (Bram, "L0007", 60), (Chaima, "L0008", 75), ("L0009", "L0010", 45), ("L0011", "L0012", 45), ("L0007", Bram, 30), ("L0008", Chaima, 30) })
            await HelpAsync(screens, helper, receiver, minutes);
        await screens.Scene.ExecuteAsync(new SetGoal(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new GoalCode("meer"), new MeasureCode("exchanges-count"), TargetThousandths: 90_000, By: new(2027, 6, 30), StartedOn: new(2026, 7, 1)));
        await screens.Scene.ExecuteAsync(new ChangeAgreement(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, Agreement.Default with { Publication = new PublicationTerms(PublicationPeriod.Quarter) }));
        await screens.Scene.GiveAsync(Bram, Role.Treasurer);
        var (auditor, desk, code) = (screens.Community.Token(Role.Auditor), screens.Community.Token(Role.Coordinator), screens.Community.Code);

        Dictionary<string, string> answers = [];
        foreach (var path in new[] { "indicators?from=2026", "indicators.csv?from=2026", "indicators.json?from=2026", "goals" }) answers.Add(path, await FineAsync(path, auditor));
        answers.Add("public", await FineAsync("indicators/public?period=2026-Q3", token: null));
        foreach (var no in new[] { Anna, Bram, Chaima, "L0005" })
        {
            var own = await FineAsync($"members/{no}/reciprocity?from=2026", desk);
            JsonElement.Parse(own).GetProperty("account").GetString().ShouldBe(no);
            answers.Add(no, own.Replace($"\"{no}\"", "", StringComparison.Ordinal));
        }

        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);
        foreach (var path in new[] { "/cijfers?periode=2026", "/cijfers?handler=Csv&periode=2026", "/cijfers?handler=Json&periode=2026", "/cijfers/verslag?periode=2026-Q3", "/cijfers/verslag?handler=Csv&periode=2026-Q3",
            "/cijfers/verslag?handler=Json&periode=2026-Q3", $"/buurt/{code}/cijfers", $"/buurt/{code}" })
            answers.Add(path, InMain(await TextAsync(screens, path, session)));

        answers.Count.ShouldBe(17);
        foreach (var (path, answer) in answers)
        {
            answer.Length.ShouldBeGreaterThan(20, path);
            Account.Matches(answer).Select(match => match.Value).ShouldBeEmpty(path);
            foreach (var name in new[] { "Anna", "Bram", "Chaima", "de Vries", "Jansen", "Idrissi", "example.org" }) Regex.IsMatch(answer, $@"\b{name}\b").ShouldBeFalse($"{path} names {name}");
            Regex.IsMatch(answer, $@"\b({BetweenTwo}|10 uur 13)\b").ShouldBeFalse($"{path} tells what is between two");
        }

        async Task<string> FineAsync(string path, string? token)
        {
            var answer = await screens.Community.GetAsync(path, token);
            answer.Status.ShouldBe(200, path);
            return answer.Text;
        }
    }

    /// <summary>Anna helps Bram 60, Bram helps Chaima 60, Chaima helps Anna 90; Anna helps Chaima 30, the house helps Anna, and Anna the house. Emine (L0005) was helped, L0006 did nothing yet.</summary>
    private async Task<Screens> CircleAsync()
    {
        var screens = await Screens.OfAsync(server);
        foreach (var account in new[] { "L0005", "L0006" }) await screens.Community.JoinAsync(account);
        await screens.Scene.ExecuteAsync(new JoinOrganisation(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new AccountNumber("O01"), Neighbourhood: null, new(2026, 1, 1)));
        await HelpAsync(screens, Bram, Chaima, 60);
        await HelpAsync(screens, Chaima, Anna, 90);
        await HelpAsync(screens, Anna, Chaima, 30);
        await HelpAsync(screens, Chaima, "L0005", 20);
        await HelpAsync(screens, Anna, "O01", 60);
        var help = await screens.Community.PostAsync("exchanges", Help(Anna, Bram, 60), screens.Community.Token(Role.Coordinator));
        (await screens.Community.PostAsync($"exchanges/{help.Json.GetProperty("exchangeId").GetString()}/thank", body: null, screens.Community.Token(Role.Member, Bram))).Status.ShouldBe(200);
        return screens;
    }

    private static Task HelpAsync(Screens screens, string helper, string receiver, long minutes) => screens.Scene.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), screens.Scene.Clock.Now,
        [new Share(new AccountNumber(helper), minutes)], [new Share(new AccountNumber(receiver), minutes)], new CategoryCode("boodschappen"), new(2026, 8, 15), Channel.Phone));

    private async Task<string> PageAsync(Screens screens, string account, string path) => Spaces.Replace(InMain(await TextAsync(screens, path, await screens.Scene.SignInAsync(account))), " ");

    /// <summary>The header says who is signed in; an answer that is no page is looked at whole.</summary>
    private static string InMain(string text) => text.Contains("<main", StringComparison.Ordinal) ? text[text.IndexOf("<main", StringComparison.Ordinal)..].Split("</main>")[0] : text;

    private async Task<string> TextAsync(Screens screens, string path, string session)
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", "nl");
        request.Headers.Add("Cookie", $"{screens.Scene.Get<SessionCookie>().Name}={session}");
        using var response = await client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"\b[LOW]0\d+\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Account { get; }

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces { get; }
}
