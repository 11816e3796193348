using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Goals;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Goals;

/// <summary>A goal that holds. Values in thousandths of the figure's unit.</summary>
/// <param name="Goal">Its code.</param>
/// <param name="Entry">The entry that set it; its words are in the vault under this id.</param>
/// <param name="Position">The place of that entry.</param>
/// <param name="Measure">The figure.</param>
/// <param name="TargetThousandths">What it shall come to.</param>
/// <param name="StartThousandths">What it was at the start; null: as the journal has it as of the position.</param>
/// <param name="StartedOn">The day of the start.</param>
/// <param name="By">The day by which.</param>
public sealed record GoalRow(GoalCode Goal, Guid Entry, long Position, MeasureCode Measure, long TargetThousandths, long? StartThousandths, LocalDate StartedOn, LocalDate By);

/// <summary>Reads the view of goals.</summary>
public static class GoalQueries
{
    /// <summary>The goals that held as of a position, those that end first first.</summary>
    public static async Task<IReadOnlyList<GoalRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, long asOf, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT * FROM (
                SELECT DISTINCT ON (goal) goal, entry, position, measure, target_thousandths, start_thousandths, started_on, until_on
                FROM views.goals WHERE community = $1 AND position <= $2 ORDER BY goal, position DESC) latest
            WHERE measure IS NOT NULL ORDER BY until_on, goal
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(asOf));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<GoalRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new GoalRow(new GoalCode(reader.GetString(0)), reader.GetGuid(1), reader.GetInt64(2), new MeasureCode(reader.GetString(3)), reader.GetInt64(4), reader.NumberOrNull(5), reader.Date(6), reader.Date(7)));
        }

        return rows;
    }
}
