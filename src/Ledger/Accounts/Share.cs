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

    /// <summary>
    /// Every share at so many percent, in whole minutes. The total is rounded half up and is at least one; what rounding down leaves over goes one by one to
    /// the largest remainders, the first named first among equals, so that two sides with the same total keep the same total. Shares that come to nothing are left out.
    /// </summary>
    public static IReadOnlyList<Share> AtPercent(this IReadOnlyList<Share> shares, int percent)
    {
        if (percent == 100) return shares;
        var total = Math.Max(1, (shares.Total() * percent + 50) / 100);
        var whole = new long[shares.Count];
        for (var i = 0; i < whole.Length; i++) whole[i] = shares[i].Minutes * percent / 100;
        var left = total - whole.Sum();
        foreach (var i in Enumerable.Range(0, whole.Length).OrderByDescending(i => shares[i].Minutes * percent % 100).Take((int)left)) whole[i]++;
        return [.. shares.Select((share, i) => share with { Minutes = whole[i] }).Where(share => share.Minutes > 0)];
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
