using Npgsql;

namespace Buurthulp.Api.Embedded;

/// <summary>
/// A PostgreSQL of our own, in the data folder: a child process behind a Unix socket, with no open port.
/// One process runs it and is its owner; others on the same folder attach and hold a lease, so that the owner does
/// not stop it under them.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>How long a server that is asked to stop waits for commands that still use its database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly DataFolder data;
    private readonly FileStream hold;
    private readonly Postmaster? postmaster;
    private readonly string socketFolder;
    private readonly PostgresRole role;
    private readonly ILogger logger;
    private readonly CancellationToken token;
    private bool disposed;

    private EmbeddedPostgres(DataFolder data, FileStream hold, Postmaster? postmaster, string socketFolder, PostgresRole role, ILogger logger, CancellationToken token)
    {
        this.data = data;
        this.hold = hold;
        this.postmaster = postmaster;
        this.socketFolder = socketFolder;
        this.role = role;
        this.logger = logger;
        this.token = token;
    }

    /// <summary>For Npgsql: the database <c>buurthulp</c>, as its superuser.</summary>
    public string ConnectionString => PostgresCluster.ConnectionStringFor(socketFolder, PostgresCluster.Superuser);

    /// <summary>True when this process runs the database, false when it uses that of another.</summary>
    public bool IsOwner => postmaster is not null;

    /// <summary>Process id of the PostgreSQL that this process runs; null when it is another's or just being restarted.</summary>
    public int? PostmasterProcessId => postmaster?.ProcessId;

    /// <summary>Starts the database of a data folder, or attaches to it when it runs.</summary>
    /// <param name="dataFolder">The folder of BUURTHULP_DATA; made when it is not there.</param>
    /// <param name="role">A server waits for a command to finish and then takes over; a command attaches to whatever runs.</param>
    /// <param name="address">Where this server will answer, to tell a second one; null for a command.</param>
    /// <param name="logger">Is told what takes time: the first start, fetching binaries, waiting for others.</param>
    /// <param name="token">Ends the waiting; when it is cancelled, disposing waits for others a few seconds at most.</param>
    /// <exception cref="EmbeddedPostgresException">There is no PostgreSQL to run, it does not start, or another server runs here.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(string dataFolder, PostgresRole role, string? address, ILogger logger, CancellationToken token)
    {
        var folder = DataFolder.Open(dataFolder);
        for (var beats = 0; ; beats++, await Task.Delay(Beat, token))
        {
            if (folder.TryOwn() is { } own)
                return await StartOwnAsync(folder, own, role, address, logger, token);

            var owner = OwnerRecord.Read(folder.OwnerFile);
            if (role == PostgresRole.Server && owner is { Role: PostgresRole.Server })
            {
                throw new EmbeddedPostgresException($"A server already runs on {folder.Path} at {owner.Address} (process {owner.ProcessId}). Stop it first, or set BUURTHULP_DATA to another folder.")
                {
                    RunningAddress = owner.Address,
                };
            }

            if (role == PostgresRole.Command && await TryAttachAsync(folder, logger, token) is { } attached)
                return attached;
            if (beats == 20)
                logger.LogInformation("Another process uses the database in {Folder}; waiting for it", folder.Path);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        // A pooled session of ours would be met by the next user of the socket as a broken one.
        await using (var connection = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(connection);
        if (postmaster is not null) await StopOwnAsync(postmaster);
        await hold.DisposeAsync();
    }

    private static async Task<EmbeddedPostgres> StartOwnAsync(DataFolder data, FileStream own, PostgresRole role, string? address, ILogger logger, CancellationToken token)
    {
        Postmaster? server = null;
        try
        {
            var former = OwnerRecord.ReadEvenIfStale(data.OwnerFile)?.SocketFolder;
            var record = new OwnerRecord(Environment.ProcessId, role, address, null);
            record.Write(data.OwnerFile);
            if (former is not null && former != data.Cluster) PostgresCluster.DeleteTemporary(former);

            var cluster = await PostgresCluster.PrepareAsync(data, logger, token);
            server = new Postmaster(cluster, logger);
            await server.Ready.WaitAsync(token);
            await CreateDatabaseAsync(cluster, token);
            (record with { SocketFolder = cluster.SocketFolder }).Write(data.OwnerFile);
            return new EmbeddedPostgres(data, own, server, cluster.SocketFolder, role, logger, token);
        }
        catch
        {
            if (server is not null)
            {
                await server.StopAsync();
                server.Dispose();
            }

            File.Delete(data.OwnerFile);
            await own.DisposeAsync();
            throw;
        }
    }

    private static async Task<EmbeddedPostgres?> TryAttachAsync(DataFolder data, ILogger logger, CancellationToken token)
    {
        if (data.TryLease() is not { } lease) return null;

        // Read under the lease: an owner that wants to stop takes its record away first, then waits for leases to end.
        if (OwnerRecord.Read(data.OwnerFile)?.SocketFolder is { } folder)
        {
            var attached = new EmbeddedPostgres(data, lease, null, folder, PostgresRole.Command, logger, token);
            if (await attached.AnswersAsync(token)) return attached;
        }

        await lease.DisposeAsync();
        return null;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            return false; // Being restarted, or gone with its owner.
        }
    }

    private static async Task CreateDatabaseAsync(PostgresCluster cluster, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(PostgresCluster.ConnectionStringFor(cluster.SocketFolder, "postgres") + ";Pooling=false");
        await connection.OpenAsync(token);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = 'buurthulp'", connection);
        if (await exists.ExecuteScalarAsync(token) is not null) return;
        await using var create = new NpgsqlCommand("create database buurthulp", connection);
        await create.ExecuteNonQueryAsync(token);
    }

    private async Task StopOwnAsync(Postmaster running)
    {
        File.Delete(data.OwnerFile); // From here on nobody attaches any more.
        var deadline = DateTimeOffset.UtcNow + Patience;
        var said = false;
        FileStream? end;
        while ((end = data.TryEndLeases()) is null)
        {
            var impatient = role == PostgresRole.Server || token.IsCancellationRequested;
            if (impatient && DateTimeOffset.UtcNow > deadline)
            {
                logger.LogWarning("Stopping the database although a command still uses it");
                break;
            }

            if (!said) logger.LogInformation("Waiting for another command to finish with the database");
            said = true;
            await Task.Delay(Beat, CancellationToken.None);
        }

        await running.StopAsync();
        running.Dispose();
        if (socketFolder != data.Cluster) PostgresCluster.DeleteTemporary(socketFolder);
        if (end is not null) await end.DisposeAsync();
    }
}
