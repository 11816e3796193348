using System.Diagnostics;
using System.Text.Json;

namespace Buurthulp.Tests.Api.EndToEnd;

/// <summary>The measurements work, on a small scale. Their figures are not looked at: no test depends on speed.</summary>
public sealed class BenchTests
{
    [Fact]
    public async Task Every_measurement_runs_and_finds_the_ledger_in_order_afterwards()
    {
        var (exitCode, output, errors) = await RunAsync("--smoke", "--json");

        exitCode.ShouldBe(0, errors);
        var findings = JsonDocument.Parse(output).RootElement.GetProperty("findings").EnumerateArray().ToList();
        findings.ShouldNotBeEmpty();
        foreach (var finding in findings) finding.GetProperty("measured").GetDouble().ShouldNotBe(0, finding.GetRawText());
    }

    [Fact]
    public async Task A_measurement_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var (exitCode, _, errors) = await RunAsync("apend");
        exitCode.ShouldBe(2);
        errors.ShouldContain("'apend'");
        errors.ShouldContain("append");
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Buurthulp.Bench.dll"), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var bench = Process.Start(start)!;
        var (output, errors) = (bench.StandardOutput.ReadToEndAsync(), bench.StandardError.ReadToEndAsync());
        await bench.WaitForExitAsync();
        return (bench.ExitCode, await output, await errors);
    }
}
