using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Import;

/// <summary>Where something stands in the files. <paramref name="Line"/> counts from 1 and is the one on which the row starts; 0 is the file as a whole.</summary>
public readonly record struct SourcePlace(string File, int Line, string? Column = null)
{
    public override string ToString() =>
        Line == 0 ? File
        : Column is null ? $"{File} line {Line}"
        : $"{File} line {Line}, column {Column}";

    /// <summary>The same in Dutch.</summary>
    public string InDutch() =>
        Line == 0 ? File
        : Column is null ? $"{File} regel {Line}"
        : $"{File} regel {Line}, kolom {Column}";
}

/// <summary>Why a row is not booked.</summary>
/// <param name="Place">Where the fault stands.</param>
/// <param name="Code">A refusal of the ledger, or one of the import's own that docs/import.md lists.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="StopsImport">The files can't be understood without it, so that leaving out bad rows does not help.</param>
public sealed record RowRefusal(SourcePlace Place, string Code, Said Reason, bool StopsImport = false);

/// <summary>
/// A row that was understood, with its cells, which tell the column of a fault that shows only later.
/// <paramref name="Group"/> is the line of the reconciliation in which it is counted: its file, or a name for what follows from several rows.
/// <paramref name="Opens"/> is the account that it opens, when it does: other rows depend on it.
/// </summary>
public sealed record PlannedRow(string Group, SourcePlace Place, CsvRow? Cells = null, AccountNumber? Opens = null)
{
    /// <summary>More than 1 when several rows together ask for one thing, such as the founding of a community.</summary>
    public int Count { get; init; } = 1;

    // Two rows are never the same one, whatever they hold.
    public bool Equals(PlannedRow? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>When a command's turn comes. Commands of one turn and day keep the order of the files.</summary>
public enum Turn
{
    Founding,
    Neighbourhood,
    Category,
    Joining,
    PotOpening,

    // From here on the day goes before the turn.
    Posting,
    Exchange,
    Redemption,
    Gift,
    Activity,
    Closing,
    Leaving,

    /// <summary>After everything else: it starts from what there is then.</summary>
    Goal,
}

/// <summary>One command that a row asks for.</summary>
/// <param name="Row">A row may ask for several; it is booked when all of them are.</param>
/// <param name="Turn">Its turn in the order of booking.</param>
/// <param name="On">The day it happened.</param>
/// <param name="Command">Its id follows from the row's, so that it is booked once.</param>
public sealed record PlannedStep(PlannedRow Row, Turn Turn, LocalDate On, LedgerCommand Command)
{
    /// <summary>Compares the events with what the row says of them; null when they agree.</summary>
    public Func<IReadOnlyList<LedgerEvent>, RowDifference?>? Differs { get; init; }
}

/// <summary>What a row says and the ledger's own rules do not confirm.</summary>
public sealed record RowDifference(string? Column, string Code, Said Reason);

/// <summary>How many rows of a file were read.</summary>
public sealed record FileRead(string File, int Rows);

/// <summary>What a folder of files asks for, whatever its format: reading a format ends here, and rehearsal, booking and reconciliation begin.</summary>
public sealed class ImportPlan
{
    /// <summary>The community's name for people; goes to the vault.</summary>
    public string? DisplayName { get; set; }

    public List<FileRead> Files { get; } = [];

    public List<PlannedRow> Rows { get; } = [];

    public List<PlannedStep> Steps { get; } = [];

    /// <summary>Names and contact data with the rows they stand in; for the vault only.</summary>
    public List<(PlannedRow Row, Person Person)> People { get; } = [];

    /// <summary>What goals are called, by the command that sets them; for the vault only.</summary>
    public List<(Guid Command, string Name)> GoalNames { get; } = [];

    /// <summary>Faults that reading found.</summary>
    public List<RowRefusal> Refusals { get; } = [];

    /// <summary>Rows that were refused for their form, as far as their cells could be told apart.</summary>
    public List<CsvRow> BrokenRows { get; } = [];

    /// <summary>Accounts whose row was refused while reading, with its place: rows that name them are refused for that reason.</summary>
    public Dictionary<AccountNumber, SourcePlace> RefusedAccounts { get; } = [];

    /// <summary>What was read and deliberately not imported.</summary>
    public List<Said> Notes { get; } = [];

    public PlannedRow Add(PlannedRow row)
    {
        Rows.Add(row);
        return row;
    }

    /// <summary>The steps in the order of booking: first everything that must be there, then day by day.</summary>
    public IReadOnlyList<PlannedStep> InOrder() =>
    [
        .. Steps.Where(step => step.Turn < Turn.Posting).OrderBy(step => step.Turn).ThenBy(step => step.On),
        .. Steps.Where(step => step.Turn is >= Turn.Posting and < Turn.Goal).OrderBy(step => step.On).ThenBy(step => step.Turn),
        .. Steps.Where(step => step.Turn == Turn.Goal),
    ];
}
