using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;

namespace Buurthulp.Projections.Statements;

/// <summary>What a pot or an institution paid for those who received help. A receiver who paid nothing has no posting, but their statement shows the help all the same.</summary>
internal static class PaidFor
{
    /// <summary>Receivers with the minutes that somebody else paid for them; less than zero where that was undone. Only those for whom it is not zero.</summary>
    public static IReadOnlyList<Posting> Of(LedgerEvent recorded) => recorded switch
    {
        ExchangeBooked { Payers: { } payers } e => Paid(e.Receivers, payers, sign: 1),
        ExchangeReversed { Receivers: { } receivers } e => Paid(receivers, e.Charged, sign: -1),
        _ => [],
    };

    /// <summary>The receivers owe their part of all that was charged, in the proportion in which they received.</summary>
    private static List<Posting> Paid(IReadOnlyList<Share> receivers, IReadOnlyList<Share> charged, int sign)
    {
        List<Posting> paid = [];
        foreach (var (account, due) in receivers.ToTotal(charged.Total()))
        {
            if (due > charged.Of(account)) paid.Add(new Posting(account, sign * (due - charged.Of(account))));
        }

        return paid;
    }
}
