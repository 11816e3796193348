using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Running;
using NodaTime;

namespace Buurthulp.Api.Commands;

/// <summary><c>indicators CODE --from D --to D [--json]</c></summary>
internal static class IndicatorsCommand
{
    public static Command Create()
    {
        var community = new Argument<string>("community") { Description = "The code of the community." };
        var from = ExportCommand.DateOption("--from", "The first day, as 2026-01-31.");
        var to = ExportCommand.DateOption("--to", "The last day, as 2026-01-31.");
        (from.Required, to.Required) = (true, true);
        var json = new Option<bool>("--json") { Description = "As JSON, as the API gives it." };
        var command = new Command("indicators", "Print the monitoring figures of a period.") { community, from, to, json };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(community), parsed.GetRequiredValue(from)!.Value, parsed.GetRequiredValue(to)!.Value, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string code, LocalDate from, LocalDate to, bool json, CancellationToken cancellationToken)
    {
        var period = new ReportPeriod(from, to);
        if (!period.IsSensible) throw new CommandRefusedException($"--to must not be before --from, nor more than {ReportPeriod.MostYears} years after it.", ExitCode.Usage);
        await using var installation = await Opening.CommandAsync(cancellationToken);
        var community = await Opening.ExistingCommunityAsync(installation.Journal, code, cancellationToken);
        using var loggers = Opening.Loggers();
        using var runner = new ViewRunner(installation.Database.Application, installation.Journal, loggers.CreateLogger<ViewRunner>(), TimeProvider.System);
        await runner.CatchUpAsync(community, cancellationToken);
        var figures = await new IndicatorQueries(installation.Database.Application).FiguresAsync(community, period, position: null, cancellationToken);
        if (json) Console.WriteLine(JsonSerializer.Serialize(figures, IndicatorJson.Indented));
        else Print(JsonSerializer.SerializeToElement(figures, IndicatorJson.Options), path: "");
        return ExitCode.Fine;
    }

    private static void Print(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Print(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}");
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Console.WriteLine($"{path,-40} {string.Join("  ", item.EnumerateObject().Select(member => $"{member.Name} {Text(member.Name, member.Value)}"))}");
                break;
            default:
                Console.WriteLine($"{path,-40} {Text(path, value)}");
                break;
        }
    }

    /// <summary>Hours are minutes divided by 60, with one decimal; what can't be told is a dash.</summary>
    private static string Text(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "–",
        JsonValueKind.Number when value.TryGetInt64(out var whole) =>
            name.EndsWith("inutes", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{whole} ({whole / 60.0:0.0} hours)") : whole.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Number => value.GetDouble().ToString("0.000", CultureInfo.InvariantCulture),
        _ => value.GetString()!,
    };
}
