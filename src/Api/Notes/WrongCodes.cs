using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Buurthulp.Api.Tokens;

namespace Buurthulp.Api.Notes;

/// <summary>
/// Counts notes with a code that is not ours and stops whoever keeps trying. A code has 40 bits: with these tries nobody lives to see a hit.
/// The counter names the community only; who tried is not kept.
/// </summary>
internal sealed class WrongCodes : IDisposable
{
    public const int Tries = 10;
    public const string MeterName = "Buurthulp.Notes";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<BearerToken> limiter = PartitionedRateLimiter.Create<BearerToken, string>(token =>
        RateLimitPartition.GetFixedWindowLimiter($"{token.Community}/{token.Account?.Value ?? token.Id.ToString()}", _ => new FixedWindowRateLimiterOptions { PermitLimit = Tries, Window = Window }));

    private readonly Meter meter;
    private readonly Counter<long> counter;

    public WrongCodes(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        counter = meter.CreateCounter<long>("buurthulp_note_codes_wrong", description: "Paper notes that were refused because their code is not ours.");
    }

    /// <summary>How long this holder has to wait before another note is looked at; null when they need not.</summary>
    public int? WaitSeconds(BearerToken token)
    {
        using var lease = limiter.AttemptAcquire(token, permitCount: 0);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > TimeSpan.Zero ? (int)Math.Ceiling(after.TotalSeconds)
            : (int)Window.TotalSeconds;
    }

    public void Count(BearerToken token)
    {
        counter.Add(1, new KeyValuePair<string, object?>("community", token.Community.Value));
        limiter.AttemptAcquire(token).Dispose();
    }

    public void Dispose()
    {
        limiter.Dispose();
        meter.Dispose();
    }
}
