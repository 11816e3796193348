using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Projections.Indicators;

/// <summary>Shared activities and who came.</summary>
internal sealed class ActivityRows
{
    private readonly List<(long Position, ActivityHeld Event)> held = [];
    private readonly List<(long Position, Guid Activity, string Account)> attended = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case ActivityHeld e: held.Add((entry.Position, e)); break;
            case ActivityAttended e:
                foreach (var account in e.Attendees) attended.Add((entry.Position, e.Activity.Value, account.Value));
                break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (held.Count > 0)
        {
            statements.Add("INSERT INTO views.indicator_activities (community, position, activity, held_on) SELECT $1, * FROM unnest($2, $3, $4)", held.Count,
                Parameter.Of(community.Value), held.Column(row => row.Position), held.Column(row => row.Event.Activity.Value), held.Column(row => row.Event.HeldOn.ToDateOnly()));
        }

        if (attended.Count > 0)
        {
            statements.Add("""
                INSERT INTO views.indicator_attendances (community, position, held_position, account)
                SELECT $1, t.position, h.position, t.account FROM unnest($2, $3, $4) AS t (position, activity, account)
                JOIN views.indicator_activities h ON h.community = $1 AND h.activity = t.activity
                """, attended.Count, Parameter.Of(community.Value), attended.Column(row => row.Position), attended.Column(row => row.Activity), attended.Column(row => row.Account));
        }
    }
}
