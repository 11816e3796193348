using Buurthulp.Ledger.Accounts;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Exchanges;

/// <summary>When something happened last.</summary>
public static class LatelyQuery
{
    /// <summary>The last day on which help happened, up to a day; null when there was none.</summary>
    public static async Task<LocalDate?> LastDayAsync(NpgsqlDataSource database, CommunityCode community, LocalDate upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT max(happened_on) FROM views.exchanges WHERE community = $1 AND status = 'booked' AND happened_on <= $2");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(upTo.ToDateOnly()));
        return await command.ExecuteScalarAsync(cancellationToken) is DateOnly day ? LocalDate.FromDateOnly(day) : null;
    }
}
