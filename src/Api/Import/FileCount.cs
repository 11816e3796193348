namespace Buurthulp.Api.Import;

/// <summary>
/// The rows of a file, or what followed from several rows, by what became of them.
/// <paramref name="Rows"/> is the sum of the others.
/// <paramref name="Booked"/> counts what was booked now, or could be when nothing was booked.
/// <paramref name="NotBooked"/> counts what asks for nothing that is booked, or was not reached before an interruption.
/// </summary>
public sealed record FileCount(string File, int Rows, int Booked, int ThereAlready, int Refused, int NotBooked)
{
    /// <summary>A line for each file in the order of reading, then one for each thing that followed from several rows.</summary>
    public static IReadOnlyList<FileCount> Of(ImportPlan plan, Rehearsal rehearsal, BookingOutcome? booking)
    {
        HashSet<PlannedRow> refusedLater = booking is null ? [] : [.. booking.Refused.Select(refused => refused.Step.Row)];
        HashSet<PlannedRow> notReached = booking is null ? [] : [.. rehearsal.ToBook.Skip(booking.Done).Select(step => step.Row)];
        var groups = plan.Rows.GroupBy(row => row.Group).ToDictionary(group => group.Key, group => group.ToList());
        var derived = groups.Keys.Except(plan.Files.Select(file => file.File)).ToList();
        return
        [
            .. plan.Files.Select(file => Counted(file.File, groups.GetValueOrDefault(file.File, [])) with { Rows = file.Rows }).Select(WithRefusedWhileReading),
            .. derived.Select(group => Counted(group, groups[group])),
        ];

        // A row that reading refused never became a planned row.
        static FileCount WithRefusedWhileReading(FileCount count) =>
            count with { Refused = count.Rows - count.Booked - count.ThereAlready - count.NotBooked };

        FileCount Counted(string group, List<PlannedRow> rows)
        {
            int booked = 0, thereAlready = 0, refused = 0, notBooked = 0;
            foreach (var row in rows)
            {
                var fate = refusedLater.Contains(row) ? RowFate.Refused : notReached.Contains(row) ? RowFate.Noted : rehearsal.FateOf(row);
                if (fate == RowFate.Booked) booked += row.Count;
                else if (fate == RowFate.ThereAlready) thereAlready += row.Count;
                else if (fate == RowFate.Refused) refused += row.Count;
                else notBooked += row.Count;
            }

            return new FileCount(group, rows.Sum(row => row.Count), booked, thereAlready, refused, notBooked);
        }
    }
}
