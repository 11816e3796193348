using System.Globalization;
using Buurthulp.Api.Scheduled;
using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Stories;

/// <summary>A week of meals for Anna. The clock goes along, so this story has a server to itself.</summary>
public sealed class RosterStory(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly string[] Cooks = [Bram, Chaima, "L0005", "L0006", "L0007", "L0008", "L0009"];
    private static readonly string[] Days = [.. Enumerable.Range(20, 7).Select(day => string.Create(CultureInfo.InvariantCulture, $"2026-11-{day}"))];

    [Fact]
    public async Task Seven_neighbours_cook_on_seven_evenings_are_thanked_and_in_the_end_somebody_asks_how_it_went()
    {
        var community = await server.FoundAsync();
        foreach (var cook in Cooks[2..]) await community.JoinAsync(cook);
        var id = (await DeskAsync("requests", $$"""{"member":"L0001","category":"boodschappen","words":"Warm eten","dates":[{{string.Join(',', Days.Select(day => $"\"{day}\""))}}]}""", 201)).Json.GetProperty("requestId").GetString();
        for (var i = 0; i < 7; i++) await MemberAsync(Cooks[i], $"requests/{id}/dates/{Days[i]}/take", "{}");
        (await community.PostAsync($"requests/{id}/dates/{Days[0]}/take", "{}", community.Token(Role.Member, Chaima))).ShouldBeProblem(422, "roster-date-taken");

        await MemberAsync(Bram, $"requests/{id}/dates/{Days[0]}/give-back", body: null);
        (await OpenDaysAsync()).ShouldBe([Days[0]]);
        (await community.PostAsync("exchanges", Answer(Chaima, Anna, Days[0]), community.Token(Role.Member, Chaima))).ShouldBeProblem(403, "request-not-yours");
        await MemberAsync(Bram, $"requests/{id}/dates/{Days[0]}/take", "{}");
        (await OpenDaysAsync()).ShouldBeEmpty();
        (await community.PostAsync($"requests/{id}/book", Evening(Days[1]), community.Token(Role.Member, Chaima))).ShouldBeProblem(422, "date-in-future");

        for (var i = 0; i < 7; i++)
        {
            GoTo(20 + i);
            var meal = (await MemberAsync(Cooks[i], $"requests/{id}/book", Evening(Days[i]), 201)).Json;
            meal.GetProperty("status").GetString().ShouldBe("proposed");
            (await community.PostAsync($"requests/{id}/book", Evening(Days[i]), community.Token(Role.Coordinator))).ShouldBeProblem(422, "roster-date-booked");
            foreach (var answer in new[] { "confirm", "thank" }) await MemberAsync(Anna, $"exchanges/{meal.GetProperty("exchangeId").GetString()}/{answer}", body: null);
        }

        GoTo(27);
        await server.Services.GetRequiredService<ScheduledWork>().RunOnceAsync(CancellationToken.None);
        var done = (await community.GetAsync($"requests/{id}", community.Token(Role.Coordinator))).Json;
        (done.GetProperty("status").GetString(), done.GetProperty("exchanges").GetArrayLength(), done.GetProperty("closedOn").GetString()).ShouldBe(("matched", 7, "2026-11-27"));
        (await FollowUpsAsync()).ShouldBeEmpty();

        GoTo(33);
        (await FollowUpsAsync()).ShouldBe([(id, "2026-11-26", "2026-12-03")]);
        await DeskAsync($"requests/{id}/follow-up", """{"outcome":"well"}""");
        (await FollowUpsAsync()).ShouldBeEmpty();
        foreach (var cook in Cooks) (await community.GetAsync($"accounts/{cook}", community.Token(Role.Treasurer))).Json.GetProperty("balance").GetInt64().ShouldBe(60);
        (await community.GetAsync($"accounts/{Anna}", community.Token(Role.Treasurer))).Json.GetProperty("balance").GetInt64().ShouldBe(-420);

        static string Evening(string day) => $$"""{"minutes":60,"happenedOn":"{{day}}"}""";

        string Answer(string helper, string receiver, string day) => Help(helper, receiver, 60, $",\"requestId\":\"{id}\"").Replace("2026-11-19", day, StringComparison.Ordinal);

        Task<Answer> MemberAsync(string member, string path, string? body, int status = 200) => DoneAsync(community.PostAsync(path, body, community.Token(Role.Member, member)), status);

        Task<Answer> DeskAsync(string path, string? body, int status = 200) => DoneAsync(community.PostAsync(path, body, community.Token(Role.Coordinator)), status);

        async Task<IEnumerable<string?>> OpenDaysAsync() => (await community.GetAsync($"requests/{id}", community.Token(Role.Coordinator))).Json.GetProperty("dates").EnumerateArray()
            .Where(day => !day.GetProperty("taken").GetBoolean()).Select(day => day.GetProperty("on").GetString());

        async Task<IEnumerable<(string?, string?, string?)>> FollowUpsAsync() => (await community.GetAsync("followups", community.Token(Role.Coordinator))).Json.EnumerateArray()
            .Select(due => (due.GetProperty("requestId").GetString(), due.GetProperty("since").GetString(), due.GetProperty("dueOn").GetString()));
    }

    /// <summary>Noon of a day counted from the first of November.</summary>
    private void GoTo(int day) => ((StoppedClock)server.Services.GetRequiredService<IClock>()).Now = ApiServer.Noon + Duration.FromDays(day - 20);

    private static async Task<Answer> DoneAsync(Task<Answer> posting, int status)
    {
        var answer = await posting;
        answer.Status.ShouldBe(status, answer.Text);
        return answer;
    }
}
