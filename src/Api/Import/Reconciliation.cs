using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Import;

/// <summary>How an import ended.</summary>
public enum ImportEnd
{
    /// <summary>All that could be booked is booked.</summary>
    Booked,

    /// <summary>It was asked only what would happen.</summary>
    DryRun,

    /// <summary>Rows were refused and nothing was booked.</summary>
    Stopped,

    /// <summary>The database or the writer gave up. What is booked stays; a second import goes on from there.</summary>
    Interrupted,
}

/// <summary>An account's balance in minutes.</summary>
public sealed record AccountBalance(AccountNumber Account, AccountKind Kind, long Balance);

/// <summary>
/// What an import did, so that somebody can compare it with the files.
/// <paramref name="Refusals"/> stand in the order of the files; a row may have several faults.
/// <paramref name="Balances"/> are those of every account of the community: after the import, or as they would be after it; when it was stopped, as they are; none when the database is away.
/// <paramref name="Position"/> is the head of the journal that they belong to; for a dry run what it would be.
/// <paramref name="Persons"/> is null when the vault was not asked.
/// </summary>
public sealed record Reconciliation(string Folder, CommunityCode Community, ImportEnd End, IReadOnlyList<FileCount> Files, IReadOnlyList<RowRefusal> Refusals,
    IReadOnlyList<Said> Notes, IReadOnlyList<AccountBalance> Balances, long Position, PersonsAdded? Persons, TimeSpan Elapsed, string? Interrupted)
{
    /// <summary>Minutes; always 0.</summary>
    public long Total => Balances.Sum(account => account.Balance);

    public int Booked => Files.Sum(file => file.Booked);

    /// <summary>0 fine, 1 rows were refused, 3 the database gave up.</summary>
    public int ExitCode => End == ImportEnd.Interrupted ? 3 : Refusals.Count > 0 ? 1 : 0;

    /// <summary>One line for standard error: what is wrong and what to do. Null when all is well.</summary>
    public string? Error
    {
        get
        {
            var refused = Files.Sum(file => file.Refused);
            var rows = refused == 0 ? "the files can't be read" : refused == 1 ? "1 row is refused" : $"{refused} rows are refused";
            return End switch
            {
                ImportEnd.Interrupted => $"import: stopped early, {Interrupted}. What is booked stays; run the same command again to go on.",
                ImportEnd.Stopped => $"import: {rows}, so nothing was booked; correct the files{(Refusals.Any(refusal => refusal.StopsImport) ? "" : ", or use --skip-bad to leave those rows out")}.",
                _ => Refusals.Count > 0 ? $"import: {rows}; correct them and import the same folder again: what is there already is not booked twice." : null,
            };
        }
    }
}
