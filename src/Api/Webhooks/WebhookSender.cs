using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using Buurthulp.Api.Feeds;
using NodaTime;

namespace Buurthulp.Api.Webhooks;

/// <summary>Sends one entry to one address. Follows no redirect, keeps no cookie, uses no proxy and reads no answer beyond its status.</summary>
public sealed class WebhookSender : IDisposable
{
    private readonly WebhookSecrets secrets;
    private readonly IClock clock;
    private readonly HttpClient http;

    public WebhookSender(WebhookTargets targets, WebhookSecrets secrets, IClock clock)
    {
        (this.secrets, this.clock) = (secrets, clock);
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = targets.ConnectAsync,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 16,
            // A name is looked up anew now and then.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Buurthulp", typeof(WebhookSender).Assembly.GetName().Version!.ToString(2)));
    }

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="OperationCanceledException">The server stops; whether the receiver took it is not known.</exception>
    internal async Task<SendOutcome> SendAsync(Webhook webhook, string protectedSecret, SeenEntry entry, CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(LongestWait);
        try
        {
            using var request = RequestOf(webhook, secrets.Unprotect(protectedSecret), entry);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, soon.Token);
            return new SendOutcome((int)response.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome(Status: null, "timeout");
        }
        catch (HttpRequestException e)
        {
            return new SendOutcome(Status: null, e.InnerException is TargetNotAllowedException ? "address-not-allowed" : e.InnerException is AuthenticationException ? "certificate" : "unreachable");
        }
        catch (CryptographicException)
        {
            return new SendOutcome(Status: null, "secret-unreadable");
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage RequestOf(Webhook webhook, string secret, SeenEntry entry)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ReadOnlyMemoryContent(entry.Json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("Buurthulp-Signature", WebhookSecrets.Sign(secret, clock.GetCurrentInstant(), entry.Json.Span));
        request.Headers.Add("Buurthulp-Webhook", webhook.Id.ToString());
        request.Headers.Add("Buurthulp-Id", entry.Id.ToString());
        request.Headers.Add("Buurthulp-Position", entry.Position.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Buurthulp-Type", entry.Type);
        return request;
    }
}
