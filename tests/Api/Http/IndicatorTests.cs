using System.Text.Json;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

public sealed class IndicatorTests(ApiServer server) : IClassFixture<ApiServer>, IDisposable
{
    private StoppedClock Clock => (StoppedClock)server.Services.GetRequiredService<IClock>();

    public void Dispose() => Clock.Now = ApiServer.Noon;

    [Theory]
    [InlineData("from=2026-11-19", "2026-11-19", "2026-11-19", 1)]
    [InlineData("from=2026-11", "2026-11-01", "2026-11-30", 1)]
    [InlineData("from=2026-Q4", "2026-10-01", "2026-12-31", 1)]
    [InlineData("from=2026", "2026-01-01", "2026-12-31", 1)]
    [InlineData("from=2026-11-19&to=2026-11-19", "2026-11-19", "2026-11-19", 1)]
    [InlineData("from=2026-02&to=2026-Q4", "2026-02-01", "2026-12-31", 1)]
    [InlineData("from=2026-11-20&to=2027-11-19", "2026-11-20", "2027-11-19", 0)]
    [InlineData("from=2024-02", "2024-02-01", "2024-02-29", 0)]
    public async Task The_figures_are_those_of_the_period_that_is_asked_for(string period, string from, string to, int exchanges)
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));

        var figures = (await community.GetAsync($"indicators?{period}", community.Token(Role.Auditor))).Json;

        (figures.GetProperty("from").GetString(), figures.GetProperty("to").GetString(), figures.GetProperty("position").GetInt64()).ShouldBe((from, to, await community.HeadAsync()));
        figures.GetProperty("exchanges").GetProperty("count").GetInt32().ShouldBe(exchanges);
        figures.GetProperty("circle").GetProperty("share").ValueKind.ShouldBe(exchanges > 0 ? JsonValueKind.Number : JsonValueKind.Null, "what can't be told is null and not left out");
    }

    [Fact]
    public async Task What_was_recorded_later_is_not_in_the_figures_of_an_earlier_position()
    {
        var community = await server.FoundAsync();
        var position = await community.HeadAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));

        var figures = (await community.GetAsync($"indicators?from=2026&position={position}", community.Token(Role.Treasurer))).Json;

        (figures.GetProperty("exchanges").GetProperty("count").GetInt32(), figures.GetProperty("position").GetInt64()).ShouldBe((0, position));
    }

    /// <summary>Noon of 20 November is one o'clock in Amsterdam; the day ends there at 23:00 UTC.</summary>
    [Fact]
    public async Task What_was_known_on_a_day_is_what_was_recorded_until_its_end()
    {
        var community = await server.FoundAsync();
        var known = await community.HeadAsync();
        var late = Instant.FromUtc(2026, 11, 20, 23, 0);
        Clock.Now = late + Duration.FromHours(10);
        foreach (var (recordedAt, minutes) in new[] { (late - Duration.FromMinutes(1), 60L), (late, 30L) })
        {
            await community.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), recordedAt, [new Share(new AccountNumber(Anna), minutes)], [new Share(new AccountNumber(Bram), minutes)],
                new CategoryCode("boodschappen"), new(2026, 11, 19), Channel.Phone));
        }

        foreach (var (day, position, minutes) in new[] { ("2026-11-19", 0L, 0L), ("2026-11-20", known + 1, 60), ("2026-11-21", known + 2, 90), ("1900-01-01", 0, 0) })
        {
            var figures = (await community.GetAsync($"indicators?from=2026&knownOn={day}", community.Token(Role.Treasurer))).Json;
            (figures.GetProperty("position").GetInt64(), figures.GetProperty("exchanges").GetProperty("minutes").GetInt64()).ShouldBe((position, minutes), day);
            var table = (await community.GetAsync($"indicators.json?from=2026&knownOn={day}", community.Token(Role.Treasurer))).Json;
            table.GetProperty("position").GetInt64().ShouldBe(position, day);
            (await community.GetAsync($"indicators.csv?from=2026&knownOn={day}", community.Token(Role.Treasurer))).Text.ShouldContain($"exchanges.minutes,{minutes},minutes");
        }

        (await community.GetAsync("indicators?from=2026&knownOn=2026-11-22", community.Token(Role.Treasurer))).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe("knownOn", "a day that has not come");
    }

    [Theory]
    [InlineData("indicators")]
    [InlineData("indicators.csv")]
    [InlineData("indicators.json")]
    public async Task As_of_a_position_and_as_of_a_day_do_not_go_together(string address)
    {
        var community = await server.FoundAsync();

        (await community.GetAsync($"{address}?from=2026&position=1&knownOn=2026-11-20", community.Token(Role.Auditor))).ShouldBeProblem(400, "position-and-known-on");
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("to=2026", "from")]
    [InlineData("from=2026-01-01&to=2025-12-31", "to")]
    [InlineData("from=1960-01-01&to=2026-01-01", "to")]
    [InlineData("from=2026-01-01&to=2026-02-30", "to")]
    [InlineData("from=0001-01-01&to=0002-01-01", "from")]
    [InlineData("from=2026-13", "from")]
    [InlineData("from=2026-Q5", "from")]
    [InlineData("from=2026-02-29", "from")]
    [InlineData("from=2026-1", "from")]
    [InlineData("from=2026-01-01-01", "from")]
    [InlineData("from=26", "from")]
    [InlineData("from=9990-01-01&to=9999-12-31", "from")]
    [InlineData("from=9999", "from")]
    [InlineData("from=2026&position=-1", "position")]
    [InlineData("from=2026&position=100000", "position")]
    [InlineData("from=2026&knownOn=gisteren", "knownOn")]
    [InlineData("from=2026&knownOn=2026-02-30", "knownOn")]
    [InlineData("from=2026&knownOn=9999-12-31", "knownOn")]
    public async Task A_period_or_position_that_is_none_is_named(string query, string field)
    {
        var community = await server.FoundAsync();

        (await community.GetAsync($"indicators?{query}", community.Token(Role.Coordinator))).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe(field);
    }
}
