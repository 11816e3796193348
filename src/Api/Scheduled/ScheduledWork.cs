using System.Collections.Concurrent;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections;
using Buurthulp.Projections.Running;
using Buurthulp.Projections.Scheduled;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Scheduled;

/// <summary>What came of one look at what is due.</summary>
/// <param name="Looks">How many queries it took; one when little or nothing is due.</param>
/// <param name="Done">How many things were done.</param>
/// <param name="Refused">How many a rule refused; they are tried again the next day.</param>
/// <param name="Failed">How many could not be tried; they are tried again at the next look.</param>
public sealed record ScheduledRun(int Looks, int Done, int Refused, int Failed);

/// <summary>
/// Does what falls due by itself. Safe with several processes and across restarts, because everything it does can be repeated: commands have ids that follow from the thing and the day,
/// and what it does in the vault changes nothing the second time.
/// </summary>
public sealed class ScheduledWork(NpgsqlDataSource database, CommunityWriters writers, IJournal journal, ViewRunner views, PersonVault vault, MemberIntake intake, Reminders reminders, IClock clock, ILogger<ScheduledWork> logger)
{
    private const int CommunitiesAtOnce = 4;

    /// <summary>The tree is looked up and then decided on; where members write without a pause others come in between. After so many tries the next look is early enough.</summary>
    private const int MostTries = 50;

    /// <summary>No place on earth is further behind UTC than this.</summary>
    private static readonly Duration FurthestBehind = Duration.FromHours(12);

    private readonly ConcurrentDictionary<(DueKind Kind, CommunityCode Community, string Thing), LocalDate> refusedOn = new();

    /// <summary>How many refusals are remembered, so that what was refused is left alone for the rest of its day.</summary>
    public int RefusalsRemembered => refusedOn.Count;

    /// <summary>How many things are looked up at a time.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Looks once at what is due in all communities and does it.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing is lost, look again later.</exception>
    public async Task<ScheduledRun> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        int looks = 0, done = 0, refused = 0, failed = 0;
        DueThing? last = null;
        IReadOnlyList<DueThing> page;
        do
        {
            page = await DueQuery.PageAsync(database, now, last, PageSize, cancellationToken);
            looks++;
            last = page.Count > 0 ? page[^1] : last;
            var ready = page.Where(thing => thing.IsDueAt(now) && !WasRefusedOn(thing, thing.DayAt(now))).ToList();
            done += await reminders.MakeAsync([.. ready.Where(thing => thing.Kind == DueKind.Remind).Select(ReminderOf)], cancellationToken);
            var due = ready.Where(thing => thing.Kind != DueKind.Remind).GroupBy(thing => thing.Community);
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = CommunitiesAtOnce, CancellationToken = cancellationToken }, async (community, token) =>
            {
                foreach (var thing in community)
                {
                    switch (await TryAsync(thing, now, token))
                    {
                        case true: Interlocked.Increment(ref done); break;
                        case false: Interlocked.Increment(ref refused); break;
                        default: Interlocked.Increment(ref failed); break;
                    }
                }
            });
        }
        while (page.Count == PageSize);

        ForgetRefusalsBefore((now - FurthestBehind).InUtc().Date);
        if (done + refused + failed > 0) logger.LogInformation("Scheduled work: {Done} done, {Refused} refused, {Failed} to be tried again", done, refused, failed);
        return new ScheduledRun(looks, done, refused, failed);
    }

    /// <summary>True: done. False: a rule said no. Null: try again soon.</summary>
    private async Task<bool?> TryAsync(DueThing thing, Instant now, CancellationToken cancellationToken)
    {
        try
        {
            return thing.Kind switch
            {
                DueKind.EmptyVault => await EmptyVaultAsync(thing, cancellationToken),
                DueKind.FinishIntake => await FinishIntakeAsync(thing, cancellationToken),
                DueKind.BookExchange => await ExecuteAsync(thing, new BookDueExchange(thing.CommandIdOn(thing.DayAt(now)), Actor.Clock, now, new ExchangeId(Guid.Parse(thing.Thing))), now, cancellationToken),
                DueKind.ExpireRequest => await ExecuteAsync(thing, new ExpireRequest(thing.CommandIdOn(thing.DayAt(now)), Actor.Clock, now, new RequestId(Guid.Parse(thing.Thing))), now, cancellationToken),
                DueKind.PublishCheckpoint => await PublishAsync(thing, now, cancellationToken),
                DueKind.ExpireNotes => await ExpireNotesAsync(thing, now, cancellationToken),
                _ => throw new InvalidOperationException($"no rule says how {thing.Kind} is done"),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A runner: one thing that fails must not keep the others waiting.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogError(e, "Scheduled work: {Kind} of {Thing} in {Community} failed; it is tried again", thing.Kind, thing.Thing, thing.Community);
            return null;
        }
    }

    private async Task<bool?> ExecuteAsync(DueThing thing, LedgerCommand command, Instant now, CancellationToken cancellationToken)
    {
        switch (await writers.ExecuteAsync(thing.Community, command, cancellationToken))
        {
            case CommandOutcome.Recorded recorded:
                views.Notify(thing.Community, recorded.Position);
                return true;
            case CommandOutcome.Refused refused: return Refuse(thing, now, refused.Refusal);
            default: return null;
        }
    }

    /// <summary>Somebody answered meanwhile. Looking again before tomorrow would only load the community for nothing.</summary>
    private bool Refuse(DueThing thing, Instant now, Refusal refusal)
    {
        refusedOn[(thing.Kind, thing.Community, thing.Thing)] = thing.DayAt(now);
        logger.LogInformation("Scheduled work: {Kind} of {Thing} in {Community} was refused: {Code}", thing.Kind, thing.Thing, thing.Community, refusal.Code);
        return false;
    }

    private async Task<bool?> PublishAsync(DueThing thing, Instant now, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (size, root) = await writers.LookAsync(thing.Community, (_, tree) => (tree.Size, tree.Root), cancellationToken);
            var command = new PublishCheckpoint(thing.CommandIdOn(thing.DayAt(now)), Actor.Clock, now, size, root);
            switch (await writers.ExecuteAsync(thing.Community, command, cancellationToken))
            {
                case CommandOutcome.Recorded recorded:
                    views.Notify(thing.Community, recorded.Position);
                    return true;
                case CommandOutcome.Refused { Refusal: Refusal.NothingToDo }: return true;
                case CommandOutcome.Refused { Refusal: Refusal.JournalMovedOn }: continue;
                default: return null;
            }
        }

        return null;
    }

    /// <summary>A command takes a few hundred notes at most, so it is sent again, each time under the next id of the day, until nothing is left. A repetition finds the first ones done.</summary>
    private async Task<bool?> ExpireNotesAsync(DueThing thing, Instant now, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var id = (thing with { Thing = $"{thing.Thing}/{round}" }).CommandIdOn(thing.DayAt(now));
            switch (await writers.ExecuteAsync(thing.Community, new ExpireNotes(id, Actor.Clock, now, new NoteBatchId(Guid.Parse(thing.Thing))), cancellationToken))
            {
                case CommandOutcome.Recorded recorded: views.Notify(thing.Community, recorded.Position); break;
                case CommandOutcome.Refused { Refusal: Refusal.NothingToDo } when round > 0: return true;
                case CommandOutcome.Refused refused: return Refuse(thing, now, refused.Refusal);
                default: return null;
            }
        }
    }

    private static Reminder ReminderOf(DueThing thing)
    {
        var parts = thing.Thing.Split('/', 3);
        return new Reminder(thing.Community, new AccountNumber(parts[1]), EnumText.Parse<ReminderKind>(parts[0]), parts[2], thing.DueOn);
    }

    private async Task<bool?> EmptyVaultAsync(DueThing thing, CancellationToken cancellationToken)
    {
        await vault.EraseAsync(thing.Community, new AccountNumber(thing.Thing), cancellationToken);
        return true;
    }

    /// <summary>Whether the journal knows the command decides what becomes of the data: it goes to the account, or away.</summary>
    private async Task<bool?> FinishIntakeAsync(DueThing thing, CancellationToken cancellationToken)
    {
        var command = Guid.Parse(thing.Thing);
        var recorded = await journal.FindCommandsAsync([command], cancellationToken);
        if (recorded.FirstOrDefault(entry => entry.Community == thing.Community) is { } entry && MemberIntake.AccountOf(entry.Event) is { } account) await intake.FinishAsync(thing.Community, command, account, cancellationToken);
        else await intake.DropAsync(thing.Community, command, cancellationToken);
        return true;
    }

    private bool WasRefusedOn(DueThing thing, LocalDate day) => refusedOn.TryGetValue((thing.Kind, thing.Community, thing.Thing), out var refused) && refused == day;

    /// <summary>Refusals of a day that is over everywhere count no more, also of things that are never due again.</summary>
    private void ForgetRefusalsBefore(LocalDate day)
    {
        foreach (var (thing, refused) in refusedOn)
        {
            if (refused < day) refusedOn.TryRemove(thing, out _);
        }
    }
}
