using System.Text.RegularExpressions;

namespace Buurthulp.Api.Embedded;

/// <summary>A folder with <c>postgres</c> and <c>initdb</c> of one version.</summary>
/// <param name="Folder">The real folder, links followed: PostgreSQL looks for its libraries relative to it.</param>
/// <param name="Major">The major version, 15 or newer.</param>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest version that the schema and the settings are written for.</summary>
    public const int OldestMajor = 15;

    public string Postgres => Path.Combine(Folder, "postgres");

    public string Initdb => Path.Combine(Folder, "initdb");

    /// <summary>
    /// The binaries for a cluster of version <paramref name="clusterMajor"/>, or the newest when there is no cluster yet.
    /// Null when the machine has none that fit.
    /// </summary>
    public static async Task<PostgresBinaries?> FindAsync(int? clusterMajor, CancellationToken token)
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in Candidates().Distinct(StringComparer.Ordinal))
        {
            if (await ProbeAsync(folder, token) is { } binaries)
                found.Add(binaries);
        }

        return found.Where(b => clusterMajor is null ? b.Major >= OldestMajor : b.Major == clusterMajor).MaxBy(b => b.Major);
    }

    /// <summary>Asks the binaries in a folder for their version; null when they are not there or do not run.</summary>
    public static async Task<PostgresBinaries?> ProbeAsync(string folder, CancellationToken token)
    {
        var binaries = new PostgresBinaries(folder, 0);
        if (!File.Exists(binaries.Postgres) || !File.Exists(binaries.Initdb)) return null;
        var run = await ShortRun.RunAsync([binaries.Postgres, "--version"], null, token);
        var version = Version().Match(run.Output);
        return run.ExitCode == 0 && version.Success ? binaries with { Major = int.Parse(version.Groups["major"].Value) } : null;
    }

    private static IEnumerable<string> Candidates()
    {
        // A link on the PATH (/usr/local/bin/postgres -> /usr/lib/postgresql/15/bin/postgres) stands for the folder it points to.
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var file = new FileInfo(Path.Combine(folder, "postgres"));
            if (file.Exists && (file.ResolveLinkTarget(returnFinalTarget: true) ?? file) is FileInfo real)
                yield return real.DirectoryName!;
        }

        // Debian, Red Hat and Homebrew keep each version in a folder of its own, off the PATH.
        (string Folder, string Pattern, string Bin)[] places =
        [
            ("/usr/lib/postgresql", "*", "bin"),
            ("/usr", "pgsql-*", "bin"),
            ("/opt/homebrew/opt", "postgresql@*", "bin"),
            ("/usr/local/opt", "postgresql@*", "bin"),
        ];
        foreach (var place in places.Where(place => Directory.Exists(place.Folder)))
        {
            foreach (var version in Directory.GetDirectories(place.Folder, place.Pattern))
                yield return Path.Combine(version, place.Bin);
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
