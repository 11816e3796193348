using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

/// <summary>Whose use of which limit in which calendar month. <paramref name="By"/> is the institution or pot; <paramref name="For"/> a member, or null for all together.</summary>
public readonly record struct MonthlyUseKey(AccountNumber By, AccountNumber? For, int Year, int Month);

/// <summary>Minutes paid or granted in a calendar month, by the day it happened; what was undone does not count.</summary>
public sealed record MonthlyUse(long Minutes)
{
    /// <summary>Zero where nothing was used.</summary>
    public static long In(CommunityState state, AccountNumber by, LocalDate on, AccountNumber? @for = null) =>
        state.MonthlyUses.TryGet(new MonthlyUseKey(by, @for, on.Year, on.Month), out var use) ? use.Minutes : 0;

    internal static void Add(CommunityState state, AccountNumber by, AccountNumber? @for, LocalDate on, long minutes) =>
        state.MonthlyUses[new MonthlyUseKey(by, @for, on.Year, on.Month)] = new MonthlyUse(In(state, by, on, @for) + minutes);
}
