using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Npgsql;

namespace Buurthulp.Api.Http.Health;

/// <summary>For whoever watches over the program: does the process run, and can it work.</summary>
internal static class HealthEndpoints
{
    private const int TimeoutSeconds = 3;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("health").AllowAnonymous();
        health.MapGet("/live", () => Results.Json(new HealthAnswer("live"))).Produces<HealthAnswer>().WithName("isLive").WithSummary("The process runs")
            .Example(new HealthAnswer("live"));
        health.MapGet("/ready", ReadyAsync).Produces<HealthAnswer>().WithName("isReady").WithSummary("The database answers; else 503")
            .Example(new HealthAnswer("ready"));
    }

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(TimeSpan.FromSeconds(TimeoutSeconds));
        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(soon.Token);
            return Results.Json(new HealthAnswer("ready"));
        }
        catch (Exception e) when (e is NpgsqlException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return EdgeProblems.DatabaseUnavailable();
        }
    }
}

/// <summary>How the program is.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthAnswer(string Status);
