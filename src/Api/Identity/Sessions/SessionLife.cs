using NodaTime;

namespace Buurthulp.Api.Identity.Sessions;

/// <summary>How long a session lives.</summary>
/// <param name="Idle">Without anything asked.</param>
/// <param name="AtMost">In all.</param>
public sealed record SessionLife(Duration Idle, Duration AtMost)
{
    public static readonly SessionLife OwnDevice = new(Duration.FromDays(30), Duration.FromDays(180));

    public static readonly SessionLife SharedDevice = new(Duration.FromMinutes(20), Duration.FromHours(12));

    /// <summary>How long a second factor counts: a day's work. After it, an office asks again; the member's own pages do not.</summary>
    public static readonly Duration SecondFactorCounts = Duration.FromHours(12);

    public static SessionLife Of(bool isShared) => isShared ? SharedDevice : OwnDevice;

    public Instant EndOf(Instant createdAt, Instant lastSeenAt) => Instant.Min(createdAt + AtMost, lastSeenAt + Idle);
}
