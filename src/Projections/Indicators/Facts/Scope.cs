using System.Runtime.InteropServices;
using NodaTime;

namespace Buurthulp.Projections.Indicators.Facts;

/// <summary>What a question is about: a period, as of a position.</summary>
/// <param name="Facts">The community's facts, at least up to the position.</param>
/// <param name="Period">Both days included.</param>
/// <param name="AsOf">What was recorded after this position does not count.</param>
internal sealed record Scope(CommunityFacts Facts, ReportPeriod Period, long AsOf)
{
    public int From { get; } = DayNumber(Period.From);

    public int To { get; } = DayNumber(Period.To);

    /// <summary>The places of the exchanges that count and happened in the period, in order of the journal.</summary>
    public IReadOnlyList<int> Exchanges => exchanges ??= Find();

    private List<int>? exchanges;

    public static int DayNumber(LocalDate day) => day.ToDateOnly().DayNumber;

    /// <summary>Booked by the position and not undone by it.</summary>
    public bool Counts(in ExchangeFact exchange) => exchange.Position <= AsOf && exchange.UndoneAt > AsOf;

    /// <summary>The entry at a position was recorded by then and not undone by then.</summary>
    public bool Counts(long position) => position <= AsOf && !(Facts.UndoneAt.TryGetValue(position, out var undoneAt) && undoneAt <= AsOf);

    public bool IsInPeriod(int day) => day >= From && day <= To;

    private List<int> Find()
    {
        List<int> found = [];
        var all = CollectionsMarshal.AsSpan(Facts.Exchanges);
        for (var i = 0; i < all.Length; i++)
        {
            if (Counts(all[i]) && IsInPeriod(all[i].Day)) found.Add(i);
        }

        return found;
    }
}
