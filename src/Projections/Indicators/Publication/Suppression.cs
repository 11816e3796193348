namespace Buurthulp.Projections.Indicators.Publication;

/// <summary>Which parts of a published whole have to be kept back, so that no small one follows from the whole, the others and these rules.</summary>
public static class Suppression
{
    private const long MostSmall = PublishedCount.Least - 1;

    /// <summary>
    /// Small parts (1 to 4) are told as such, and beside them the smallest large one is withheld, so that subtracting leaves a sum. A reader who knows this knows that the withheld one is at least 5 and less than the
    /// smallest of those that are told, or the same. Where that leaves a small part no more than one value, nothing is told. Nor is it when the whole may consist of small parts only.
    /// </summary>
    /// <remarks>Which of the two it is follows from what is told in the first case, so that the choice itself tells nothing more. When nothing is told, any of the hidden numbers can be that of any part.</remarks>
    /// <param name="parts">Groups that add up to a whole which is published.</param>
    public static IReadOnlyList<PublishedCount> Parts(IReadOnlyList<long> parts)
    {
        var small = parts.Where(PublishedCount.IsSmallGroup).ToList();
        if (small.Count == 0) return [.. parts.Select(PublishedCount.Of)];
        PublishedCount[] nothing = [.. parts.Select(_ => PublishedCount.Withheld)];
        if (parts.Sum() <= MostSmall * parts.Count) return nothing;
        // The whole is more than small parts can be, so there is a large one.
        var large = Enumerable.Range(0, parts.Count).Where(i => parts[i] >= PublishedCount.Least).OrderBy(i => parts[i]).ThenBy(i => i).ToList();
        var left = small.Sum() + parts[large[0]];
        var mostWithheld = large.Count > 1 ? parts[large[1]] - 1 : left;
        var (leastOfOne, mostOfOne) = (left - (MostSmall * (small.Count - 1)) - mostWithheld, left - (small.Count - 1) - PublishedCount.Least);
        if (Math.Max(1, leastOfOne) >= Math.Min(MostSmall, mostOfOne)) return nothing;
        return [.. parts.Select((part, i) => i == large[0] ? PublishedCount.Withheld : PublishedCount.Of(part))];
    }
}
