using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Buurthulp.Api.Http.Goals;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Indicators;
using NodaTime;

namespace Buurthulp.Api.Commands;

/// <summary><c>indicators CODE --from D --to D [--position N | --known-on D] [--explain] [--json] [--recompute]</c></summary>
internal static class IndicatorsCommand
{
    public static Command Create()
    {
        var community = new Argument<string>("community") { Description = "The code of the community." };
        var from = ExportCommand.DateOption("--from", "The first day, as 2026-01-31.");
        var to = ExportCommand.DateOption("--to", "The last day, as 2026-01-31.");
        (from.Required, to.Required) = (true, true);
        var position = new Option<long?>("--position") { Description = "As of this entry of the journal; without it, the last." };
        var knownOn = ExportCommand.DateOption("--known-on", "As known at the end of this day, as 2026-03-01.");
        var json = new Option<bool>("--json") { Description = "As JSON, as the API gives it." };
        var explain = new Option<bool>("--explain") { Description = "Say of each figure what it says and what it does not say." };
        var recompute = new Option<bool>("--recompute") { Description = "Changes nothing: figures are always counted from the journal, from its first entry on." };
        var command = new Command("indicators", "Print the monitoring figures of a period.") { community, from, to, position, knownOn, explain, json, recompute };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(community), new ReportPeriod(parsed.GetRequiredValue(from)!.Value, parsed.GetRequiredValue(to)!.Value),
            parsed.GetValue(position), parsed.GetValue(knownOn), parsed.GetValue(explain), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string code, ReportPeriod period, long? position, LocalDate? knownOn, bool explain, bool json, CancellationToken cancellationToken)
    {
        if (!period.IsSensible) throw new CommandRefusedException($"--to must not be before --from, nor more than {ReportPeriod.MostYears} years after it.", ExitCode.Usage);
        if (position is not null && knownOn is not null) throw new CommandRefusedException("--position and --known-on both say as of when; use one of them.", ExitCode.Usage);
        await using var installation = await Opening.CommandAsync(cancellationToken);
        var community = await Opening.ExistingCommunityAsync(installation.Journal, code, cancellationToken);
        var asOf = await AsOfAsync(installation.Journal, community, position, knownOn, cancellationToken);
        var figures = await IndicatorQueries.RecomputeAsync(installation.Journal, community, period, asOf, cancellationToken);
        figures = figures with { Goals = await GoalEndpoints.NamedAsync(community, new GoalNames(installation.Database.Application), figures.Goals, cancellationToken) };
        if (json) Console.WriteLine(JsonSerializer.Serialize(figures, IndicatorJson.Indented));
        else Print(FigureTable.Of(figures, new Words(Language.English)), explain);
        return ExitCode.Fine;
    }

    private static async Task<long> AsOfAsync(IJournal journal, CommunityCode community, long? position, LocalDate? knownOn, CancellationToken cancellationToken)
    {
        var head = await journal.HeadAsync(community, cancellationToken);
        if (position < 0 || position > head) throw new CommandRefusedException($"--position: the journal of '{community}' has entries 1 to {head}.", ExitCode.Usage);
        return knownOn is not { } day ? position ?? head
            : await new KnownOn(journal, SystemClock.Instance).PositionAsync(community, day, cancellationToken)
                ?? throw new CommandRefusedException("--known-on: that day has not come yet.", ExitCode.Usage);
    }

    /// <summary>A line a figure: its path, its value, and what people call it.</summary>
    private static void Print(FigureTable table, bool explain)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.From:uuuu-MM-dd} to {table.To:uuuu-MM-dd}, as of position {table.Position}"));
        foreach (var row in table.Figures)
        {
            Console.WriteLine($"{row.Figure,-52} {Text(row),24}  {row.Name}");
            if (explain) Console.WriteLine($"    {row.Explanation}");
        }
    }

    /// <summary>Hours are minutes divided by 60, with one decimal; what can't be told is a dash.</summary>
    private static string Text(FigureRow row) => row switch
    {
        { Value: null } => "–",
        { Unit: FigureUnit.Minutes } => string.Create(CultureInfo.InvariantCulture, $"{row.Value:0.#} ({row.Value / 60:0.0} hours)"),
        { Unit: FigureUnit.Share or FigureUnit.Mean } => row.Value.Value.ToString("0.000", CultureInfo.InvariantCulture),
        _ => row.Value.Value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
