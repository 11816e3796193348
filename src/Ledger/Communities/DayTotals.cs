using System.Runtime.InteropServices;
using NodaTime;

namespace Buurthulp.Ledger.Communities;

/// <summary>What was booked of a day, also what was undone later.</summary>
/// <param name="Exchanges">How many exchanges.</param>
/// <param name="ExchangeMinutes">The minutes worked in them.</param>
/// <param name="Discounts">How many discounts.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DayTotals(int Exchanges, long ExchangeMinutes, int Discounts)
{
    public static DayTotals operator +(DayTotals left, DayTotals right) =>
        new(left.Exchanges + right.Exchanges, left.ExchangeMinutes + right.ExchangeMinutes, left.Discounts + right.Discounts);

    internal static void Add(CommunityState state, LocalDate day, DayTotals more) => state.Days[day] = state.Days.TryGet(day, out var before) ? before + more : more;
}
