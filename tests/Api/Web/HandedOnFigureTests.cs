using System.Text.Json;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Goals;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Figures that leave the community, on the public page and in a report for others: of agreed periods alone, and without small groups.</summary>
public sealed class HandedOnFigureTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task What_is_handed_on_has_no_small_groups_and_what_the_treasurer_sees_has()
    {
        var screens = await FigureScene.BusyAsync(server, PublicationPeriod.Quarter);
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        var whole = await CsvAsync("/cijfers");
        var report = await CsvAsync("/cijfers/verslag");

        whole["roles.receivedOnly"].ShouldBe("1");
        whole["exchanges.byMonth[2026-09].count"].ShouldBe("1");
        whole["network.topFiveShare"].ShouldNotBeEmpty();
        (report["roles.receivedOnly"], report["roles.both"]).ShouldBe(("", ""));
        report["exchanges.byMonth[2026-09].count"].ShouldBe("");
        report["participation.active"].ShouldBe("9");
        report.Keys.ShouldNotContain(path => path.StartsWith("network", StringComparison.Ordinal) || path.StartsWith("coordination", StringComparison.Ordinal));

        var page = FigureScene.Html(await FigureScene.GetAsync(screens, $"/cijfers/verslag?{FigureScene.Quarter}", session));
        page.ShouldContain("Groepen van minder dan 5 mensen staan er niet in");
        page.ShouldContain("niet getoond");
        page.ShouldNotContain("Kreeg alleen: 1 mens");

        var json = JsonElement.Parse((await FigureScene.GetAsync(screens, $"/cijfers/verslag?handler=Json&{FigureScene.Quarter}", session)).Text);
        var rate = json.GetProperty("figures").EnumerateArray().Single(figure => figure.GetProperty("figure").GetString() == "participation.active");
        (rate.GetProperty("value").GetInt32(), rate.GetProperty("unit").GetString()).ShouldBe((9, "count"));
        rate.GetProperty("explanation").GetString().ShouldStartWith("Zo veel mensen gaven of kregen");

        async Task<Dictionary<string, string>> CsvAsync(string path)
        {
            var (status, text) = await FigureScene.GetAsync(screens, $"{path}?handler=Csv&{FigureScene.Quarter}", session);
            status.ShouldBe(200);
            var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            lines[0].ShouldBe("Cijfer;Waarde;Eenheid;Naam;\"Wat zegt dit, wat zegt dit niet\"");
            return lines.Skip(1).Select(line => line.Split(';')).ToDictionary(cells => cells[0], cells => cells[1].Trim('"'));
        }
    }

    /// <summary>The start of a goal is the exact figure of a year of its own, and its bar would be that figure once more.</summary>
    [Fact]
    public async Task A_goal_is_in_no_report_that_is_handed_on()
    {
        var screens = await FigureScene.BusyAsync(server, PublicationPeriod.Quarter);
        await screens.Scene.ExecuteAsync(new SetGoal(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new GoalCode("goal-one"), new MeasureCode("roles-receivedOnly"), TargetThousandths: 0, By: new(2027, 6, 30),
            StartedOn: new(2026, 7, 1), StartThousandths: null));
        await screens.Scene.ExecuteAsync(new SetGoal(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new GoalCode("goal-two"), new MeasureCode("circle-share"), TargetThousandths: 1_000, By: new(2027, 6, 30),
            StartedOn: new(2026, 7, 1), StartThousandths: 100));
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);

        FigureScene.Html(await FigureScene.GetAsync(screens, $"/cijfers?{FigureScene.Quarter}", session)).ShouldContain("id=\"goals\"");
        foreach (var path in new[] { $"/cijfers/verslag?{FigureScene.Quarter}", $"/buurt/{screens.Community.Code}/cijfers?{FigureScene.Quarter}" })
        {
            var page = FigureScene.Html(await FigureScene.GetAsync(screens, path, session));
            foreach (var hidden in new[] { "Doelen", "goals", "goal-" }) page.ShouldNotContain(hidden, Case.Sensitive, path);
        }

        foreach (var handler in new[] { "Csv", "Json" })
        {
            (await FigureScene.GetAsync(screens, $"/cijfers?handler={handler}&{FigureScene.Quarter}", session)).Text.ShouldContain("goals[goal-two].startValue");
            (await FigureScene.GetAsync(screens, $"/cijfers/verslag?handler={handler}&{FigureScene.Quarter}", session)).Text.ShouldNotContain("goal");
        }
    }

    [Fact]
    public async Task The_public_page_is_there_when_the_community_agreed_and_looks_right()
    {
        var screens = await FigureScene.BusyAsync(server);
        var address = $"/buurt/{screens.Community.Code}";
        (await FigureScene.GetAsync(screens, $"{address}/cijfers", session: null)).Status.ShouldBe(404);
        (await FigureScene.GetAsync(screens, address, session: null)).Text.ShouldNotContain($"{address}/cijfers");
        (await FigureScene.GetAsync(screens, "/buurt/nergens/cijfers", session: null)).Status.ShouldBe(404);

        await FigureScene.PublishAsync(screens, PublicationPeriod.Quarter);

        var page = FigureScene.Html(await FigureScene.GetAsync(screens, $"{address}/cijfers", session: null));
        page.ShouldContain("Van 1 juli 2026 tot en met 30 september 2026.");
        FigureScene.Periods.Matches(page).Select(match => match.Groups["value"].Value).ShouldBe(["2026-Q3", "2026-Q2", "2026-Q1"], "whole quarters that are over, since the founding");
        page.ShouldContain("Meegedaan: 9 mensen.");
        page.ShouldNotContain("Kreeg alleen: 1 mens");
        FigureScene.Html(await FigureScene.GetAsync(screens, $"{address}/cijfers?periode=2026-Q1", session: null)).ShouldContain("In deze periode is geen hulp opgeschreven.");
        (await FigureScene.GetAsync(screens, $"{address}/cijfers?periode=2026-Q4", session: null)).Status.ShouldBe(404);
        (await FigureScene.GetAsync(screens, $"{address}/cijfers?periode=2026", session: null)).Status.ShouldBe(404);
        (await FigureScene.GetAsync(screens, address, session: null)).Text.ShouldContain($"{address}/cijfers");
        await PageChecks.LooksRightAsync(server.Address, $"{address}/cijfers");
    }

    [Fact]
    public async Task A_report_is_handed_on_of_one_kind_of_period_only_so_that_none_overlaps_another()
    {
        var screens = await FigureScene.BusyAsync(server);
        var session = await screens.Scene.SignInAsync(Bram, fromCommandLine: true);
        FigureScene.Html(await FigureScene.GetAsync(screens, "/cijfers/verslag", session)).ShouldContain("Er is nog geen verslag.");
        foreach (var period in new[] { "2026", "2026-Q3", "2026-08", "2026-08-15", "2025-12", "gisteren" }) await ShouldBeAsync(period, 404);

        await FigureScene.PublishAsync(screens, PublicationPeriod.Quarter);
        var report = FigureScene.Html(await FigureScene.GetAsync(screens, "/cijfers/verslag", session));
        report.ShouldContain("Van 1 juli 2026 tot en met 30 september 2026.");
        FigureScene.Periods.Matches(report).Select(match => match.Groups["value"].Value).ShouldBe(["2026-Q3", "2026-Q2", "2026-Q1"]);
        foreach (var (period, status) in new[] { ("2026-Q2", 200), ("2026-Q4", 404), ("2026-08", 404), ("2026", 404), ("2026-Q3&van=2026-07-01&tot=2026-08-31", 200) }) await ShouldBeAsync(period, status);
        FigureScene.Html(await FigureScene.GetAsync(screens, "/cijfers/verslag?van=2026-07-02&tot=2026-08-16", session)).ShouldContain("Van 1 juli 2026 tot en met 30 september 2026.");

        // What is no longer public was handed on all the same: the kind stays.
        await FigureScene.PublishAsync(screens, every: null);
        await ShouldBeAsync("2026-Q3", 200);
        await ShouldBeAsync("2025", 404);
        await FigureScene.PublishAsync(screens, PublicationPeriod.Month);
        foreach (var period in new[] { "2026-08", "2026-Q3", "2026" }) await ShouldBeAsync(period, 404);

        async Task ShouldBeAsync(string period, int status)
        {
            (await FigureScene.GetAsync(screens, $"/cijfers/verslag?periode={period}", session)).Status.ShouldBe(status, period);
            foreach (var handler in new[] { "Csv", "Json" }) (await FigureScene.GetAsync(screens, $"/cijfers/verslag?handler={handler}&periode={period}", session)).Status.ShouldBe(status, $"{handler} {period}");
        }
    }
}
