using System.ComponentModel;
using System.Diagnostics;

namespace Buurthulp.Api.Embedded;

/// <summary>A program that was run to its end.</summary>
/// <param name="ExitCode">Its exit code; 127 when the program is not there, as in a shell.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record ShortRun(int ExitCode, string Output, string Error)
{
    public static async Task<ShortRun> RunAsync(IReadOnlyList<string> command, string? folder, CancellationToken token)
    {
        using var process = new Process { StartInfo = StartInfo(command, folder) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new ShortRun(127, "", e.Message);
        }

        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(token);
            var error = process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            return new ShortRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static ProcessStartInfo StartInfo(IReadOnlyList<string> command, string? folder)
    {
        var info = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "/",
        };
        foreach (var argument in command.Skip(1)) info.ArgumentList.Add(argument);

        // Messages are read by people and by us, and a PG* variable of the user's shell must not steer our server.
        info.Environment["LC_ALL"] = "C";
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            info.Environment.Remove(name);
        return info;
    }

    /// <summary>The last line that says something, for a message of one line.</summary>
    public string LastWords =>
        (Error + "\n" + Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .LastOrDefault(line => line.Contains("rror", StringComparison.Ordinal) || line.Contains("FATAL", StringComparison.Ordinal))
        ?? Error.Trim().Split('\n')[^1];
}
