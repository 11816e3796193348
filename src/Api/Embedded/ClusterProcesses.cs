using System.Globalization;
using System.Runtime.InteropServices;

namespace Buurthulp.Api.Embedded;

/// <summary>
/// The PostgreSQL processes that a dead owner or a dead postmaster left on a cluster. Two servers on one cluster would
/// destroy it, so nothing starts before the last of them is gone.
/// </summary>
/// <param name="cluster">PostgreSQL's data directory, links followed.</param>
/// <param name="socketFolder">The folder of its Unix socket.</param>
/// <param name="asAccount">The command prefix that runs a program under the account of PostgreSQL.</param>
internal sealed class ClusterProcesses(string cluster, string socketFolder, IReadOnlyList<string> asAccount)
{
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>
    /// Waits until no process works in the cluster; asks them to go, ever more firmly. Then takes away the lock files
    /// that PostgreSQL would take for those of a living server.
    /// </summary>
    public void WaitUntilGone(ILogger logger, CancellationToken token)
    {
        var asked = 0;
        List<int>? left;
        for (var waitedMs = 0; (left = Find()) is { Count: > 0 }; waitedMs += 50)
        {
            if (waitedMs == 500)
                logger.LogInformation("Waiting for an earlier PostgreSQL to leave {Cluster}", cluster);
            var postmaster = NamedIn(Path.Combine(cluster, "postmaster.pid"));
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

        if (left is not null) RemoveMisleadingLocks();
    }

    /// <summary>Asks the postmaster for a fast shutdown: sessions end, everything is written, no recovery at the next start.</summary>
    public static void StopFast(int postmaster) => Signal(postmaster, Interrupt);

    /// <summary>Asks the postmaster to drop everything; the next start recovers from the log.</summary>
    public static void StopAtOnce(int postmaster) => Signal(postmaster, Quit);

    // The number in a left-over lock file may by now belong to another program, or to a dead process that nobody has
    // collected yet (in a container perhaps never). PostgreSQL asks only whether the number exists.
    private void RemoveMisleadingLocks()
    {
        foreach (var file in (string[])[Path.Combine(cluster, "postmaster.pid"), Path.Combine(socketFolder, ".s.PGSQL.5432.lock")])
        {
            if (NamedIn(file) is { } id && Directory.Exists($"/proc/{id}")) File.Delete(file);
        }
    }

    // The first line of a lock file of PostgreSQL is a process id.
    private static int? NamedIn(string lockFile)
    {
        try
        {
            return int.TryParse(File.ReadLines(lockFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// The processes whose working folder is the cluster: the postmaster and all it started. Null when that cannot be
    /// told, and PostgreSQL's own locks have to do.
    /// </summary>
    private List<int>? Find()
    {
        if (!OperatingSystem.IsLinux()) return null;
        var processes = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)) continue;
            var workingFolder = new FileInfo(folder + "/cwd").LinkTarget;
            if (workingFolder == cluster) processes.Add(id);

            // Root in a container may not look into processes of others; they may look into their own.
            if (workingFolder is null && IsLivingPostgres(folder)) return FindAsAccount();
        }

        return processes;
    }

    private List<int>? FindAsAccount()
    {
        var pattern = cluster.Replace("\\", "\\\\").Replace("[", "\\[").Replace("*", "\\*").Replace("?", "\\?");
        var run = ShortRun.RunAsync(
            [.. asAccount, "find", "/proc", "-mindepth", "2", "-maxdepth", "2", "-path", "/proc/[0-9]*/cwd", "-lname", pattern],
            null, CancellationToken.None).GetAwaiter().GetResult();
        if (run.ExitCode == 127) return null;
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line.Split('/')[2]))];
    }

    private static bool IsLivingPostgres(string processFolder)
    {
        try
        {
            var stat = File.ReadAllText(processFolder + "/stat");
            return stat.Contains("(postgres) ", StringComparison.Ordinal) && !stat.Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Gone in between.
        }
    }

    private static void Signal(int process, int signal) => _ = NativeKill(process, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int process, int signal);
}
