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

    /// <summary>Every share at so many percent, in whole minutes: the total is rounded half up, is at least one, and is spread as <see cref="ToTotal"/> does.</summary>
    public static IReadOnlyList<Share> AtPercent(this IReadOnlyList<Share> shares, int percent) =>
        percent == 100 ? shares : shares.ToTotal(Math.Max(1, (shares.Total() * percent + 50) / 100));

    /// <summary>
    /// The shares in proportion, in whole minutes that add up to the total. What rounding down leaves over goes one by one to the largest remainders, the first
    /// named first among equals. Shares that come to nothing are left out.
    /// </summary>
    public static IReadOnlyList<Share> ToTotal(this IReadOnlyList<Share> shares, long total)
    {
        // The products go beyond 64 bits.
        Int128 sum = shares.Total();
        if (sum == total) return shares;
        var whole = new long[shares.Count];
        for (var i = 0; i < whole.Length; i++) whole[i] = (long)(shares[i].Minutes * (Int128)total / sum);
        var left = (int)(total - whole.Sum());
        foreach (var i in Enumerable.Range(0, whole.Length).OrderByDescending(i => shares[i].Minutes * (Int128)total % sum).Take(left)) whole[i]++;
        return [.. shares.Select((share, i) => share with { Minutes = whole[i] }).Where(share => share.Minutes > 0)];
    }

    /// <summary>The minutes of an account; 0 when it has no share.</summary>
    public static long Of(this IReadOnlyList<Share> shares, AccountNumber account)
    {
        for (var i = 0; i < shares.Count; i++)
        {
            if (shares[i].Account == account) return shares[i].Minutes;
        }

        return 0;
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
