namespace Buurthulp.Api.Embedded;

/// <summary>
/// The files of the embedded database in the data folder, and the two locks that make processes share it.
/// The kernel drops a lock when its process dies, however it dies, so a lock is never stale.
/// </summary>
internal sealed class DataFolder
{
    private DataFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>The cluster: PostgreSQL's own data directory.</summary>
    public string Cluster => System.IO.Path.Combine(Path, "postgres");

    /// <summary>Where a new cluster is made before it is moved to its place, so that half a cluster never stands there.</summary>
    public string ClusterInTheMaking => System.IO.Path.Combine(Path, "postgres.new");

    public string OwnerFile => System.IO.Path.Combine(Path, "postgres.owner.json");

    private string OwnerLockFile => System.IO.Path.Combine(Path, "postgres.lock");

    private string LeaseLockFile => System.IO.Path.Combine(Path, "postgres.lease");

    public static DataFolder Open(string path)
    {
        if (OperatingSystem.IsWindows())
            throw new EmbeddedPostgresException("The embedded PostgreSQL does not run on Windows. Set BUURTHULP_DB to a PostgreSQL of your own.");
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            // Keys and personal data live here; an existing folder keeps the mode its owner gave it.
            Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"The data folder {full} cannot be made: {e.Message} Set BUURTHULP_DATA to a folder you may write to.", e);
        }

        return new DataFolder(RealPath(full));
    }

    /// <summary>The lock of the one process that runs PostgreSQL, or null when another has it.</summary>
    public FileStream? TryOwn() => TryLock(OwnerLockFile, FileAccess.ReadWrite, FileShare.None);

    /// <summary>A share in the running database, which keeps its owner from stopping it; null when it is being stopped.</summary>
    public FileStream? TryLease() => TryLock(LeaseLockFile, FileAccess.Read, FileShare.Read);

    /// <summary>The proof that nobody holds a lease; null while somebody does.</summary>
    public FileStream? TryEndLeases() => TryLock(LeaseLockFile, FileAccess.ReadWrite, FileShare.None);

    private FileStream? TryLock(string file, FileAccess access, FileShare share)
    {
        try
        {
            if (!File.Exists(file))
                File.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return new FileStream(file, FileMode.Open, access, share, bufferSize: 0);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException($"The data folder {Path} belongs to another user. Start as that user, or set BUURTHULP_DATA to a folder of your own.", e);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException) && IsHeldElsewhere(e))
        {
            return null;
        }
    }

    // EAGAIN, which the runtime reports for a lock held by another: 11 on Linux, 35 on macOS and BSD.
    private static bool IsHeldElsewhere(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 || e.HResult == unchecked((int)0x80070020);

    private static string RealPath(string path)
    {
        // PostgreSQL reports its working folder with links followed; ours must read the same.
        var root = System.IO.Path.GetPathRoot(path)!;
        var real = root;
        foreach (var part in path[root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = System.IO.Path.Combine(real, part);
            if (Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target)
                real = target.FullName;
        }

        return real;
    }
}
