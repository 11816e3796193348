using System.Globalization;
using System.Text.RegularExpressions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Goals;
using NodaTime;

namespace Buurthulp.Api.Import.BuurthulpFiles;

/// <summary>community.csv: what the community is, a key and a value on each row.</summary>
internal static partial class CommunityFile
{
    public const string Name = "community.csv";

    private const string ResidentsPrefix = "residents:";
    private const string GoalPrefix = "goal:";
    private const int MostResidents = 10_000_000;

    private static readonly string[] Columns = ["key", "value"];
    private static readonly string[] FoundingKeys = ["name", "currency", "minutes_per_unit", "time_zone"];

    /// <summary>The rows that found the community, by their key; the others are planned at once.</summary>
    public static Dictionary<string, RowCells> Read(BuurthulpReading reading)
    {
        Dictionary<string, RowCells> founding = [];
        foreach (var cells in reading.Rows(Name, Columns))
        {
            var key = reading.Id(cells, "community", "key");
            if (cells.Faulty) continue;
            if (FoundingKeys.Contains(key)) founding[key] = cells;
            else if (key.StartsWith(ResidentsPrefix, StringComparison.Ordinal)) ReadResidents(reading, cells, key[ResidentsPrefix.Length..]);
            else if (key.StartsWith(GoalPrefix, StringComparison.Ordinal)) ReadGoal(reading, cells, key[GoalPrefix.Length..]);
            else Note(reading, cells, key);
        }

        return founding;
    }

    /// <summary>To be called when the members are read.</summary>
    public static void Found(BuurthulpReading reading, Dictionary<string, RowCells> founding)
    {
        var plan = reading.Plan;
        if (plan.Files.All(file => file.File != Name)) return;
        foreach (var key in FoundingKeys.Where(key => !founding.ContainsKey(key)))
        {
            plan.Refusals.Add(new RowRefusal(new SourcePlace(Name, 0), "value-missing", new Said($"has no row with the key '{key}'", $"heeft geen regel met de sleutel '{key}'"), StopsImport: true));
        }

        if (founding.Count < FoundingKeys.Length) return;
        var name = founding["name"].Text("value");
        var currency = founding["currency"].Code<CurrencyCode>("value");
        var minutesPerUnit = founding["minutes_per_unit"].Number("value", 1, 1_000_000);
        var timeZone = founding["time_zone"].Text("value");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is null) founding["time_zone"].Refuse("value", "time-zone-unknown", new Said($"'{timeZone}' is not an IANA time zone such as Europe/Amsterdam", $"'{timeZone}' is geen tijdzone zoals Europe/Amsterdam"));
        if (founding.Values.Any(cells => cells.Faulty))
        {
            // Without a community there is nothing to book in: leaving out this row does not help.
            for (var i = 0; i < plan.Refusals.Count; i++)
            {
                if (plan.Refusals[i].Place.File == Name) plan.Refusals[i] = plan.Refusals[i] with { StopsImport = true };
            }

            return;
        }

        plan.DisplayName = name;
        var row = plan.Add(new PlannedRow(Name, founding["name"].Row.Place, founding["name"].Row) { Count = FoundingKeys.Length });
        plan.Steps.Add(new PlannedStep(row, Turn.Founding, default, new FoundCommunity(reading.Ids.Of("community", "founding"), Actor.Import, reading.Now,
            FoundedOn(plan) ?? reading.Now.InZone(DateTimeZoneProviders.Tzdb[timeZone]).Date, timeZone, currency, minutesPerUnit, Agreement.Default)));
    }

    private static void ReadResidents(BuurthulpReading reading, RowCells cells, string neighbourhood)
    {
        var residents = cells.Number("value", 0, MostResidents);
        if (!Code.TryParse<NeighbourhoodCode>(neighbourhood, out var code)) cells.Refuse("key", "value-invalid", new Said($"'{neighbourhood}' is not the code of a neighbourhood", $"'{neighbourhood}' is geen code van een wijk"));
        if (cells.Faulty) return;
        reading.Plan.Steps.Add(new PlannedStep(reading.Accept(cells), Turn.Neighbourhood, default,
            new DefineNeighbourhood(reading.Ids.Of("neighbourhood", neighbourhood), Actor.Import, reading.Now, code, residents)));
    }

    private static void Note(BuurthulpReading reading, RowCells cells, string key)
    {
        if (key == "goal")
        {
            Goal(reading, cells, cells.Text("value"));
        }
        else if (key == "synthetic")
        {
            reading.Accept(cells);
            if (cells.YesOrNo("value")) reading.Plan.Notes.Add(new Said($"{cells.Row.Place}: the data are synthetic; nobody in them exists", $"{cells.Row.Place.InDutch()}: de gegevens zijn bedacht; niemand erin bestaat"));
        }
        else
        {
            cells.Refuse("key", "value-unknown", new Said($"'{key}' is not a key of {Name}", $"'{key}' is geen sleutel van {Name}"));
        }
    }

    /// <summary>One sentence is understood as a goal; others are told, so that somebody can set them.</summary>
    private static void Goal(BuurthulpReading reading, RowCells cells, string text)
    {
        if (cells.Faulty) return;
        var row = reading.Accept(cells);
        if (ReachGoal().Match(text) is not { Success: true } match)
        {
            reading.Plan.Notes.Add(new Said($"{cells.Row.Place}: the goal '{text}' is not one that the figures can tell; set it by hand, with a figure and a day",
                $"{cells.Row.Place.InDutch()}: het doel '{text}' is niet met de cijfers te volgen; stel het zelf in, met een cijfer en een dag"));
            return;
        }

        var command = reading.Ids.Of("goal", "goal");
        reading.Plan.Steps.Add(new PlannedStep(row, Turn.Goal, default,
            new SetGoal(command, Actor.Import, reading.Now, new GoalCode("reach"), new MeasureCode("participation-reach"), 10 * long.Parse(match.Groups["percent"].Value, CultureInfo.InvariantCulture))));
        reading.Plan.GoalNames.Add((command, text));
    }

    /// <summary>A goal as an export writes it: figure, target, start and end, value at the start, name; values in thousandths.</summary>
    private static void ReadGoal(BuurthulpReading reading, RowCells cells, string goal)
    {
        var text = cells.Text("value");
        if (!Code.TryParse<GoalCode>(goal, out var code)) cells.Refuse("key", "value-invalid", new Said($"'{goal}' is not the code of a goal", $"'{goal}' is geen code van een doel"));
        if (cells.Faulty) return;
        if (text.Split(';', 6) is [var figure, var target, var startedOn, var by, var start, { Length: > 0 and <= GoalNames.LongestName } name] && Code.TryParse<MeasureCode>(figure, out var measure) && Measures.All.Contains(measure)
            && Thousandths(target) is { } targetThousandths && (start.Length == 0 || Thousandths(start) is not null) && LedgerDays.Read(startedOn) is { } first
            && LedgerDays.Read(by) is { } last)
        {
            var command = reading.Ids.Of("goal", goal);
            reading.Plan.Steps.Add(new PlannedStep(reading.Accept(cells), Turn.Goal, default, new SetGoal(command, Actor.Import, reading.Now, code, measure, targetThousandths, last, Thousandths(start), first)));
            reading.Plan.GoalNames.Add((command, name));
        }
        else
        {
            cells.Refuse("value", "value-invalid", new Said($"'{text}' is not a goal: figure;target;start;end;value at the start;name", $"'{text}' is geen doel: cijfer;streefwaarde;begin;eind;waarde aan het begin;naam"));
        }
    }

    private static long? Thousandths(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= SetGoal.MostThousandths ? number : null;

    [GeneratedRegex("^(?<percent>[0-9]{1,3}) percent of residents active within a year$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReachGoal();

    /// <summary>The files do not say when the community was founded: it is the day on which the first ones joined.</summary>
    private static LocalDate? FoundedOn(ImportPlan plan) =>
        plan.Steps.Where(step => step.Turn == Turn.Joining).Select(step => (LocalDate?)step.On).Min();
}
