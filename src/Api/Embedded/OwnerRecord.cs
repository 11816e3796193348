using System.Diagnostics;
using System.Text.Json;

namespace Buurthulp.Api.Embedded;

/// <summary>
/// What the process that runs the database tells the others on the same data folder. The lock beside it says
/// whether that process still lives; the record alone proves nothing.
/// </summary>
/// <param name="ProcessId">Process id of the owner, not of PostgreSQL.</param>
/// <param name="Role">Whether the owner is a server or a short command.</param>
/// <param name="Address">Where the server answers; null for a command.</param>
/// <param name="SocketFolder">Folder of the Unix socket; null until the database accepts connections.</param>
internal sealed record OwnerRecord(int ProcessId, PostgresRole Role, string? Address, string? SocketFolder)
{
    /// <summary>Reads the record, or null when there is none or its writer is gone.</summary>
    public static OwnerRecord? Read(string file)
    {
        var record = ReadEvenIfStale(file);
        return record is not null && IsAlive(record.ProcessId) ? record : null;
    }

    public static OwnerRecord? ReadEvenIfStale(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<OwnerRecord>(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces the record in one step, so that a reader never sees half of it.</summary>
    public void Write(string file)
    {
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
