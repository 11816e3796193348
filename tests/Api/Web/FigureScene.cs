using System.Net;
using System.Text.RegularExpressions;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Tests.Api.Http;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Eight people helped each other round in July and August, one in September; Bram is treasurer.</summary>
internal static partial class FigureScene
{
    public const string Quarter = "periode=2026-Q3";

    /// <summary>The periods that a page lets choose.</summary>
    [GeneratedRegex("<option value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Periods { get; }

    public static Task PublishAsync(Screens screens, PublicationPeriod? every) => screens.Scene.ExecuteAsync(
        new ChangeAgreement(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, Agreement.Default with { Publication = every is { } kind ? new PublicationTerms(kind) : null }));

    public static async Task<Screens> BusyAsync(ApiServer server, PublicationPeriod? published = null)
    {
        var screens = await Screens.OfAsync(server);
        foreach (var number in Enumerable.Range(5, 6)) await screens.Community.JoinAsync($"L{number:0000}");
        string[] people = [Anna, Bram, Chaima, "L0005", "L0006", "L0007", "L0008", "L0009"];
        for (var i = 0; i < people.Length; i++) await HelpAsync(people[i], people[(i + 1) % people.Length], i < 6 ? new(2026, 7, 15) : new(2026, 8, 15));
        await HelpAsync(Anna, Chaima, new(2026, 8, 16));
        await HelpAsync(Anna, "L0009", new(2026, 8, 17));
        await HelpAsync(Anna, "L0010", new(2026, 9, 17));
        await screens.Scene.GiveAsync(Bram, Role.Treasurer);
        if (published is { } every) await PublishAsync(screens, every);
        return screens;

        Task HelpAsync(string helper, string receiver, LocalDate on) => screens.Community.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), ApiServer.Noon,
            [new Share(new AccountNumber(helper), 60)], [new Share(new AccountNumber(receiver), 60)], new CategoryCode("boodschappen"), on, Channel.Phone));
    }

    /// <summary>The page, or where it sends somebody.</summary>
    public static async Task<(int Status, string Text)> GetAsync(Screens screens, string path, string? session)
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = screens.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", "nl");
        if (session is not null) request.Headers.Add("Cookie", $"{screens.Scene.Get<SessionCookie>().Name}={session}");
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, response.Headers.Location?.ToString() ?? await response.Content.ReadAsStringAsync());
    }

    public static string Html((int Status, string Text) answer)
    {
        answer.Status.ShouldBe(200);
        return WebUtility.HtmlDecode(answer.Text);
    }
}
