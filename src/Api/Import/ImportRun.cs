using Buurthulp.Api.Import.BuurthulpFiles;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Api.Import;

/// <summary>
/// What to import, and how.
/// <paramref name="Format"/> is one of <see cref="ImportRun.Formats"/>; <paramref name="DryRun"/> says what would happen and books nothing;
/// <paramref name="SkipBad"/> leaves bad rows out instead of stopping.
/// </summary>
public sealed record ImportOptions(string Folder, CommunityCode Community, string Format = "buurthulp", bool DryRun = false, bool SkipBad = false)
{
    /// <summary>One line that says what is wrong with the options; null when nothing is.</summary>
    public string? WrongUsage =>
        !ImportRun.Formats.Contains(Format) ? $"import: format '{Format}' is unknown; use one of: {string.Join(", ", ImportRun.Formats)}."
        : !Directory.Exists(Folder) ? $"import: folder '{Folder}' is not there; name the folder with the files."
        : null;
}

/// <summary>
/// Imports a folder: reads it, rehearses it, and books it when every row is right or bad ones may be left out.
/// <paramref name="progress"/> is a terminal that is told how far it is; null anywhere else.
/// </summary>
public sealed class ImportRun(CommunityWriters writers, IJournal journal, PersonVault vault, TimeProvider time, TextWriter? progress = null)
{
    /// <summary>Is told how many of how many steps are booked.</summary>
    public Action<int, int>? Told { get; init; }

    /// <summary>The formats that can be read.</summary>
    public static readonly IReadOnlyList<string> Formats = ["buurthulp"];

    /// <summary>Check <see cref="ImportOptions.WrongUsage"/> first.</summary>
    /// <exception cref="JournalUnavailableException">The database can't be reached. What was booked stays; the same import may be run again.</exception>
    public async Task<Reconciliation> RunAsync(ImportOptions options, CancellationToken cancellationToken)
    {
        if (options.WrongUsage is { } wrong) throw new ArgumentException(wrong, nameof(options));
        var started = time.GetTimestamp();
        var plan = BuurthulpFormat.Read(options.Folder, options.Community, Instant.FromDateTimeOffset(time.GetUtcNow()));
        var recorded = await RecordedJournal.ReadAsync(journal, options.Community, plan.Steps.Select(step => step.Command.CommandId), cancellationToken);
        var rehearsal = Rehearsal.Run(plan, recorded);
        List<RowRefusal> refusals = [.. plan.Refusals, .. rehearsal.Refusals];

        var mayBook = refusals.Count == 0 || (options.SkipBad && !refusals.Exists(refusal => refusal.StopsImport));
        var end = !mayBook ? ImportEnd.Stopped : options.DryRun ? ImportEnd.DryRun : ImportEnd.Booked;
        PersonsAdded? persons = null;
        BookingOutcome? booking = null;
        if (mayBook)
        {
            // Names first: an account without a name can't be shown, a name without an account hurts nobody, and a second import adds neither twice.
            List<Person> people = [.. plan.People.Where(person => rehearsal.FateOf(person.Row) != RowFate.Refused).Select(person => person.Person)];
            persons = await vault.AddMissingAsync(options.Community, plan.DisplayName, people, rehearse: options.DryRun, cancellationToken);
            if (end == ImportEnd.Booked)
            {
                foreach (var goal in plan.GoalNames) await vault.GoalNames.AddAsync(options.Community, goal.Command, goal.Name, cancellationToken);
            }
        }

        if (end == ImportEnd.Booked && rehearsal.ToBook.Count > 0)
        {
            booking = await BookAsync(options.Community, rehearsal.ToBook, cancellationToken);
            refusals.AddRange(booking.Refused.Select(refused => rehearsal.Explain(refused.Step, refused.Refusal)));
            if (booking.Interrupted is not null) end = ImportEnd.Interrupted;
        }

        if (end == ImportEnd.Stopped) recorded.State.Rollback();
        var (balances, position) = booking is null ? Balances(recorded.State) : await BalancesNowAsync(options.Community, booking, cancellationToken);
        return new Reconciliation(options.Folder, options.Community, end, FileCount.Of(plan, rehearsal, booking), Sorted(refusals, plan), plan.Notes,
            balances, position, persons, time.GetElapsedTime(started), booking?.Interrupted);
    }

    private async Task<BookingOutcome> BookAsync(CommunityCode community, IReadOnlyList<PlannedStep> steps, CancellationToken cancellationToken)
    {
        var shown = -1;
        var outcome = await new Booking(writers, community, time).RunAsync(steps, progress is null && Told is null ? null : Show, cancellationToken);
        progress?.Write("\r\e[K");
        progress?.Flush();
        return outcome;

        void Show(int done)
        {
            Told?.Invoke(done, steps.Count);
            var percent = (int)(done * 100L / steps.Count);
            if (percent == shown || progress is null) return;
            shown = percent;
            progress.Write($"\rbooking {done} of {steps.Count} ({percent}%)");
            progress.Flush();
        }
    }

    /// <summary>None when the database is away: what was booked until then is still to be told.</summary>
    private async Task<(IReadOnlyList<AccountBalance> Balances, long Position)> BalancesNowAsync(CommunityCode community, BookingOutcome booking, CancellationToken cancellationToken)
    {
        try
        {
            return await writers.LookAsync(community, (state, _) => Balances(state), cancellationToken);
        }
        catch (JournalUnavailableException) when (booking.Interrupted is not null)
        {
            return ([], 0);
        }
    }

    private static (IReadOnlyList<AccountBalance> Balances, long Position) Balances(CommunityState state) =>
        ([.. state.Accounts.All.Values.OrderBy(account => account.Kind).ThenBy(account => account.Number).Select(account => new AccountBalance(account.Number, account.Kind, account.Balance))], state.Position);

    private static List<RowRefusal> Sorted(List<RowRefusal> refusals, ImportPlan plan)
    {
        var files = plan.Files.Select((file, index) => (file.File, index)).ToDictionary(file => file.File, file => file.index);
        return [.. refusals.OrderBy(refusal => files.GetValueOrDefault(refusal.Place.File, -1)).ThenBy(refusal => refusal.Place.Line)];
    }
}
