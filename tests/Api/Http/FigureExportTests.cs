using System.Globalization;
using System.Text.Json;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Ledger;
using Buurthulp.Projections.Indicators.Figures;
using CsvHelper;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

public sealed class FigureExportTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_table_for_a_spreadsheet_has_every_figure_with_its_value_and_its_meaning()
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 90), community.Token(Role.Coordinator));
        await community.PostAsync("exchanges", Help(Anna, Chaima, 45), community.Token(Role.Coordinator));
        var auditor = community.Token(Role.Auditor);

        var answer = await community.GetAsync("indicators.csv?from=2026-10&to=2026-11", auditor);

        answer.ContentType.ShouldBe("text/csv");
        var rows = GetRows(answer.Text).ToDictionary(row => row.figure);
        rows["exchanges.meanMinutes"].ShouldBe(new Row("exchanges.meanMinutes", "67.5", "minutes", "Gemiddelde duur", "Zo lang duurde hulp gemiddeld. Een paar lange dagen trekken dit omhoog."));
        (rows["exchanges.byMonth[2026-11].count"].value, rows["exchanges.byCategory[boodschappen].minutes"].value, rows["circle.share"].value, rows["shops.spentAgainShare"].value).ShouldBe(("2", "135", "0", ""));
        rows.Keys.ShouldBe(rows.Keys.Union(FigurePaths.All), ignoreOrder: true);
        answer.Text.Split("\r\n")[..^1].ShouldAllBe(line => char.IsAsciiLetter(line[0]), "nothing that a spreadsheet would take for a formula");

        var table = (await community.GetAsync("indicators.json?from=2026-10&to=2026-11", auditor)).Json;
        table.GetProperty("figures").EnumerateArray().Select(row => (row.GetProperty("figure").GetString()!, row.GetProperty("value").ToString(), row.GetProperty("unit").GetString()!))
            .ShouldBe(rows.Values.Select(row => (row.figure, row.value, row.unit)));
        var figures = (await community.GetAsync("indicators?from=2026-10&to=2026-11", auditor)).Json;
        foreach (var path in FigurePaths.All)
        {
            var told = path.Split('.').Aggregate(figures, (part, name) => part.GetProperty(name));
            rows[path].value.ShouldBe(told.ValueKind == JsonValueKind.Null ? "" : ((decimal)told.GetDouble()).ToString(CultureInfo.InvariantCulture), path);
        }
    }

    [Fact]
    public async Task A_goal_is_taken_along_with_what_it_started_from_and_whatever_it_is_called_no_cell_is_a_formula()
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 90), community.Token(Role.Coordinator));
        (await community.PostAsync("goals", """{"goal":"hulp","name":"=1+1, \"veel\" hulp","measure":"exchanges.minutes","target":120.5,"by":"2027-11-20","startValue":30}""", community.Token(Role.Admin))).Status.ShouldBe(201);
        (await community.PostAsync("goals", """{"goal":"snel","name":"Snel","measure":"matching.medianDaysToMatch","target":2,"by":"2027-12-01","startValue":9}""", community.Token(Role.Admin))).Status.ShouldBe(201);
        var auditor = community.Token(Role.Auditor);

        var answer = await community.GetAsync("indicators.csv?from=2026-11", auditor);

        var rows = GetRows(answer.Text).Where(row => row.figure.StartsWith("goals", StringComparison.Ordinal)).ToList();
        rows.Select(row => (row.figure, row.value, row.unit)).ShouldBe(
        [
            ("goals[hulp].value", "90", "minutes"), ("goals[hulp].target", "120.5", "minutes"), ("goals[hulp].startValue", "30", "minutes"), ("goals[hulp].onTrack", "1", "count"),
            ("goals[snel].value", "", "days"), ("goals[snel].target", "2", "days"), ("goals[snel].startValue", "9", "days"), ("goals[snel].onTrack", "", "count"),
        ]);
        rows[1].name.ShouldBe("Doel =1+1, \"veel\" hulp: te bereiken op 20 november 2027");
        rows.ShouldAllBe(row => row.name.StartsWith("Doel ", StringComparison.Ordinal) && row.explanation.Length > 0);
        (await community.GetAsync("indicators.json?from=2026-11", auditor)).Json.GetProperty("figures").EnumerateArray().Select(row => (row.GetProperty("figure").GetString()!, row.GetProperty("value").ToString()))
            .ShouldBe(from row in GetRows(answer.Text) select (row.figure, row.value));
    }

    [Fact]
    public async Task The_meaning_is_told_in_the_asked_language()
    {
        var community = await server.FoundAsync();
        using var client = server.Client(community.Token(Role.Treasurer));
        client.DefaultRequestHeaders.Add("Accept-Language", "en-GB");

        using var answer = await client.GetAsync(new Uri($"api/v1/{community.Code}/indicators.csv?from=2026", UriKind.Relative));

        (await answer.Content.ReadAsStringAsync()).ShouldContain("circle.share,,share,Share in a circle,");
        answer.Content.Headers.ContentLanguage.ShouldBe(["en"]);
        answer.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe($"{community.Code}-2026-01-01-2026-12-31.csv");
    }

    /// <summary>The one place of these texts is the words of the pages: <c>figures.json</c> of each language. Other languages than these are held to the same names by PageTextTests.</summary>
    [Fact]
    public void Every_figure_section_and_list_has_its_name_and_its_one_or_two_sentences()
    {
        var known = FigurePaths.All.Concat(FigurePaths.All.Select(path => path.Split('.')[0])).Concat(["participation.byNeighbourhood", "exchanges.byCategory", "exchanges.byMonth", "circulation.pots", "goals"]).Distinct();
        var texts = Language.Dutch.Pages.Keys.Where(name => name.StartsWith("figures.", StringComparison.Ordinal)).Select(name => name["figures.".Length..]).ToList();

        texts.ShouldBe(known.SelectMany(path => new[] { path, $"{path}.says" }), ignoreOrder: true);
        foreach (var language in Language.All)
        {
            foreach (var path in known) Sentences(language.Pages[$"figures.{path}.says"]).ShouldBeInRange(1, 2, $"{path} in {language.Tag}");
        }

        static int Sentences(string text) => text.TrimEnd('.').Split(". ").Length;
    }

    private static List<Row> GetRows(string text)
    {
        using var csv = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<Row>()];
    }

    private sealed record Row(string figure, string value, string unit, string name, string explanation);
}
