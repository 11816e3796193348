using System.Diagnostics;
using System.Globalization;
using Buurthulp.Bench.Data;

namespace Buurthulp.Bench;

/// <summary>What a community takes of the memory of a process that has it in use.</summary>
internal static class Memory
{
    /// <summary>Stands before a connection string, the number of exchanges that decides how many people there are, and how many are booked: the program then is the process that is measured, and says its resident set in bytes.</summary>
    public const string Resident = "--resident";

    private const double Million = 1_000_000;

    public static readonly Measurement Measurement = new("memory", "resident set with a community of 1,000,000 settled exchanges in use above one with a few, in MB · with --largest, of 10,000,000 between the same people", "– · the one of 1,000,000", RunAsync);

    /// <summary>Brings a community into use and measures: folds its journal, books on it, and lets go of what the fold has left behind.</summary>
    public static async Task<int> MeasureAsync(string connectionString, int people, int booked)
    {
        await using var scene = await Scene.OpenAsync(connectionString, Village.For(people), booked);
        await scene.SendAsync(Append.Callers, scene.Exchanges(1_000));
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Console.WriteLine(Environment.WorkingSet);
        return 0;
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var few = await ResidentAsync(stage, "few", Math.Min(100, scale.Large), Math.Min(100, scale.Large), scale.Rounds);
        var large = await ResidentAsync(stage, "large", scale.Large, scale.Large, scale.Rounds) - few;
        List<Finding> findings = [new("1,000,000 exchanges", large / Million, Baseline: null, "MB", Reach.Most(150))];
        if (scale.Largest is { } most)
        {
            // Ten times the years, not ten times the people: memory may follow these.
            var largest = await ResidentAsync(stage, "largest", scale.Large, most, rounds: 1) - few;
            findings.Add(new Finding("10,000,000 exchanges", largest / Million, large / Million, "MB", Reach.Most(1.2)));
        }

        return findings;
    }

    private static async Task<double> ResidentAsync(Stage stage, string name, int people, int exchanges, int rounds)
    {
        List<double> bytes = [];
        for (var round = 0; round < rounds; round++)
        {
            var connectionString = await stage.CreateFilledAsync(name, Village.For(people), exchanges);
            var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Memory).Assembly.Location, Resident, connectionString, people.ToString(CultureInfo.InvariantCulture), exchanges.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"the process that was to be measured ended with {process.ExitCode}");
            bytes.Add(double.Parse(output, CultureInfo.InvariantCulture));
            await stage.ClearAsync();
        }

        return Scale.Median(bytes);
    }
}
