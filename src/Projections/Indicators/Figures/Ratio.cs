namespace Buurthulp.Projections.Indicators.Figures;

internal static class Ratio
{
    /// <summary>Null when there is nothing to divide by.</summary>
    public static double? Of(long part, long whole) => whole == 0 ? null : (double)part / whole;

    /// <summary>The lower median: of an even number of values the smaller of the two in the middle. Sorts what it is given; null for nothing.</summary>
    public static long? LowerMedian(List<long> values)
    {
        if (values.Count == 0) return null;
        values.Sort();
        return values[(values.Count - 1) / 2];
    }
}
