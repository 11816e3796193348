using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Import;

/// <summary>What became of a row.</summary>
public enum RowFate
{
    /// <summary>It asks for nothing that is booked.</summary>
    Noted,

    /// <summary>All it asks for is in the journal already.</summary>
    ThereAlready,

    /// <summary>It can be booked, or was.</summary>
    Booked,

    Refused,
}

/// <summary>
/// Decides all steps in memory, in the order of booking, on the state that the journal has now. Nothing is written: so one bad row can stop an import before anything is booked.
/// </summary>
public sealed class Rehearsal
{
    private readonly ImportPlan plan;
    private readonly RecordedJournal recorded;
    private readonly Dictionary<PlannedRow, RowRefusal> leftOut = [];
    private readonly Dictionary<PlannedRow, RowRefusal> refused = [];
    private readonly Dictionary<PlannedRow, RowFate> fates = [];
    private readonly Dictionary<AccountNumber, SourcePlace> refusedAccounts = [];
    private readonly List<PlannedStep> toBook = [];

    private Rehearsal(ImportPlan plan, RecordedJournal recorded) => (this.plan, this.recorded) = (plan, recorded);

    /// <summary>Rows that the ledger refuses, in the order in which they were met.</summary>
    public IReadOnlyCollection<RowRefusal> Refusals => refused.Values;

    /// <summary>The steps that are not recorded yet, without those of refused rows, in the order of booking.</summary>
    public IReadOnlyList<PlannedStep> ToBook => toBook;

    /// <summary>As it would be after the booking.</summary>
    public CommunityState State => recorded.State;

    public RowFate FateOf(PlannedRow row) => fates.GetValueOrDefault(row, RowFate.Noted);

    /// <summary>
    /// A row is booked whole or not at all: when a later step of it is refused, its earlier ones must not count, and all is decided again without it.
    /// Each round leaves out at least one more row, so that it comes to an end.
    /// </summary>
    public static Rehearsal Run(ImportPlan plan, RecordedJournal recorded)
    {
        var rehearsal = new Rehearsal(plan, recorded);
        // Without the files as a whole every row would be refused for something that may be there.
        if (plan.Refusals.Exists(refusal => refusal.StopsImport)) return rehearsal;
        var steps = plan.InOrder();
        while (!rehearsal.Round(steps)) recorded.State.Rollback();
        return rehearsal;
    }

    /// <summary>False when a row was refused after a part of it had been accepted.</summary>
    private bool Round(IReadOnlyList<PlannedStep> steps)
    {
        Forget();
        var whole = true;
        foreach (var step in steps)
        {
            if (refused.ContainsKey(step.Row))
            {
                fates[step.Row] = RowFate.Refused;
                continue;
            }

            var (fate, refusal) = Decide(step);
            if (refusal is not null)
            {
                if (FateOf(step.Row) == RowFate.Booked)
                {
                    leftOut.Add(step.Row, refusal);
                    whole = false;
                }

                Refuse(step.Row, refusal);
            }
            else if (fate == RowFate.Booked)
            {
                toBook.Add(step);
            }

            fates[step.Row] = (RowFate)Math.Max((int)fate, (int)FateOf(step.Row));
        }

        return whole;
    }

    /// <summary>Starts a round with what is known for sure: rows that were refused while reading, and those that were left out.</summary>
    private void Forget()
    {
        toBook.Clear();
        fates.Clear();
        refused.Clear();
        refusedAccounts.Clear();
        foreach (var (account, place) in plan.RefusedAccounts) refusedAccounts.Add(account, place);
        foreach (var (row, refusal) in leftOut) Refuse(row, refusal);
    }

    private void Refuse(PlannedRow row, RowRefusal refusal)
    {
        refused.Add(row, refusal);
        if (row.Opens is { } account) refusedAccounts.TryAdd(account, row.Place);
    }

    private (RowFate Fate, RowRefusal? Refusal) Decide(PlannedStep step)
    {
        var state = recorded.State;
        if (recorded.Find(step.Command) is { } entries)
        {
            // What else a recorded row may lack is no longer asked: it stands in the journal.
            var sameContent = step.Command is FoundCommunity or OpenPot || entries[0].CommandDigest is not { } digest || digest == CommandDigest.Of(step.Command);
            return sameContent ? Agrees(step, RowFate.ThereAlready, [.. entries.Select(entry => entry.Event)]) : (RowFate.Refused, Explain(step, new Refusal.CommandIdReused()));
        }

        if (step.Command is FoundCommunity && state.IsFounded) return Agrees(step, RowFate.ThereAlready, []);
        if (step.Command is OpenPot open && state.Accounts.TryGet(open.Pot, out var pot) && pot.Kind == AccountKind.Pot) return (RowFate.ThereAlready, null);

        var decision = step.Command.Decide(state);
        if (decision.Refusal is Refusal.NothingToDo) return (RowFate.ThereAlready, null);
        if (decision.Refusal is { } refusal) return (RowFate.Refused, Explain(step, refusal));
        var (fate, difference) = Agrees(step, RowFate.Booked, decision.Events);
        if (difference is not null) return (fate, difference);
        foreach (var happened in decision.Events) state.Evolve(happened, state.Position + 1, step.Command.Now);
        return (fate, null);
    }

    private (RowFate Fate, RowRefusal? Refusal) Agrees(PlannedStep step, RowFate fate, IReadOnlyList<LedgerEvent> events)
    {
        var difference = step.Command is FoundCommunity founding && recorded.Founded is not null ? FoundedOtherwise(founding) : step.Differs?.Invoke(events);
        if (difference is null) return (fate, null);
        return (RowFate.Refused, new RowRefusal(step.Row.Place with { Column = difference.Column }, difference.Code, difference.Reason));
    }

    /// <summary>The day of founding may differ: it follows from the members in the files, and those grow.</summary>
    private RowDifference? FoundedOtherwise(FoundCommunity founding)
    {
        var (zone, currency) = (recorded.Founded!.TimeZone, recorded.Currency!);
        if (zone == founding.TimeZone && currency.Currency == founding.Currency && currency.MinutesPerUnit == founding.MinutesPerUnit) return null;
        return new RowDifference(null, "community-exists", new Said(
            $"'{State.Code}' exists with other settings: time zone {zone}, currency {currency.Currency}, {currency.MinutesPerUnit} minutes a unit",
            $"'{State.Code}' is er al met andere instellingen: tijdzone {zone}, munt {currency.Currency}, {currency.MinutesPerUnit} minuten per eenheid"));
    }

    /// <summary>A refusal of the ledger, with the column of the cell that it is about.</summary>
    public RowRefusal Explain(PlannedStep step, Refusal refusal)
    {
        var place = step.Row.Place with { Column = RefusalWords.Fact(refusal) is { } fact ? step.Row.Cells?.ColumnHolding(fact) : null };
        return refusal is Refusal.AccountUnknown(var account) && refusedAccounts.TryGetValue(account, out var cause)
            ? new RowRefusal(place, "depends-on-refused-row", new Said($"{account} was refused at {cause}", $"{account} is afgewezen: {cause.InDutch()}"))
            : new RowRefusal(place, refusal.Code, RefusalWords.Of(refusal));
    }
}
