using System.Text.RegularExpressions;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Web;
using NodaTime;

namespace Buurthulp.Tests.Api.Web;

/// <summary>The texts of the pages, in all languages.</summary>
public sealed partial class PageTextTests
{
    [Fact]
    public void Every_language_has_every_text_with_the_same_facts()
    {
        Language.Dutch.Pages.Count.ShouldBeGreaterThan(40);
        foreach (var language in Language.All)
        {
            language.Pages.Keys.Order().ShouldBe(Language.Dutch.Pages.Keys.Order(), $"in {language.Tag}");
            foreach (var (name, text) in language.Pages)
            {
                text.Trim().ShouldNotBeEmpty(name);
                FactsIn(text).ShouldBe(FactsIn(Language.Dutch.Pages[name]), $"{name} in {language.Tag}");
            }
        }

        static IEnumerable<string> FactsIn(string text) => Fact.Matches(text).Select(match => match.Value).Distinct().Order();
    }

    [Fact]
    public void A_text_for_one_thing_has_its_text_for_more()
    {
        foreach (var name in Language.Dutch.Pages.Keys.Where(name => name.EndsWith("_one", StringComparison.Ordinal)))
            Language.Dutch.Pages.Keys.ShouldContain(name[..^4] + "_other");
    }

    /// <summary>Names that stand in pages as they are; those that are put together there are seen by the tests of those pages.</summary>
    [Fact]
    public void Every_text_that_a_page_names_is_there()
    {
        var pages = Path.Combine(AppContext.BaseDirectory, "pages");
        var named = Directory.EnumerateFiles(pages, "*.cshtml*", SearchOption.AllDirectories)
            .SelectMany(file => Named.Matches(File.ReadAllText(file)).Select(match => (file, Name: match.Groups["name"].Value, IsCount: match.Groups["call"].Value.EndsWith("Count(\"", StringComparison.Ordinal)))).ToList();
        named.Count.ShouldBeGreaterThan(30);
        foreach (var (file, name, isCount) in named)
            Language.Dutch.Pages.Keys.ShouldContain(isCount ? name + "_one" : name, Path.GetFileName(file));
    }

    [Theory]
    [InlineData(0, "0 uur")]
    [InlineData(45, "45 minuten")]
    [InlineData(1, "1 minuut")]
    [InlineData(60, "1 uur")]
    [InlineData(90, "1 uur 30")]
    [InlineData(125, "2 uur 05")]
    [InlineData(-150, "\u22122 uur 30")]
    public void Amounts_are_written_as_people_say_them(long minutes, string said) => Language.Dutch.Units.Amount(minutes).ShouldBe(said);

    [Fact]
    public void Days_are_written_as_people_say_them()
    {
        var today = new LocalDate(2026, 11, 20);
        Language.Dutch.Units.Day(new LocalDate(2026, 11, 3), today).ShouldBe("dinsdag 3 november");
        Language.Dutch.Units.Day(new LocalDate(2025, 3, 1), today).ShouldBe("zaterdag 1 maart 2025");
        Language.English.Units.Day(new LocalDate(2026, 11, 22), today).ShouldBe("Sunday 22 November");
    }

    [Fact]
    public void A_text_with_markup_keeps_what_people_typed_as_text()
    {
        var words = new Words(Language.Dutch);
        using var writer = new StringWriter();
        words.Markup("about.programs-what", ("link", new Microsoft.AspNetCore.Html.HtmlString("<b>x</b>"))).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        writer.ToString().ShouldContain("<b>x</b>");
        writer.ToString().ShouldNotContain("{link}");
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fact { get; }

    [GeneratedRegex("(?<call>W\\[\"|W\\.Of\\(\"|W\\.Count\\(\"|W\\.Markup\\(\"|label=\"|hint=\")(?<name>[a-z][a-z-]*\\.[a-z0-9-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named { get; }
}
