using System.Text;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Communities;

/// <summary>The rules that held from an entry on.</summary>
/// <param name="Position">The place of the entry.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Actor">Who laid them down: a number, or a role's name.</param>
/// <param name="Agreement">Whole.</param>
public sealed record AgreementRow(long Position, Instant RecordedAt, string Actor, Agreement Agreement);

/// <summary>Reads the view of agreements.</summary>
public static class AgreementQueries
{
    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<AgreementRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT position, recorded_at, actor, entry::text FROM views.agreements WHERE community = $1 ORDER BY position DESC LIMIT $2");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var name = EventTypes.NameOf(typeof(AgreementChanged));
        List<AgreementRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new AgreementRow(reader.GetInt64(0), reader.Moment(1), reader.GetString(2), ((AgreementChanged)EventJson.Read(name, Encoding.UTF8.GetBytes(reader.GetString(3)))).Agreement));
        }

        return rows;
    }
}
