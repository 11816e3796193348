using System.Diagnostics;

namespace Buurthulp.Tests.Api.Books;

/// <summary>Runs a bookkeeping program on a file.</summary>
internal static class Tool
{
    public static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>What it printed; fails when it printed an error or did not end well.</summary>
    public static async Task<string> RunAsync(string name, byte[] book, params Func<string, string>[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"buurthulp-book-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(file, book);
        try
        {
            var start = new ProcessStartInfo(name, arguments.Select(argument => argument(file))) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0, $"{name}: {await errors} {await output}");
            (await errors).ShouldBe("", name);
            return await output;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
