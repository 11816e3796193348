using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Npgsql;

namespace Buurthulp.Projections.Publications;

/// <summary>Since when figures are public. A few in the life of a community, so each has a statement of its own.</summary>
internal sealed class PublicationsFold : IViewFold
{
    private readonly List<(long Position, PublicationPeriod Every)> agreed = [];

    public void Apply(Entry entry)
    {
        if (entry.Event is AgreementChanged { Agreement.Publication: { } publication }) agreed.Add((entry.Position, publication.Every));
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        foreach (var (position, every) in agreed)
        {
            statements.Add("INSERT INTO views.publications (community, position, every) VALUES ($1, $2, $3)", 1, Parameter.Of(community.Value), Parameter.Of(position), Parameter.Of(EnumText.Of(every)));
        }
    }
}

/// <summary>The time since which a community makes its figures public by periods of the kind that it names now; times in between in which nothing was public belong to it.</summary>
/// <param name="First">The entry that began it.</param>
/// <param name="Every">The kind of period that was named last.</param>
/// <param name="IsChange">Before it figures were public by periods of another kind: what they told can be subtracted from periods that overlap them.</param>
public sealed record PublicationRun(long First, PublicationPeriod Every, bool IsChange);

/// <summary>Reads the view of publications.</summary>
public static class PublicationQueries
{
    /// <summary>Null when figures were never public.</summary>
    public static async Task<PublicationRun?> RunAsync(NpgsqlDataSource database, CommunityCode community, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            WITH last AS (SELECT every FROM views.publications WHERE community = $1 ORDER BY position DESC LIMIT 1),
                other AS (SELECT max(position) AS position FROM views.publications WHERE community = $1 AND every <> (SELECT every FROM last))
            SELECT min(position), (SELECT every FROM last), (SELECT position FROM other) IS NOT NULL FROM views.publications WHERE community = $1 AND position > coalesce((SELECT position FROM other), 0)
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken) ? new PublicationRun(reader.GetInt64(0), EnumText.Parse<PublicationPeriod>(reader.GetString(1)), reader.GetBoolean(2)) : null;
    }
}
