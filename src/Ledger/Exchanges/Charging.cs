using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Exchanges;

/// <summary>What help earns its helpers. Both are recorded: the minutes worked and the minutes credited.</summary>
/// <param name="Percent">Minutes credited for a hundred minutes worked, 1 to 500.</param>
public sealed record AwardTerms(int Percent)
{
    public const int MostPercent = 500;

    internal static Refusal? Unusable(AwardTerms? terms) => terms is { Percent: < 1 or > MostPercent } ? new Refusal.AgreementIncomplete("award.percent") : null;
}

/// <summary>Who gets and who is charged for help. Both lists always add up to the same.</summary>
/// <param name="Credited">Null when each helper gets the minutes worked.</param>
/// <param name="Payers">Null when each receiver is charged for what they got.</param>
public sealed record Charging(IReadOnlyList<Share>? Credited, IReadOnlyList<Share>? Payers)
{
    /// <summary>The agreement's award for the helpers; the receivers are charged, a payer instead of them, or a pot for the part that a receiver is short.</summary>
    public static Charging Of(CommunityState state, IReadOnlyList<Share> helpers, IReadOnlyList<Share> receivers, AccountNumber? payer)
    {
        var percent = state.Agreement.Award?.Percent ?? 100;
        var due = receivers.AtPercent(percent);
        var credited = percent == 100 ? null : helpers.AtPercent(percent);
        if (payer is { } other) return new Charging(credited, [new Share(other, due.Total())]);
        return new Charging(credited, WithPot(state, due) ?? (percent == 100 ? null : due));
    }

    /// <summary>Refuses an institution as payer for more than its budget still holds; see <see cref="IssuingBudget"/>. Everybody else may pay whatever they have.</summary>
    public static Refusal? OverBudget(CommunityState state, IReadOnlyList<Share> receivers, AccountNumber payer, LocalDate happenedOn)
    {
        var account = state.Accounts[payer];
        if (account.Kind != AccountKind.Institution) return null;
        var due = receivers.AtPercent(state.Agreement.Award?.Percent ?? 100).Total();
        var available = IssuingBudget.Available(state, account, happenedOn);
        return due > available ? new Refusal.BudgetExceeded(payer, due, available, account.Budget?.Minutes ?? 0) : null;
    }

    /// <summary>Null when every receiver can pay alone, or when no pot pays.</summary>
    private static List<Share>? WithPot(CommunityState state, IReadOnlyList<Share> due)
    {
        if (state.Agreement is not { Shortfall: ShortfallPolicy.PotPays, ShortfallPot: { } pot }) return null;

        // A community may be founded with a pot that is yet to be opened; until then somebody else may have got its number.
        if (!state.Accounts.TryGet(pot, out var paying) || paying.Kind != AccountKind.Pot) return null;

        List<Share> charged = new(due.Count + 1);
        long missing = 0;
        foreach (var (account, minutes) in due)
        {
            var paid = Math.Min(minutes, Math.Max(0, state.Accounts[account].Balance));
            if (paid > 0) charged.Add(new Share(account, paid));
            missing += minutes - paid;
        }

        if (missing == 0) return null;
        charged.Add(new Share(pot, missing));
        return charged;
    }
}
