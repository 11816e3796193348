using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Books;

/// <summary>Books for Beancount, as <c>bean-check</c> accepts them.</summary>
internal static class BeancountBook
{
    public static void Write(AccountBooks books, TextWriter text)
    {
        var names = AccountNames.ForBeancount(books);
        WriteDeclarations(books, names, text);
        WriteOpening(books, names, text);
        foreach (var transaction in books.Transactions)
        {
            text.WriteLine($"{Iso(transaction.Date)} * \"\" \"{transaction.Type}\"");
            text.WriteLine($"  id: \"{transaction.Id}\"");
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  position: {transaction.Position}"));
            foreach (var (account, amount) in transaction.Postings) text.WriteLine(Line(names[account], amount));
            text.WriteLine();
        }

        // Beancount holds a balance against the beginning of its day, so the closing balances stand on the day after.
        foreach (var account in books.Accounts) text.WriteLine($"{Iso(books.LastDay.PlusDays(1))} balance {Line(names[account.Number], account.Closing).TrimStart()}");
    }

    private static void WriteDeclarations(AccountBooks books, AccountNames names, TextWriter text)
    {
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"; Books of {books.Community} from its journal up to position {books.Position}; amounts are minutes."));
        text.WriteLine($"option \"title\" \"{books.Community}\"");
        text.WriteLine("option \"operating_currency\" \"MIN\"");
        text.WriteLine();
        foreach (var account in books.Accounts)
        {
            text.WriteLine($"{Iso(account.FirstDay)} open {names[account.Number]} MIN");
            text.WriteLine($"  account: \"{account.Number}\"");
        }

        text.WriteLine();
    }

    /// <summary>All balances at the start of the period; as all accounts are in it, they sum to zero and need no counterpart.</summary>
    private static void WriteOpening(AccountBooks books, AccountNames names, TextWriter text)
    {
        if (books.Period.From is not { } from || books.Accounts.All(account => account.Opening == 0)) return;
        text.WriteLine($"{Iso(from)} * \"\" \"opening_balances\"");
        foreach (var account in books.Accounts.Where(account => account.Opening != 0)) text.WriteLine(Line(names[account.Number], account.Opening));
        text.WriteLine();
    }

    private static string Line(string name, long amount) => string.Create(CultureInfo.InvariantCulture, $"  {name}  {amount} MIN");

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
