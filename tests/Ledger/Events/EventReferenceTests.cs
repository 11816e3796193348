using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Architecture;

namespace Buurthulp.Tests.Ledger.Events;

/// <summary>docs/events.md says what the program does.</summary>
public sealed class EventReferenceTests
{
    private static readonly string Page = Assemblies.Source("docs", "events.md");

    [Fact]
    public void The_reference_of_events_is_up_to_date()
    {
        var expected = EventReference.Text();
        var file = Path.Combine(AppContext.BaseDirectory, "events.md");
        File.WriteAllText(file, expected);
        Page.Split('\n').ShouldBe(expected.Split('\n'), $"docs/events.md is not what the program says; look at the difference and copy {file} over it");
    }

    [Fact]
    public void Every_event_and_every_member_stands_in_it()
    {
        foreach (var type in EventTypes.All)
        {
            var start = Page.IndexOf($"\n### {EventTypes.NameOf(type)}\n", StringComparison.Ordinal);
            start.ShouldBeGreaterThan(0, EventTypes.NameOf(type));
            var end = Page.IndexOf("\n##", start + 4, StringComparison.Ordinal);
            foreach (var member in EventReference.Properties(type)) Page[start..end].ShouldContain($"| `{EventReference.Json(member.Name)}` |");
        }
    }

    [Fact]
    public void What_it_says_of_the_accounts_that_move_is_said_of_those_events_that_move_any()
    {
        var moving = Samples.All.Where(sample => Postings.Of(sample.Event).Count > 0).Select(sample => sample.Event.GetType()).Distinct();
        EventMeanings.Moves.Keys.ShouldBe(moving, ignoreOrder: true);
    }

    [Fact]
    public void It_explains_no_member_that_no_longer_exists() =>
        EventMeanings.Unused(EventTypes.All.SelectMany(EventReference.Properties).Select(property => EventReference.Json(property.Name)).ToHashSet()).ShouldBeEmpty();
}
