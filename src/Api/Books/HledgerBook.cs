using System.Globalization;
using Buurthulp.Ledger.Accounts;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Books;

/// <summary>Books in hledger's journal format, with every account and the commodity declared, as <c>hledger check --strict</c> wants it.</summary>
internal static class HledgerBook
{
    public static void Write(AccountBooks books, TextWriter text)
    {
        var names = AccountNames.ForHledger(books);
        WriteDeclarations(books, names, text);
        WriteOpening(books, names, text);
        foreach (var transaction in books.Transactions)
        {
            // What stands before the bar is the payee, and there is none.
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Iso(transaction.Date)} | {transaction.Type}  ; id:{transaction.Id}, position:{transaction.Position}"));
            foreach (var (account, amount) in transaction.Postings) text.WriteLine(Line(names[account], amount));
            text.WriteLine();
        }

        WriteClosing(books, names, text);
    }

    private static void WriteDeclarations(AccountBooks books, AccountNames names, TextWriter text)
    {
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"; Books of {books.Community} from its journal up to position {books.Position}; amounts are minutes."));
        text.WriteLine("decimal-mark .");
        text.WriteLine("commodity 1000. MIN");
        text.WriteLine();
        foreach (var kind in books.Accounts.Select(account => account.Kind).Distinct().Order())
        {
            // The type is given to the head of a kind, and hledger hands it down to the accounts below.
            text.WriteLine($"account {AccountNames.Kind(kind)}  ; type:{(kind == AccountKind.Opening ? 'E' : 'A')}");
            foreach (var account in books.Accounts.Where(account => account.Kind == kind && account.Kind != AccountKind.Opening)) text.WriteLine($"account {names[account.Number]}");
        }

        text.WriteLine();
    }

    /// <summary>All balances at the start of the period; as all accounts are in it, they sum to zero and need no counterpart.</summary>
    private static void WriteOpening(AccountBooks books, AccountNames names, TextWriter text)
    {
        if (books.Period.From is not { } from || books.Accounts.All(account => account.Opening == 0)) return;
        text.WriteLine($"{Iso(from)} | opening_balances");
        foreach (var account in books.Accounts.Where(account => account.Opening != 0)) text.WriteLine(Line(names[account.Number], account.Opening));
        text.WriteLine();
    }

    /// <summary>Moves nothing, and stops hledger when an account is not where the ledger says it is.</summary>
    private static void WriteClosing(AccountBooks books, AccountNames names, TextWriter text)
    {
        if (books.Accounts.Count == 0) return;
        text.WriteLine($"{Iso(books.LastDay)} | closing_balances");
        foreach (var account in books.Accounts) text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Line(names[account.Number], 0)} = {account.Closing} MIN"));
    }

    private static string Line(string name, long amount) => string.Create(CultureInfo.InvariantCulture, $"    {name}  {amount} MIN");

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
