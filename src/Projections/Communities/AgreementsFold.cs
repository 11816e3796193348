using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using NpgsqlTypes;

namespace Buurthulp.Projections.Communities;

/// <summary>The community's rules as they were laid down. A few a year, so each has a statement of its own.</summary>
internal sealed class AgreementsFold : IViewFold
{
    private readonly List<Entry> entries = [];

    public void Apply(Entry entry)
    {
        if (entry.Event is AgreementChanged) entries.Add(entry);
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        foreach (var entry in entries)
        {
            statements.Add("INSERT INTO views.agreements (community, position, recorded_at, actor, entry) VALUES ($1, $2, $3, $4, $5)", 1, Parameter.Of(community.Value), Parameter.Of(entry.Position),
                Parameter.Of(entry.RecordedAt.ToDateTimeUtc()), Parameter.Of(entry.Actor), new() { Value = entry.Data.ToArray(), NpgsqlDbType = NpgsqlDbType.Jsonb });
        }
    }
}
