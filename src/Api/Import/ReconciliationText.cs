using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Import;

/// <summary>The reconciliation as text for people: the same lines on a terminal, in a file and in a mail.</summary>
public static class ReconciliationText
{
    private const int MostRefusalsShown = 100;

    /// <summary>
    /// With <paramref name="verbose"/> every account and every refusal, else the members together and the first hundred refusals. What is said about rows is in
    /// <paramref name="language"/>, nl or en.
    /// </summary>
    public static void WriteTo(this Reconciliation import, TextWriter output, bool verbose, string language = "en")
    {
        output.WriteLine($"Import of {import.Folder} into {import.Community}: {Ending(import)}");
        output.WriteLine();
        WriteRows(import, output);
        WriteRefusals(import, output, verbose ? int.MaxValue : MostRefusalsShown, language);
        WriteNotes(import, output, language);
        WriteBalances(import, output, verbose);
        output.WriteLine();
        output.WriteLine($"Time taken: {import.Elapsed.TotalSeconds:F1} s.");
    }

    private static string Ending(Reconciliation import) => import.End switch
    {
        ImportEnd.Booked when import.Booked == 0 => "nothing new, all of it is there already.",
        ImportEnd.Booked => "booked.",
        ImportEnd.DryRun => "this is a dry run, nothing was booked.",
        ImportEnd.Stopped => "stopped, nothing was booked.",
        _ => $"stopped early, {import.Interrupted}.",
    };

    private static void WriteRows(Reconciliation import, TextWriter output)
    {
        var booked = import.End is ImportEnd.DryRun or ImportEnd.Stopped ? "to book" : "booked";
        output.WriteLine($"{"",-24}{"rows",9}{booked,9}{"there",9}{"refused",9}{"other",9}");
        foreach (var file in import.Files) output.WriteLine($"{file.File,-24}{file.Rows,9}{file.Booked,9}{file.ThereAlready,9}{file.Refused,9}{file.NotBooked,9}");
        output.WriteLine("there: in the journal already; other: not for the journal, or not reached");
    }

    private static void WriteRefusals(Reconciliation import, TextWriter output, int most, string language)
    {
        if (import.Refusals.Count == 0) return;
        output.WriteLine();
        output.WriteLine("Refused:");
        foreach (var refusal in import.Refusals.Take(most)) output.WriteLine($"  {(language == "nl" ? refusal.Place.InDutch() : refusal.Place.ToString())}: {refusal.Reason.In(language)} [{refusal.Code}]");
        if (import.Refusals.Count > most) output.WriteLine($"  and {import.Refusals.Count - most} more; --verbose lists them all");
    }

    private static void WriteNotes(Reconciliation import, TextWriter output, string language)
    {
        List<string> notes = [.. import.Notes.Select(note => note.In(language))];
        if (import.Persons is { } persons)
        {
            notes.Add($"vault: {persons.Added} {(import.End == ImportEnd.DryRun ? "to add" : "added")}, {persons.Same} there already");
            if (persons.Kept > 0) notes.Add($"vault: {persons.Kept} differ from the files and were kept; they may have been corrected since");
            if (persons.Erased > 0) notes.Add($"vault: {persons.Erased} were erased and stay so");
        }

        if (notes.Count == 0) return;
        output.WriteLine();
        output.WriteLine("Notes:");
        foreach (var note in notes) output.WriteLine($"  {note}");
    }

    private static void WriteBalances(Reconciliation import, TextWriter output, bool verbose)
    {
        if (import.Balances.Count == 0) return;
        output.WriteLine();
        output.WriteLine(import.End switch
        {
            ImportEnd.DryRun => $"Balances in minutes, as they would be at position {import.Position}:",
            ImportEnd.Stopped => $"Balances in minutes, as they are at position {import.Position}:",
            _ => $"Balances in minutes at position {import.Position}:",
        });
        foreach (var kind in import.Balances.GroupBy(account => account.Kind).OrderBy(kind => kind.Key))
        {
            output.WriteLine($"  {Plural(kind.Key)} ({kind.Count()}){new string(' ', Math.Max(1, 30 - Plural(kind.Key).Length - kind.Count().ToString().Length))}{kind.Sum(account => account.Balance),12}");
            if (kind.Key == AccountKind.Member && !verbose) continue;
            foreach (var account in kind) output.WriteLine($"    {account.Account,-31}{account.Balance,12}");
        }

        output.WriteLine($"  {"Sum of all accounts",-33}{import.Total,12}");
    }

    private static string Plural(AccountKind kind) => kind switch
    {
        AccountKind.Notes => "notes",
        AccountKind.Opening => "opening",
        _ => kind.ToString().ToLowerInvariant() + "s",
    };
}
