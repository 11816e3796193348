using System.Globalization;
using System.Runtime.InteropServices;

namespace Buurthulp.Api.Embedded;

/// <summary>
/// The PostgreSQL processes that a dead owner or a dead postmaster left on a cluster. Two servers on one cluster would
/// destroy it, so nothing starts before the last of them is gone.
/// </summary>
internal static class ClusterProcesses
{
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>Waits until no process works in the cluster; asks them to go, ever more firmly.</summary>
    public static void WaitUntilGone(string cluster, ILogger logger, CancellationToken token)
    {
        if (!OperatingSystem.IsLinux()) return; // PostgreSQL's own lock file has to do there.
        var asked = 0;
        for (var waitedMs = 0; Of(cluster) is { Count: > 0 } left; waitedMs += 50)
        {
            if (waitedMs == 500)
                logger.LogInformation("Waiting for an earlier PostgreSQL to leave {Cluster}", cluster);
            var postmaster = PostmasterId(cluster);
            var step = waitedMs switch { >= 30_000 => 3, >= 20_000 => 2, >= 5_000 => 1, _ => 0 };
            if (step > asked)
            {
                asked = step;
                foreach (var process in left)
                    Signal(process, step switch { 1 => process == postmaster ? Interrupt : Terminate, 2 => Quit, _ => Kill });
            }

            if (waitedMs > 40_000)
                throw new EmbeddedPostgresException($"An earlier PostgreSQL (process {left[0]}) does not leave {cluster}. End it, then start again.");
            token.ThrowIfCancellationRequested();
            Thread.Sleep(50);
        }

        // The number in a left-over lock file may by now belong to another program, for which PostgreSQL would refuse to start.
        if (PostmasterId(cluster) is { } id && Directory.Exists($"/proc/{id}"))
            File.Delete(Path.Combine(cluster, "postmaster.pid"));
    }

    public static int? PostmasterId(string cluster)
    {
        try
        {
            return int.TryParse(File.ReadLines(Path.Combine(cluster, "postmaster.pid")).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Asks the postmaster for a fast shutdown: sessions end, everything is written, no recovery at the next start.</summary>
    public static void StopFast(int postmaster) => Signal(postmaster, Interrupt);

    /// <summary>Asks the postmaster to drop everything; the next start recovers from the log.</summary>
    public static void StopAtOnce(int postmaster) => Signal(postmaster, Quit);

    // The postmaster and every process it starts work in the cluster's folder.
    private static List<int> Of(string cluster)
    {
        var processes = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && WorkingFolder(folder) == cluster)
                processes.Add(id);
        }

        return processes;
    }

    private static string? WorkingFolder(string processFolder)
    {
        try
        {
            return new FileInfo(processFolder + "/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Gone in between, or somebody else's: ours can always be read.
        }
    }

    private static void Signal(int process, int signal) => _ = NativeKill(process, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int process, int signal);
}
