using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Http.Signals;
using Buurthulp.Projections.Indicators.Figures;
using Buurthulp.Tests.Architecture;

namespace Buurthulp.Tests.Api.Http;

/// <summary>docs/data-dictionary.md is made from the definitions that stand beside the code of the figures and from the words that people read.</summary>
public sealed partial class DataDictionaryTests
{
    private const string Beginning = """
        # Data dictionary of the figures

        Every figure that `GET indicators` answers and `indicators.csv` and `indicators.json` write: its path, what it is counted in, its definition, and what people read about it
        in Dutch and English. This page is made from the program; a test fails when it is not up to date. How the definitions are meant, with an example worked out on paper, is in
        [indicators.md](indicators.md).

        At the end stands what is no figure of a period: goals, signals and what one member sees.

        Units: *count* (people, exchanges, pairs), *minutes* (hours are minutes divided by 60), *cents* (of a euro), *days*, *share* (a part of a whole from 0 to 1; in the sentences
        "of every hundred") and *mean* (so many for each). A figure without a value can't be told: there is nothing to divide by. A figure of a list has the code of its row in brackets, as in
        `exchanges.byMonth[2026-03].count`.

        """;

    private static readonly Dictionary<string, XElement> Docs = new[] { "Buurthulp.Projections.xml", "Buurthulp.Api.xml" }
        .SelectMany(file => XDocument.Load(Path.Combine(AppContext.BaseDirectory, file)).Descendants("member")).ToDictionary(member => (string)member.Attribute("name")!);

    /// <summary>What is no figure of a period and has a place in answers all the same.</summary>
    private static readonly (string Name, string Where, Type Answer)[] Others =
    [
        ("goals", "In `GET indicators` and `GET goals`, and as rows in `indicators.csv` and `indicators.json`: `goals[code].value`, `.target`, `.startValue` and `.onTrack` (1 or 0), in the unit of the measure.", typeof(GoalFigures)),
        ("signals", "Only in `GET signals`, for coordinators ([ADR 0014](adr/0014-signals-and-concerns.md)).", typeof(SignalsAnswer)),
        ("reciprocity", "In `GET members/{no}/reciprocity` and on a member's own page `/mijn/uren`. For who is not expected to give all is null but thanks and activities.", typeof(ReciprocityAnswer)),
    ];

    [Fact]
    public void The_data_dictionary_is_up_to_date()
    {
        var expected = Text();
        var file = Path.Combine(AppContext.BaseDirectory, "data-dictionary.md");
        File.WriteAllText(file, expected);
        Assemblies.Source("docs", "data-dictionary.md").Split('\n').ShouldBe(expected.Split('\n'), $"docs/data-dictionary.md is not what the program says; look at the difference and copy {file} over it");
    }

    [Fact]
    public void Every_figure_stands_in_it_once()
    {
        var page = Assemblies.Source("docs", "data-dictionary.md");
        foreach (var path in FigurePaths.All) Regex.Count(page, $@"^\| `{Regex.Escape(path)}` \|", RegexOptions.Multiline).ShouldBe(1, path);
    }

    private static string Text()
    {
        var text = new StringBuilder(Beginning);
        foreach (var section in typeof(IndicatorFigures).GetProperties().Where(property => property.PropertyType.Namespace == typeof(IndicatorFigures).Namespace))
        {
            var name = Json(section.Name);
            text.Append($"\n## {name}: {Dutch(name)} / {English(name)}\n\n{Words(Docs[$"T:{section.PropertyType.FullName}"].Element("summary")!)}\n\n{Dutch($"{name}.says")}\n{English($"{name}.says")}\n\n"
                + "| figure | unit | definition | Nederlands | English |\n|---|---|---|---|---|\n");
            foreach (var figure in section.PropertyType.GetProperties())
            {
                var path = $"{name}.{Json(figure.Name)}";
                var list = figure.PropertyType.IsGenericType && figure.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? figure.PropertyType.GetGenericArguments()[0] : null;
                var unit = list is null ? Json(FigureTable.UnitOf(path).ToString()) : $"list of {string.Join(", ", list.GetProperties().Select(part => $"`{Json(part.Name)}`"))}";
                text.Append($"| `{path}` | {unit} | {Definition(section.PropertyType, figure)} | **{Dutch(path)}**. {Dutch($"{path}.says")} | **{English(path)}**. {English($"{path}.says")} |\n");
            }
        }

        foreach (var (name, where, answer) in Others)
        {
            text.Append($"\n## {name}: {DutchOther(name)} / {EnglishOther(name)}\n\n{Words(Docs[$"T:{answer.FullName}"].Element("summary")!)}\n{where}\n\n{DutchOther($"{name}.says")}\n{EnglishOther($"{name}.says")}\n\n"
                + "| name | definition | Nederlands | English |\n|---|---|---|---|\n");
            foreach (var part in answer.GetProperties().Where(part => part.GetCustomAttribute<JsonIgnoreAttribute>() is null or { Condition: not JsonIgnoreCondition.Always }))
                text.Append($"| `{Json(part.Name)}` | {Definition(answer, part)} | {DutchOther($"{name}.{Json(part.Name)}")} | {EnglishOther($"{name}.{Json(part.Name)}")} |\n");
        }

        return text.ToString();
    }

    private static string DutchOther(string name) => Language.Dutch.Pages[$"dictionary.{name}"];

    private static string EnglishOther(string name) => Language.English.Pages[$"dictionary.{name}"];

    private static string Definition(Type section, PropertyInfo figure) =>
        Words(Docs[$"T:{section.FullName}"].Elements("param").Single(parameter => (string?)parameter.Attribute("name") == figure.Name));

    private static string Words(XElement element) => Spaces.Replace(element.Value, " ").Trim();

    private static string Json(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Dutch(string name) => Language.Dutch.Pages[$"figures.{name}"];

    private static string English(string name) => Language.English.Pages[$"figures.{name}"];

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces { get; }
}
