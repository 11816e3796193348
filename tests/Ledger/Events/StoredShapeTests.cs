using Buurthulp.Tests.Architecture;

namespace Buurthulp.Tests.Ledger.Events;

/// <summary>
/// No event changes its shape. The samples hold what they hold; these lines hold every member, also inside agreements and terms, and every word that may stand there. They only grow:
/// accepting the snapshot takes in what is new, and never what would make an old journal unreadable.
/// </summary>
public sealed class StoredShapeTests
{
    private const string Accept = "BUURTHULP_ACCEPT_SNAPSHOTS";

    private static readonly string File = Path.Combine(Assemblies.Root, "tests", "Ledger", "Events", "Snapshots", "stored-shapes.txt");

    private static readonly string[] Before =
        ["gift_made from: code", "gift_made minutes: whole number", "gift_made note?: text", "gift_made terms?: object", "gift_made terms?.days: whole number", "gift_made way: word", "gift_made way = web", "gift_made to[]: code"];

    [Fact]
    public void Shapes_of_events_only_grow()
    {
        var (stood, stands) = (System.IO.File.ReadAllLines(File), StoredShapes.Lines());
        stood.Length.ShouldBeGreaterThan(200);
        StoredShapes.Faults(stood, stands).ShouldBeEmpty("a journal that exists would no longer be read as it was written: give the new shape a new stored name (…_v2)");
        if (Environment.GetEnvironmentVariable(Accept) == "1") System.IO.File.WriteAllText(File, string.Join('\n', stands) + "\n");
        System.IO.File.ReadAllLines(File).ShouldBe(stands, $"something new is stored. If that is meant: run this test with {Accept}=1, read the difference, and commit the file.");
    }

    [Theory]
    [InlineData("gift_made minutes: whole number", "gift_made amount: whole number")]
    [InlineData("gift_made minutes: whole number", "gift_made minutes: text")]
    [InlineData("gift_made minutes: whole number", "gift_made minutes?: whole number")]
    [InlineData("gift_made note?: text", "gift_made note: text")]
    [InlineData("gift_made note?: text", null)]
    [InlineData("gift_made way = web", "gift_made way = page")]
    [InlineData("gift_made to[]: code", "gift_made to: code")]
    [InlineData(null, "gift_made on: date")]
    [InlineData(null, "gift_made terms?.most: whole number")]
    [InlineData(null, "gift_made others[]: code")]
    public void What_an_old_journal_does_not_fit_is_a_fault(string? goes, string? comes) => StoredShapes.Faults(Before, Change(goes, comes)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("gift_made on?: date")]
    [InlineData("gift_made others?[]: code")]
    [InlineData("gift_made terms?.most?: whole number")]
    [InlineData("gift_made price?.cents: whole number")]
    [InlineData("gift_made way = desk")]
    [InlineData("gift_returned minutes: whole number")]
    public void What_an_old_journal_need_not_have_may_come(string comes) => StoredShapes.Faults(Before, Change(null, comes)).ShouldBeEmpty();

    private static string[] Change(string? goes, string? comes) => [.. Before.Where(line => line != goes), .. comes is null ? [] : new[] { comes }];
}
