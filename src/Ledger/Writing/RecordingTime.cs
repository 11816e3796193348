using NodaTime;

namespace Buurthulp.Ledger.Writing;

/// <summary>The time that an entry carries.</summary>
public static class RecordingTime
{
    private const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1_000;

    /// <summary>In whole microseconds, as PostgreSQL keeps it, and never earlier than the entry before, even when a clock was set back.</summary>
    public static Instant After(Instant last, Instant now)
    {
        var ticks = now.ToUnixTimeTicks();
        var whole = Instant.FromUnixTimeTicks(ticks - (ticks % TicksPerMicrosecond));
        return whole < last ? last : whole;
    }
}
