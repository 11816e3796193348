using System.Globalization;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Books;

/// <summary>
/// What accounts are called in a bookkeeping tool. Where the tool's rules make two numbers the same, the account that was opened first keeps
/// the plain name and the next gets <c>-2</c>, <c>-3</c> …; since the journal only grows, a name never changes from one export to the next.
/// </summary>
internal sealed class AccountNames
{
    private readonly Dictionary<AccountNumber, string> names = [];

    private AccountNames(IEnumerable<BookAccount> accounts, Func<BookAccount, string> plain)
    {
        HashSet<string> taken = [];
        foreach (var account in accounts)
        {
            var (wanted, name) = (plain(account), plain(account));
            for (var next = 2; !taken.Add(name); next++) name = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{next}");
            names.Add(account.Number, name);
        }
    }

    public string this[AccountNumber number] => names[number];

    /// <summary>The kind and the number as it is: <c>Members:L0042</c>, <c>Pots:buurtpot</c>.</summary>
    public static AccountNames ForHledger(AccountBooks books) => new(books.EverOpened, account => Kind(account.Kind) + Below(account, number => number));

    /// <summary>
    /// Below one of Beancount's five roots. What is held is an asset of whoever holds it, so that a balance has the sign that it has in the ledger.
    /// A part of a name begins with a capital or a digit and has no underscores: <c>Assets:Pots:Buurtpot</c>.
    /// </summary>
    public static AccountNames ForBeancount(AccountBooks books) =>
        new(books.EverOpened, account => (account.Kind == AccountKind.Opening ? "Equity:" : "Assets:") + Kind(account.Kind) + Below(account, Component));

    /// <summary>The plural that heads the accounts of a kind.</summary>
    public static string Kind(AccountKind kind) => kind switch
    {
        AccountKind.Member => "Members",
        AccountKind.Organisation => "Organisations",
        AccountKind.Shop => "Shops",
        AccountKind.Pot => "Pots",
        AccountKind.Institution => "Institutions",
        AccountKind.Notes => "Notes",
        AccountKind.Partner => "Partners",
        AccountKind.Opening => "Opening",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind of account without a place in the books"),
    };

    private static string Below(BookAccount account, Func<string, string> component) => account.Kind switch
    {
        AccountKind.Opening => "",
        AccountKind.Notes => ":Circulation",
        _ => ":" + component(account.Number.Value),
    };

    private static string Component(string number) => char.ToUpperInvariant(number[0]) + number[1..].Replace('_', '-');
}
