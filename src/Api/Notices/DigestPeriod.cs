using NodaTime;

namespace Buurthulp.Api.Notices;

/// <summary>How often a digest goes out.</summary>
public enum DigestFrequency
{
    Daily,
    Weekly,
}

/// <summary>The day or week whose digest goes out. It begins at seven in the morning in the community's own time zone; a week begins on Monday.</summary>
/// <param name="Frequency">Day or week.</param>
/// <param name="Begins">The day on which it begins.</param>
public sealed record DigestPeriod(DigestFrequency Frequency, LocalDate Begins)
{
    private static readonly LocalTime From = new(7, 0);

    /// <summary>The day from which on requests are new in it.</summary>
    public LocalDate NewSince => Begins.PlusDays(Frequency == DigestFrequency.Daily ? -1 : -7);

    /// <summary>The period that has begun last.</summary>
    public static DigestPeriod At(DigestFrequency frequency, Instant now, DateTimeZone zone)
    {
        var local = now.InZone(zone).LocalDateTime;
        var day = local.TimeOfDay >= From ? local.Date : local.Date.PlusDays(-1);
        return new DigestPeriod(frequency, frequency == DigestFrequency.Daily ? day : day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)));
    }
}
