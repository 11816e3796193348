using System.Text.RegularExpressions;
using Buurthulp.Api.Http.Problems.Words;

namespace Buurthulp.Tests.Api.Web;

/// <summary>The guides name buttons and pages as the pages do.</summary>
public sealed partial class GuideTests
{
    [Theory]
    [InlineData("lid.md")]
    [InlineData("coordinator.md")]
    public async Task What_stands_bold_in_a_guide_stands_on_a_page(string guide)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "guide", guide));
        var named = Bold.Matches(text).Select(match => match.Groups["words"].Value).Where(words => !words.EndsWith('.')).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(15);
        var said = Language.Dutch.Pages.Values.ToHashSet();
        named.Where(words => !said.Contains(words)).ShouldBeEmpty("these are on no page");
    }

    [Fact]
    public void The_pictures_of_the_guides_and_the_readme_are_there()
    {
        var root = AppContext.BaseDirectory;
        var texts = Directory.EnumerateFiles(Path.Combine(root, "guide"), "*.md").Append(Path.Combine(root, "README.md"));
        var pictures = texts.SelectMany(file => Picture.Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).Distinct().ToList();
        pictures.Count.ShouldBeGreaterThan(5);
        foreach (var picture in pictures) File.Exists(Path.Combine(root, "images", picture)).ShouldBeTrue(picture);
    }

    [GeneratedRegex(@"\*\*(?<words>[^*]+)\*\*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bold { get; }

    [GeneratedRegex(@"images/(?<name>[a-z-]+\.png)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Picture { get; }
}
