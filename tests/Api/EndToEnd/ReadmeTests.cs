using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Buurthulp.Tests.Api.EndToEnd;

/// <summary>The README's examples, run as they stand; only the port and the way to the program differ.</summary>
public sealed class ReadmeTests : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("buurthulp-readme").FullName;
    private AppProcess app = null!;

    public async Task InitializeAsync() => app = await AppProcess.UpAsync(new Dictionary<string, string> { ["BUURTHULP_DATA"] = data }, "--demo");

    public Task DisposeAsync()
    {
        app.Dispose();
        Directory.Delete(data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_the_readme_says_to_try_works_as_written()
    {
        var example = Regex.Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md")), "```sh\n(?<script>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)
            .Select(block => block.Groups["script"].Value).Single(block => block.Contains("curl", StringComparison.Ordinal));

        var (exitCode, output) = await BashAsync(example
            .Replace("./buurthulp", $"dotnet {Path.Combine(AppContext.BaseDirectory, "Buurthulp.Api.dll")}", StringComparison.Ordinal)
            .Replace("localhost:5080", $"127.0.0.1:{app.Port}", StringComparison.Ordinal));

        exitCode.ShouldBe(0, output);
        output.ShouldContain("\"total\":0");
        output.ShouldContain("\"status\":\"booked\"");
        // One more than the import; two when midnight passed in between and the day's checkpoint was published.
        output.ShouldMatch("Fine: 806[12] entries");
        // The 654 of the import and the one that was just booked.
        output.ShouldMatch(@"exchanges\.count +655  Times of help\n    So often somebody helped\.");
        output.ShouldMatch(@"exchanges\.minutes +107655 \(1794\.3 hours\)  Time\n");
    }

    private async Task<(int ExitCode, string Output)> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data };
        start.ArgumentList.Add("-eu");
        start.Environment["BUURTHULP_DATA"] = data;
        start.Environment.Remove("BUURTHULP_DB");
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output + await errors);
    }
}
