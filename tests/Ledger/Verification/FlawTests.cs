using System.Text.RegularExpressions;
using Buurthulp.Api.Commands;
using Buurthulp.Ledger.Verification;

namespace Buurthulp.Tests.Ledger.Verification;

/// <summary>What verify says is wrong, in both languages.</summary>
public sealed partial class FlawTests
{
    [Fact]
    public void Every_flaw_is_said_in_Dutch_with_the_same_facts()
    {
        Flaw.English.Count.ShouldBeGreaterThan(30);
        DutchFlaws.Texts.Keys.Order().ShouldBe(Flaw.English.Keys.Order());
        foreach (var (code, english) in Flaw.English)
        {
            FactsIn(DutchFlaws.Texts[code]).ShouldBe(FactsIn(english), code);
            if (english.Length > 3) DutchFlaws.Texts[code].ShouldNotBe(english);
        }

        static IEnumerable<string> FactsIn(string text) => Fact.Matches(text).Select(match => match.Value).Order();
    }

    [Fact]
    public async Task A_changed_journal_is_told_in_the_asked_language()
    {
        var lines = ExportedFile.Lines(ExportedFile.Of(RandomCommunity.Of(seed: 3, steps: 20)));
        lines[3] = lines[3].Replace("\"position\":4", "\"position\":9", StringComparison.Ordinal);
        var bad = await ExportedFile.BadAsync(lines);
        VerifyWords.Of("en").Bad(bad).ShouldBe("position 4: the line holds position 9: a line is missing, added or moved");
        VerifyWords.Of("nl").Bad(bad).ShouldBe("niet in orde. Vertrouw dit bestand niet vanaf boeking 4: op deze regel staat boeking 9: er is een regel weg, erbij gezet of verplaatst. Bel de beheerder en de kascommissie.");
    }

    [Fact]
    public void What_a_file_says_stays_on_one_line_and_is_cut_off()
    {
        new Flaw("event-unknown", "a\nb\u001b[31m").Text.ShouldContain("'a?b?[31m'");
        new Flaw("event-unknown", new string('x', 5_000)).Text.Length.ShouldBeLessThan(600);
        new Flaw("event-unknown", "{0}{1}").Text.ShouldContain("'{0}{1}'");
    }

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fact { get; }
}
