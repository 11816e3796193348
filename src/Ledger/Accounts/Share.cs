namespace Buurthulp.Ledger.Accounts;

/// <summary>One account's part of an exchange. Minutes are whole and more than zero.</summary>
public readonly record struct Share(AccountNumber Account, long Minutes);

/// <summary>Arithmetic over shares; overflow throws.</summary>
public static class Shares
{
    /// <summary>The largest amount that one share may hold. It keeps every sum inside 64 bits and every JSON number exact (RFC 8785 allows 2^53 - 1).</summary>
    public const long LargestMinutes = 1_000_000_000;

    public static long Total(this IReadOnlyList<Share> shares)
    {
        long total = 0;
        for (var i = 0; i < shares.Count; i++) total += shares[i].Minutes;
        return total;
    }

    public static bool Includes(this IReadOnlyList<Share> shares, AccountNumber account)
    {
        for (var i = 0; i < shares.Count; i++)
        {
            if (shares[i].Account == account) return true;
        }

        return false;
    }
}
