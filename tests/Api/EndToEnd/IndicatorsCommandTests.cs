using System.Globalization;
using System.Text.Json;
using Buurthulp.Tests.Api.Import;
using Buurthulp.Tests.Fixtures;

namespace Buurthulp.Tests.Api.EndToEnd;

/// <summary><c>indicators</c> as people run it, on the demo neighbourhood.</summary>
public sealed class IndicatorsCommandTests(TestDatabase test) : IClassFixture<TestDatabase>, IDisposable
{
    private const string Goal = "20 percent of residents active within a year";

    private readonly string data = Directory.CreateTempSubdirectory("buurthulp-indicators").FullName;

    private Dictionary<string, string> Environment => new() { ["BUURTHULP_DB"] = test.ConnectionString, ["BUURTHULP_DATA"] = data };

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task The_figures_of_Molenwijk_with_its_goal_from_the_views_and_from_the_journal_alone_now_and_as_they_were_known()
    {
        (await AppProcess.RunAsync(Environment, "import", Molenwijk.Folder, "--community", "molenwijk")).ExitCode.ShouldBe(0);

        var told = await PrintAsync("--json");
        var figures = JsonElement.Parse(told);
        (figures.GetProperty("exchanges").GetProperty("count").GetInt64(), figures.GetProperty("participation").GetProperty("active").GetInt64()).ShouldBe((654, 236));
        var goal = figures.GetProperty("goals").EnumerateArray().Single();
        (goal.GetProperty("name").GetString(), goal.GetProperty("measure").GetString(), goal.GetProperty("target").GetDouble()).ShouldBe((Goal, "participation.reach", 0.2));
        goal.GetProperty("value").GetDouble().ShouldBe(figures.GetProperty("participation").GetProperty("reach").GetDouble());
        (await PrintAsync("--json", "--recompute")).ShouldBe(told);

        var lines = (await PrintAsync()).Split('\n').ToList();
        lines.ShouldContain(line => line.StartsWith("exchanges.count ", StringComparison.Ordinal) && line.Contains(" 654 ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("goals[", StringComparison.Ordinal) && line.Contains("].target ", StringComparison.Ordinal) && line.Contains(" 0.200 ", StringComparison.Ordinal) && line.Contains(Goal, StringComparison.Ordinal));

        // Everything was recorded by the import, so before today nothing was known.
        var before = JsonElement.Parse(await PrintAsync("--json", "--known-on", "2020-01-01"));
        (before.GetProperty("position").GetInt64(), before.GetProperty("exchanges").GetProperty("count").GetInt64(), before.GetProperty("goals").GetArrayLength()).ShouldBe((0, 0, 0));
        var position = figures.GetProperty("position").GetInt64();
        var earlier = JsonElement.Parse(await PrintAsync("--json", "--position", (position - 1).ToString(CultureInfo.InvariantCulture)));
        (earlier.GetProperty("position").GetInt64(), earlier.GetProperty("goals").GetArrayLength()).ShouldBe((position - 1, 0), "the goal is the last entry of an import");

        foreach (var (wrong, says) in new[]
        {
            (new[] { "--position", "1", "--known-on", "2026-01-01" }, "--position and --known-on both say as of when; use one of them."),
            (["--position", $"{position + 1}"], $"has entries 1 to {position}"),
            (["--known-on", "2199-12-31"], "that day has not come yet"),
        })
        {
            var (exitCode, _, error) = await RunAsync(wrong);
            (exitCode, error.Contains(says, StringComparison.Ordinal)).ShouldBe((2, true), error);
        }
    }

    private async Task<string> PrintAsync(params string[] options)
    {
        var (exitCode, output, error) = await RunAsync(options);
        exitCode.ShouldBe(0, error);
        return output;
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string[] options) =>
        AppProcess.RunAsync(Environment, ["indicators", "molenwijk", "--from", "2025-07-01", "--to", "2026-06-30", .. options]);
}
