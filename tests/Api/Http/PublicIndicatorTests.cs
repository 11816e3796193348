using Buurthulp.Api.Http.Indicators;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Publication;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>It is 20 November 2026 until a test moves the clock.</summary>
public sealed class PublicIndicatorTests(ApiServer server) : IClassFixture<ApiServer>, IDisposable
{
    private StoppedClock Clock => (StoppedClock)server.Services.GetRequiredService<IClock>();

    public void Dispose() => Clock.Now = ApiServer.Noon;

    [Fact]
    public async Task Nothing_is_public_until_the_community_agrees_to_it()
    {
        var community = await BusyAsync();

        (await community.GetAsync("indicators/public?period=2026-Q3", token: null)).Status.ShouldBe(404);
        (await community.GetAsync("indicators/public?period=2026-Q3", community.Token(Role.Admin))).Status.ShouldBe(404, "there is one answer for everybody");
        await AgreeAsync(community, PublicationPeriod.Quarter);
        (await community.GetAsync("indicators/public?period=2026-Q3", token: null)).Status.ShouldBe(200);
        await AgreeAsync(community, every: null);
        (await community.GetAsync("indicators/public?period=2026-Q3", token: null)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Anybody_sees_the_figures_with_small_numbers_kept_back()
    {
        var community = await BusyAsync();
        await AgreeAsync(community, PublicationPeriod.Quarter);

        var figures = (await community.GetAsync("indicators/public?period=2026-Q3", token: null)).Json;

        (figures.GetProperty("from").GetString(), figures.GetProperty("to").GetString()).ShouldBe(("2026-07-01", "2026-09-30"));
        figures.GetProperty("participation").GetProperty("active").GetInt32().ShouldBe(8);
        figures.GetProperty("exchanges").GetProperty("count").GetInt32().ShouldBe(8);
        figures.GetProperty("exchanges").GetProperty("byMonth")[1].ToString().ShouldBe("""{"month":"2026-08","count":null,"minutes":null,"active":null}""");
        figures.GetProperty("members").ToString().ShouldBe("""{"registeredAtEnd":9,"joined":0,"left":0}""");
    }

    [Theory]
    [InlineData("2026-Q2", 200)]
    [InlineData("2026-Q4", 404)]
    [InlineData("2026-07", 404)]
    [InlineData("2025", 404)]
    [InlineData("2026-09-30", 404)]
    [InlineData("2026-Q5", 400)]
    [InlineData("", 400)]
    public async Task Only_whole_periods_of_the_agreed_kind_are_public(string period, int status)
    {
        var community = await BusyAsync();
        await AgreeAsync(community, PublicationPeriod.Quarter);

        (await community.GetAsync($"indicators/public?period={period}", token: null)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_period_is_public_from_fifteen_days_after_its_end()
    {
        var community = await BusyAsync();
        await AgreeAsync(community, PublicationPeriod.Quarter);

        Clock.Now = Instant.FromUtc(2027, 1, 14, 22, 59);
        (await community.GetAsync("indicators/public?period=2026-Q4", token: null)).Status.ShouldBe(404);
        Clock.Now = Instant.FromUtc(2027, 1, 14, 23, 0);
        (await community.GetAsync("indicators/public?period=2026-Q4", token: null)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_is_written_down_or_undone_later_does_not_change_what_was_published()
    {
        var community = await BusyAsync();
        await AgreeAsync(community, PublicationPeriod.Quarter);
        var before = (await community.GetAsync("indicators/public?period=2026-Q3", token: null)).Text;

        await HelpAsync(community, Anna, Chaima, new(2026, 8, 15));
        await AgreeAsync(community, every: null);
        await AgreeAsync(community, PublicationPeriod.Quarter);

        (await community.GetAsync("indicators/public?period=2026-Q3", token: null)).Text.ShouldBe(before);
        (await community.GetAsync("indicators?from=2026-Q3", community.Token(Role.Coordinator))).Json.GetProperty("exchanges").GetProperty("count").GetInt32().ShouldBe(9, "the community itself sees it");
    }

    [Fact]
    public async Task Who_was_handed_a_year_cannot_take_its_quarters_from_it()
    {
        var community = await BusyAsync();
        Clock.Now = Instant.FromUtc(2027, 1, 14, 22, 0);
        (await HandedOnAsync(community, 2026)).ShouldBeFalse();
        Clock.Now = Instant.FromUtc(2027, 1, 20, 12, 0);
        (await HandedOnAsync(community, 2026)).ShouldBeTrue();

        await AgreeAsync(community, PublicationPeriod.Quarter);
        Clock.Now = Instant.FromUtc(2027, 6, 1, 12, 0);
        foreach (var (period, status) in new[] { ("2026-Q3", 404), ("2026-Q4", 404), ("2027-Q1", 200), ("2026", 404) })
            (await community.GetAsync($"indicators/public?period={period}", token: null)).Status.ShouldBe(status, period);
        (await HandedOnAsync(community, 2026)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_year_that_was_handed_on_is_published_as_it_was_handed_on()
    {
        var community = await BusyAsync();
        Clock.Now = Instant.FromUtc(2027, 3, 1, 12, 0);
        var before = await ReportAsync(community, 2026);
        await HelpAsync(community, Anna, Chaima, new(2026, 8, 15), Clock.Now);
        (await ReportAsync(community, 2026)).Position.ShouldBe(before.Position);
        await AgreeAsync(community, PublicationPeriod.Year);
        var published = (await community.GetAsync("indicators/public?period=2026", token: null)).Json;
        (published.GetProperty("position").GetInt64(), published.GetProperty("exchanges").GetProperty("count").GetInt64()).ShouldBe((before.Position, 8));
    }

    [Fact]
    public async Task Who_kept_the_quarters_cannot_take_them_from_the_year()
    {
        var community = await BusyAsync();
        await AgreeAsync(community, PublicationPeriod.Quarter);
        await AgreeAsync(community, PublicationPeriod.Year);

        Clock.Now = Instant.FromUtc(2028, 3, 1, 12, 0);
        foreach (var (period, status) in new[] { ("2025", 404), ("2026", 404), ("2027", 200), ("2026-Q3", 404) })
            (await community.GetAsync($"indicators/public?period={period}", token: null)).Status.ShouldBe(status, period);
        await AgreeAsync(community, PublicationPeriod.Quarter);
        foreach (var (period, status) in new[] { ("2026-Q3", 404), ("2027-Q4", 404), ("2027", 404) })
            (await community.GetAsync($"indicators/public?period={period}", token: null)).Status.ShouldBe(status, period);
    }

    [Fact]
    public async Task A_community_that_does_not_exist_has_no_public_figures()
    {
        using var client = server.Client();
        using var response = await client.GetAsync(new Uri("api/v1/nergens/indicators/public?period=2026-Q3", UriKind.Relative));
        ((int)response.StatusCode).ShouldBe(404);
    }

    /// <summary>Eight who help the next one round, six of them in July and two in August.</summary>
    private async Task<Neighbourhood> BusyAsync()
    {
        var community = await server.FoundAsync();
        foreach (var number in Enumerable.Range(5, 6)) await community.JoinAsync($"L{number:0000}");
        string[] people = [Anna, Bram, Chaima, "L0005", "L0006", "L0007", "L0008", "L0009"];
        for (var i = 0; i < people.Length; i++) await HelpAsync(community, people[i], people[(i + 1) % people.Length], i < 6 ? new(2026, 7, 15) : new(2026, 8, 15));
        return community;
    }

    private static Task HelpAsync(Neighbourhood community, string helper, string receiver, LocalDate on, Instant? now = null) =>
        community.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), now ?? ApiServer.Noon, [new Share(new AccountNumber(helper), 60)], [new Share(new AccountNumber(receiver), 60)],
            new CategoryCode("boodschappen"), on, Channel.Phone));

    private async Task<bool> HandedOnAsync(Neighbourhood community, int year) => await FindAsync(community, year) is not null;

    private async Task<PublishedFigures> ReportAsync(Neighbourhood community, int year) => (await FindAsync(community, year)).ShouldNotBeNull();

    private Task<PublishedFigures?> FindAsync(Neighbourhood community, int year) =>
        server.Services.GetRequiredService<PublishedReports>().HandedOnAsync(community.Code, new ReportPeriod(new(year, 1, 1), new(year, 12, 31)), Clock.Now, default);

    private async Task AgreeAsync(Neighbourhood community, PublicationPeriod? every) =>
        await community.ExecuteAsync(new ChangeAgreement(Guid.CreateVersion7(), Actor.Coordinator(), Clock.Now, Agreement.Default with { Publication = every is { } kind ? new PublicationTerms(kind) : null }));
}
