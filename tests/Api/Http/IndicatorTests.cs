using System.Text.Json;
using Buurthulp.Ledger;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

public sealed class IndicatorTests(ApiServer server) : IClassFixture<ApiServer>
{
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
    [InlineData("from=2026&position=-1", "position")]
    [InlineData("from=2026&position=100000", "position")]
    public async Task A_period_or_position_that_is_none_is_named(string query, string field)
    {
        var community = await server.FoundAsync();

        (await community.GetAsync($"indicators?{query}", community.Token(Role.Coordinator))).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe(field);
    }
}
