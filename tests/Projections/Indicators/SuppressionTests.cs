using Buurthulp.Projections.Indicators.Publication;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Nothing small follows from a whole and the parts that are told.</summary>
public sealed class SuppressionTests
{
    [Theory]
    [InlineData("12 30 7", "12 30 7")]
    [InlineData("12 30 0", "12 30 0")]
    [InlineData("5 2 5 40", "- - - -")]
    [InlineData("5 2 2 5 40", "- <5 <5 5 40")]
    [InlineData("12 30 3", "- 30 <5")]
    [InlineData("12 30 3 2 0", "- 30 <5 <5 0")]
    [InlineData("40 2", "- <5")]
    [InlineData("5 30 2", "- 30 <5")]
    [InlineData("5 30 1", "- - -")]
    [InlineData("5 6 1 1 40", "- - - - -")]
    [InlineData("10 10 3 40", "- - - -")]
    [InlineData("10 10 2 40", "- 10 <5 40")]
    [InlineData("4 4", "- -")]
    [InlineData("5 3", "- -")]
    [InlineData("3 2 1 0", "- - - -")]
    [InlineData("0 0", "0 0")]
    [InlineData("", "")]
    public void Beside_a_small_part_a_large_one_is_kept_back(string parts, string told) => Told([.. parts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]).ShouldBe(told);

    /// <summary>
    /// The reader has this very program, and tries every village there could be: whatever whole and parts are told, at least two of the villages for which the program tells just that differ in each small part.
    /// </summary>
    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 60)]
    [InlineData(3, 45)]
    [InlineData(4, 26)]
    [InlineData(5, 24)]
    public void Who_has_the_program_and_tries_everything_does_not_know_a_small_part(int count, int mostInAll)
    {
        Dictionary<string, long[]> first = [];
        Dictionary<string, bool[]> varies = [];
        foreach (var parts in Wholes(new long[count], place: 0, mostInAll))
        {
            // A whole of 1 to 4 is not published, and its parts are not either.
            if (parts.Sum() < PublishedCount.Least) continue;
            var told = $"{parts.Sum()}: {Told(parts)}";
            if (first.TryAdd(told, [.. parts])) varies[told] = new bool[count];
            for (var i = 0; i < count; i++) varies[told][i] |= first[told][i] != parts[i];
        }

        var known = first.Where(pair => pair.Value.Where((part, i) => PublishedCount.IsSmallGroup(part) && !varies[pair.Key][i]).Any()).Select(pair => $"{pair.Key} can only be {string.Join(' ', pair.Value)}");
        known.ShouldBeEmpty();
        (first.Count(pair => pair.Key.Contains("<5", StringComparison.Ordinal)) > 10).ShouldBe(count > 1, "small parts were hidden beside told ones");
    }

    private static IEnumerable<long[]> Wholes(long[] parts, int place, long left)
    {
        if (place == parts.Length)
        {
            yield return parts;
            yield break;
        }

        for (parts[place] = 0; parts[place] <= left; parts[place]++)
        {
            foreach (var whole in Wholes(parts, place + 1, left - parts[place])) yield return whole;
        }
    }

    private static string Told(IReadOnlyList<long> parts)
    {
        var told = Suppression.Parts(parts);
        for (var i = 0; i < parts.Count; i++)
        {
            if (told[i].IsTold) (told[i].Value, PublishedCount.IsSmallGroup(parts[i])).ShouldBe((parts[i], false), "what is told is exact and not small");
        }

        return string.Join(' ', told.Select(part => part.Value?.ToString() ?? (part.IsSmall ? PublishedCount.SmallText : "-")));
    }
}
