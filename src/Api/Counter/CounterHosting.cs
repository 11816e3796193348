using Buurthulp.Api.Hosting;
using Buurthulp.Api.Notes;
using Buurthulp.Api.Tokens;

namespace Buurthulp.Api.Counter;

/// <summary>The counters of shops, in the host.</summary>
internal static class CounterHosting
{
    public static void AddCounter(this IServiceCollection services, WebHostSettings settings)
    {
        var key = SecretFile.In(settings.DataFolder, "counter.key");
        services.AddSingleton(new MemberCodes(key));
        services.AddSingleton(provider => new OfflineNotes(provider.GetRequiredService<NoteCodes>(), key));
        services.AddSingleton<AskSignals>();
        services.AddHostedService(provider => provider.GetRequiredService<AskSignals>());
        services.AddSingleton<CounterAsks>();
        services.AddSingleton<CounterStream>();
    }

    public static void MapCounter(this IEndpointRouteBuilder routes) => CounterStream.Map(routes);
}
