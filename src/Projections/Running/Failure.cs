using System.Net.Sockets;
using Buurthulp.Ledger.Journal;
using Npgsql;

namespace Buurthulp.Projections.Running;

/// <summary>Which failures pass by themselves and are worth another try.</summary>
internal static class Failure
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Anything about the database. All else is a defect, and trying again would change nothing.</summary>
    public static bool IsPassing(Exception e) => e is JournalUnavailableException or NpgsqlException or TimeoutException or IOException or SocketException;

    /// <summary>The pause doubles with each failure in a row, up to half a minute.</summary>
    public static TimeSpan Pause(TimeSpan first, int failuresInARow)
    {
        var pause = first;
        for (var i = 1; i < failuresInARow && pause < LongestPause; i++) pause += pause;
        return pause < LongestPause ? pause : LongestPause;
    }
}
