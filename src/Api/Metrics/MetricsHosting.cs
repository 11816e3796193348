using System.Diagnostics.Metrics;
using Buurthulp.Api.Feeds;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Metrics;

/// <summary>What the program counts, and where it is read. docs/metrics.md says what each figure means.</summary>
internal static class MetricsHosting
{
    private const string MeterName = "Buurthulp";

    /// <summary>The writers, which count what they recorded and refused.</summary>
    public static void AddCountingWriters(this IServiceCollection services)
    {
        services.AddSingleton<MetricsText>();
        services.AddSingleton(provider => new CommunityWriters(provider.GetRequiredService<IJournal>(), provider.GetRequiredService<SnapshotStore>(),
            provider.GetRequiredService<ILogger<CommunityWriters>>(), provider.GetRequiredService<IMeterFactory>().Create(MeterName)));
    }

    /// <summary>The address that Prometheus asks. Open to anybody, so nothing counted names a person or what one person did.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        // From here on, before the first call, everything is heard.
        var metrics = routes.ServiceProvider.GetRequiredService<MetricsText>();
        var (writers, feeds) = (routes.ServiceProvider.GetRequiredService<CommunityWriters>(), routes.ServiceProvider.GetRequiredService<CommunityFeeds>());
        var meter = routes.ServiceProvider.GetRequiredService<IMeterFactory>().Create(MeterName);
        meter.CreateObservableGauge("buurthulp_communities_in_memory", () => (long)writers.Count, description: "Communities that this process holds in memory.");
        meter.CreateObservableGauge("buurthulp_streams_open", () => (long)feeds.Listeners, description: "Readers of the stream of events.");
        routes.MapGet("/metrics", () => Results.Text(metrics.Write(), MetricsText.ContentType)).AllowAnonymous().ExcludeFromDescription();
    }
}
