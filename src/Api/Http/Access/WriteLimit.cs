using System.Threading.RateLimiting;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Microsoft.AspNetCore.RateLimiting;

namespace Buurthulp.Api.Http.Access;

/// <summary>
/// How many commands one token may send, and how many streams it may hold open. People never come near it; it keeps a program that runs wild from taking the place of everybody else.
/// </summary>
internal static class WriteLimit
{
    public const int MemberPerMinute = 600;
    public const int DeskPerMinute = 6_000;

    /// <summary>The policy for calls that change something without a token. The codes that they bring are long enough; this keeps somebody who tries them from keeping the database busy.</summary>
    public const string Guests = "guests";

    public const int GuestsPerTenMinutes = 60;

    /// <summary>The name of the limit on streams that one token holds open.</summary>
    public const string Streams = "streams";

    public const int MostStreams = 20;

    public static void Configure(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Guid>(Partition);
        options.AddPolicy(Guests, static context => RateLimitPartition.GetFixedWindowLimiter($"{context.GetRouteValue("community")}/{context.Connection.RemoteIpAddress}",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = GuestsPerTenMinutes, Window = TimeSpan.FromMinutes(10), QueueLimit = 0 }));
        options.AddPolicy(Streams, static context => RateLimitPartition.GetConcurrencyLimiter(context.Features.Get<BearerToken>()?.Id ?? context.Features.Get<CurrentPerson>()?.Session.Id ?? Guid.Empty,
            static _ => new ConcurrencyLimiterOptions { PermitLimit = MostStreams, QueueLimit = 0 }));
        options.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            await EdgeProblems.TooManyRequests(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))).ExecuteAsync(rejected.HttpContext);
        };
    }

    private static RateLimitPartition<Guid> Partition(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Features.Get<BearerToken>() is not { } token) return RateLimitPartition.GetNoLimiter(Guid.Empty);
        var perMinute = token.Role == Role.Member ? MemberPerMinute : DeskPerMinute;
        return RateLimitPartition.GetTokenBucketLimiter(token.Id, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = perMinute / 60,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
    }
}
