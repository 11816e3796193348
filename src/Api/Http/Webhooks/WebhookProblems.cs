using System.Text.Json.Nodes;
using Buurthulp.Api.Http.Problems;

namespace Buurthulp.Api.Http.Webhooks;

/// <summary>What the web edge says of webhooks; the ledger does not know them.</summary>
public static class WebhookProblems
{
    public static Problem NoSuchWebhook(Guid webhook) => new(StatusCodes.Status404NotFound, "webhook-unknown") { Facts = new JsonObject { ["webhook"] = webhook } };

    public static Problem AddressNotAllowed(string url) => new(StatusCodes.Status422UnprocessableEntity, "webhook-address-not-allowed") { Facts = new JsonObject { ["url"] = url } };

    public static Problem TooMany(int mostWebhooks) => new(StatusCodes.Status422UnprocessableEntity, "too-many-webhooks") { Facts = new JsonObject { ["mostWebhooks"] = mostWebhooks } };
}
