using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace Buurthulp.Marten.Views;

/// <summary>What stands on each account of a community: <c>FetchLatest</c> of its stream gives it as of now, <c>AggregateStreamAsync</c> as of any version.</summary>
public sealed class AccountBalances
{
    /// <summary>The stream.</summary>
    public string Id { get; set; } = "";

    /// <summary>Smallest units by number of account; may be below zero. Their sum is 0.</summary>
    public Dictionary<string, long> Balances { get; init; } = [];

    /// <summary>0 for an account on which nothing was booked.</summary>
    public long Of(AccountNumber account) => Balances.GetValueOrDefault(account.Value);
}

/// <summary>Adds up the ledger's own postings; no rule of its own.</summary>
public sealed class AccountBalancesProjection : SingleStreamProjection<AccountBalances, string>
{
    public AccountBalancesProjection()
    {
        // Another program's events in the same store are none of ours.
        foreach (var type in EventTypes.All) IncludeType(type);
    }

    public override AccountBalances? Evolve(AccountBalances? snapshot, string id, IEvent e)
    {
        snapshot ??= new AccountBalances { Id = id };
        foreach (var (account, amount) in Postings.Of((LedgerEvent)e.Data)) snapshot.Balances[account.Value] = snapshot.Of(account) + amount;
        return snapshot;
    }
}
