using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Import;

/// <summary>
/// What came of the booking.
/// <paramref name="Recorded"/> says how many steps are in the journal.
/// <paramref name="Refused"/> holds steps that were refused after all, because somebody else wrote since the rehearsal.
/// <paramref name="Interrupted"/> says why it stopped early, and is null when it came to its end. A second import goes on from there.
/// </summary>
public sealed record BookingOutcome(int Recorded, IReadOnlyList<(PlannedStep Step, Refusal Refusal)> Refused, string? Interrupted)
{
    /// <summary>How many steps, from the first on, have their answer.</summary>
    public int Done => Recorded + Refused.Count;
}

/// <summary>
/// Gives the steps to the community's writer in order, many at a time, so that they share commits. When the writer can't take one, it goes back to that one:
/// steps after it that were recorded meanwhile get the same answer again, and those that were refused for want of it are decided again.
/// </summary>
public sealed class Booking(CommunityWriters writers, CommunityCode community, TimeProvider time)
{
    private const int MostOutstanding = 2_000;
    private const int MostAttempts = 5;

    /// <summary>Tells <paramref name="progress"/> the number of steps that are done.</summary>
    public async Task<BookingOutcome> RunAsync(IReadOnlyList<PlannedStep> steps, Action<int>? progress, CancellationToken cancellationToken)
    {
        List<(PlannedStep Step, Refusal Refusal)> refused = [];
        Queue<Task<CommandOutcome>> outstanding = new(MostOutstanding);
        int done = 0, given = 0, attempts = 0;
        while (done < steps.Count)
        {
            while (given < steps.Count && outstanding.Count < MostOutstanding) outstanding.Enqueue(writers.ExecuteAsync(community, steps[given++].Command, cancellationToken));
            var outcome = await outstanding.Dequeue();
            if (outcome is CommandOutcome.Recorded or CommandOutcome.Refused)
            {
                if (outcome is CommandOutcome.Refused { Refusal: var refusal }) refused.Add((steps[done], refusal));
                done++;
                attempts = 0;
                progress?.Invoke(done);
                continue;
            }

            await Task.WhenAll(outstanding);
            outstanding.Clear();
            given = done;
            if (++attempts == MostAttempts) return new BookingOutcome(done - refused.Count, refused, Reason(outcome));
            await Task.Delay(TimeSpan.FromSeconds(RetryAfterSeconds(outcome)), time, cancellationToken);
        }

        return new BookingOutcome(done - refused.Count, refused, Interrupted: null);
    }

    private static int RetryAfterSeconds(CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Busy busy => busy.RetryAfterSeconds,
        CommandOutcome.Unavailable unavailable => unavailable.RetryAfterSeconds,
        _ => 1,
    };

    private static string Reason(CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Busy => "the community's writer has too much to do",
        CommandOutcome.Conflicted => "other programs kept writing first",
        _ => "the database does not answer",
    };
}
