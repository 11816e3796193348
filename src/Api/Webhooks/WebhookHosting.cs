using Buurthulp.Api.Hosting;

namespace Buurthulp.Api.Webhooks;

/// <summary>Webhooks in the host.</summary>
internal static class WebhookHosting
{
    public static void AddWebhooks(this IServiceCollection services, WebHostSettings settings)
    {
        services.AddSingleton(new WebhookTargets(settings.WebhooksToLoopback));
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookTable>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookDeliveries>();
    }
}
