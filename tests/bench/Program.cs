using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Buurthulp.Bench;

if (args is [Memory.Resident, var connectionString, var people, var booked])
    return await Memory.MeasureAsync(connectionString, int.Parse(people, CultureInfo.InvariantCulture), int.Parse(booked, CultureInfo.InvariantCulture));
var names = args.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
var wrong = args.FirstOrDefault(word => word.StartsWith("--", StringComparison.Ordinal) && word is not ("--json" or "--smoke" or "--tenth" or "--largest"))
    ?? names.FirstOrDefault(name => Measurement.All.All(measurement => measurement.Name != name));
if (wrong is not null)
{
    Console.Error.WriteLine($"There is no measurement or option '{wrong}'; the measurements are {string.Join(", ", Measurement.All.Select(measurement => measurement.Name))}, the options --json, --smoke, --tenth (a tenth of the data) and --largest (also ten times the data).");
    return 2;
}

var json = args.Contains("--json");
var scale = args.Contains("--smoke") ? Scale.Smoke : args.Contains("--tenth") ? Scale.Tenth : Scale.Full;
if (args.Contains("--largest")) scale = scale with { Largest = 10 * scale.Large };
await using var stage = await Stage.OpenAsync();
var version = await stage.ServerVersionAsync();
if (!json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, PostgreSQL {version}; medians of {scale.Rounds} rounds"));

List<Finding> findings = [];
foreach (var measurement in Measurement.All.Where(measurement => names.Length == 0 || names.Contains(measurement.Name)))
{
    if (!json) Console.WriteLine($"\n{measurement.Name}: {measurement.Measured}\n  against {measurement.Baseline}");
    foreach (var finding in await measurement.Run(stage, scale))
    {
        findings.Add(finding);
        if (!json) Console.WriteLine(Line(finding));
    }

    await stage.ClearAsync();
}

if (json)
{
    Console.WriteLine(JsonSerializer.Serialize(new { cores = Environment.ProcessorCount, framework = RuntimeInformation.FrameworkDescription, postgresql = version, rounds = scale.Rounds, findings }, JsonSerializerOptions.Web));
}

return 0;

static string Line(Finding finding)
{
    var compared = finding.Baseline is { } baseline ? string.Create(CultureInfo.InvariantCulture, $" : {baseline:#,0.###}{finding.Unit} = {finding.Value:0.00}") : "";
    return string.Create(CultureInfo.InvariantCulture, $"  {finding.Name,-24} {finding.Measured:#,0.###}{finding.Unit}{compared}   {(finding.Reach.AtLeast ? "≥" : "≤")} {finding.Reach.Limit:0.##} {(finding.IsReached ? "reached" : "NOT reached")}");
}
