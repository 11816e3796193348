using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

/// <summary>What the treasury keeps beside the accounts: which transfers can still be undone, and what was used of limits by the month.</summary>
internal static class TreasuryEvolution
{
    /// <summary>After the entry was applied to everything else but the balances.</summary>
    public static void Apply(CommunityState state, LedgerEvent recorded)
    {
        switch (recorded)
        {
            case ExchangeBooked { Payers: { } payers } e: Issue(state, payers, e.HappenedOn, sign: 1); break;
            case ExchangeReversed e when state.Exchanges.TryGet(e.Exchange, out var exchange): Issue(state, e.Charged, exchange.HappenedOn, sign: -1); break;
            case GiftMade e: Keep(state, TransferKind.Gift, e.From, e.To, e.Minutes, e.HappenedOn); break;
            case CreditsSettled e: Keep(state, TransferKind.Settlement, e.Shop, e.Sponsor, e.Minutes, e.SettledOn); break;
            case GrantGiven e:
                Keep(state, TransferKind.Grant, e.Pot, e.Member, e.Minutes, e.HappenedOn);
                Grant(state, e.Pot, e.Member, e.HappenedOn, e.Minutes);
                break;
            case OpeningBalanceBooked { Minutes: > 0 } e: Keep(state, TransferKind.OpeningBalance, BookOpeningBalance.Opening, e.Account, e.Minutes, e.On); break;
            case OpeningBalanceBooked e: Keep(state, TransferKind.OpeningBalance, e.Account, BookOpeningBalance.Opening, -e.Minutes, e.On); break;
            case LeavingBalanceSettled { Minutes: > 0 } e: Keep(state, TransferKind.LeavingBalance, e.Account, e.Pot, e.Minutes, e.SettledOn); break;
            case LeavingBalanceSettled e: Keep(state, TransferKind.LeavingBalance, e.Pot, e.Account, -e.Minutes, e.SettledOn); break;
            case EntryReversed e:
                var undone = state.Transfers[e.Entry];
                state.Transfers[e.Entry] = undone with { Reversed = true };
                if (undone.Kind == TransferKind.Grant) Grant(state, undone.From, undone.To, undone.On, -undone.Minutes);
                break;
        }
    }

    private static void Keep(CommunityState state, TransferKind kind, AccountNumber from, AccountNumber to, long minutes, LocalDate on) =>
        state.Transfers[state.Position] = new TransferState(kind, from, to, minutes, on);

    private static void Grant(CommunityState state, AccountNumber pot, AccountNumber member, LocalDate on, long minutes)
    {
        MonthlyUse.Add(state, pot, @for: null, on, minutes);
        MonthlyUse.Add(state, pot, member, on, minutes);
    }

    /// <summary>Whether undoing this charge gives a month's budget back.</summary>
    internal static bool IsChargedToInstitution(this CommunityState state, IReadOnlyList<Share> charged) =>
        charged.Any(share => state.Accounts.TryGet(share.Account, out var account) && account.Kind == AccountKind.Institution);

    private static void Issue(CommunityState state, IReadOnlyList<Share> charged, LocalDate on, int sign)
    {
        foreach (var (account, minutes) in charged)
        {
            if (state.Accounts[account].Kind == AccountKind.Institution) MonthlyUse.Add(state, account, @for: null, on, sign * minutes);
        }
    }
}
