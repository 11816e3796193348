using System.Globalization;
using Buurthulp.Api.Vault;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary>What the pages of a shop have in common: the shop's name, and how people write euro.</summary>
internal sealed class ShopRoom(PageCall call, PersonVault vault, CommunityCards cards)
{
    private const long MostEuro = 1_000_000;

    private string? shopName;

    public async Task<string> CommunityNameAsync() => (await cards.FindAsync(call.Community, call.Stop)).Name;

    /// <summary>The number when nobody wrote a name down.</summary>
    public async Task<string> ShopNameAsync() => shopName ??= (await vault.NamesOfGroupsAsync(call.Community, [call.Account], call.Stop)).GetValueOrDefault(call.Account) ?? call.Account.Value;

    /// <summary>"18,50", "18.5", "€ 18" as cents; null for anything else, less than nothing and, unless it <paramref name="mayBeNothing"/>, nothing.</summary>
    public static long? Cents(string? typed, bool mayBeNothing = false)
    {
        var text = (typed ?? "").Replace("€", "", StringComparison.Ordinal).Trim().Replace(',', '.');
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euro) || (euro == 0 && !mayBeNothing) || euro < 0 || euro > MostEuro) return null;
        return decimal.Truncate(euro * 100) == euro * 100 ? (long)(euro * 100) : null;
    }
}
