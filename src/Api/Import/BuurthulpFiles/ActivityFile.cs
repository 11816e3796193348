using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;

namespace Buurthulp.Api.Import.BuurthulpFiles;

/// <summary>activities.csv: shared activities and who came.</summary>
internal static class ActivityFile
{
    private const string Name = "activities.csv";

    private static readonly string[] Columns = ["activity_no", "held_on", "kind", "attendees"];

    public static void Read(BuurthulpReading reading)
    {
        foreach (var cells in reading.Rows(Name, Columns))
        {
            var id = reading.Id(cells, "activity", "activity_no");
            var heldOn = cells.Date("held_on");
            var kind = cells.Code<ActivityKind>("kind");
            var attendees = cells.Codes<AccountNumber>("attendees");
            if (cells.Faulty) continue;
            reading.Plan.Steps.Add(new PlannedStep(reading.Accept(cells), Turn.Activity, heldOn,
                new HoldActivity(reading.Ids.Of("activity", id), Actor.Import, reading.Now, kind, heldOn, attendees)));
        }
    }
}
