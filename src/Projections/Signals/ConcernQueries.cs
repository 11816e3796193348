using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Signals;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Signals;

/// <summary>A concern as the view shows it.</summary>
/// <param name="Concern">Its id.</param>
/// <param name="RaisedOn">The day.</param>
/// <param name="IsOpen">Whether somebody still has to look into it, or keeps an eye on it.</param>
/// <param name="FollowUps">What came of it, in order of the journal.</param>
public sealed record ConcernRow(ConcernId Concern, LocalDate RaisedOn, bool IsOpen, IReadOnlyList<ConcernStep> FollowUps);

/// <summary>Somebody looked into a concern.</summary>
/// <param name="Entry">The id of the entry, and of what they wrote in the vault.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="On">The day.</param>
public sealed record ConcernStep(Guid Entry, ConcernOutcome Outcome, LocalDate On);

/// <summary>Reads the view of concerns.</summary>
public static class ConcernQueries
{
    private const string Select = """
        SELECT c.concern, c.raised_on, c.is_open,
            ARRAY(SELECT entry FROM views.concern_follow_ups f WHERE f.community = c.community AND f.concern = c.concern ORDER BY position),
            ARRAY(SELECT outcome FROM views.concern_follow_ups f WHERE f.community = c.community AND f.concern = c.concern ORDER BY position),
            ARRAY(SELECT followed_up_on FROM views.concern_follow_ups f WHERE f.community = c.community AND f.concern = c.concern ORDER BY position)
        FROM views.concerns c WHERE c.community = $1
        """;

    /// <summary>Null for a concern that the community does not have.</summary>
    public static async Task<ConcernRow?> FindAsync(NpgsqlDataSource database, CommunityCode community, ConcernId concern, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} AND c.concern = $2");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(concern.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>Open ones, closed ones or, for null, both; the longest open first.</summary>
    public static async Task<IReadOnlyList<ConcernRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, bool? isOpen, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} AND ($2::boolean IS NULL OR c.is_open = $2) ORDER BY c.is_open DESC, c.raised_on, c.concern LIMIT $3");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(isOpen));
        command.Parameters.Add(Parameter.Of(most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ConcernRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    private static ConcernRow Read(NpgsqlDataReader reader)
    {
        var (entries, outcomes, days) = (reader.GetFieldValue<Guid[]>(3), reader.GetFieldValue<string[]>(4), reader.GetFieldValue<DateOnly[]>(5));
        return new ConcernRow(new ConcernId(reader.GetGuid(0)), reader.Date(1), reader.GetBoolean(2),
            [.. entries.Select((entry, i) => new ConcernStep(entry, EnumText.Parse<ConcernOutcome>(outcomes[i]), LocalDate.FromDateOnly(days[i])))]);
    }
}
