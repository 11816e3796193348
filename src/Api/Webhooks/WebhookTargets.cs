using System.Net;
using System.Net.Sockets;

namespace Buurthulp.Api.Webhooks;

/// <summary>Where webhooks may lead: https to the open internet. Looked at when one is made and again at every connection, because a name can lead elsewhere tomorrow.</summary>
/// <param name="allowsLoopback">For tests only: http and https to this machine too.</param>
public sealed class WebhookTargets(bool allowsLoopback)
{
    /// <summary>Longer than any address that people use.</summary>
    public const int LongestUrl = 2_000;

    /// <summary>The address, when it may be a webhook's as far as its text says; else null.</summary>
    public Uri? Parse(string text)
    {
        var isAddress = text.Length <= LongestUrl && Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { UserInfo: "", Fragment: "", Host.Length: > 0 }
            && (url.Scheme == Uri.UriSchemeHttps || (allowsLoopback && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            && (!IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) || IsAllowed(address));
        return isAddress ? new Uri(text) : null;
    }

    /// <summary>Whether the host's name leads to nothing but allowed addresses. A name that leads nowhere today is let pass; sending to it fails until it does.</summary>
    public async Task<bool> LeadsOutsideAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(url.IdnHost, cancellationToken)).All(IsAllowed);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>Connects to an address of the host that was checked, so that no second look-up can lead elsewhere.</summary>
    /// <exception cref="TargetNotAllowedException">The name leads to no allowed address.</exception>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        if (addresses.Length == 0 || !addresses.All(IsAllowed)) throw new TargetNotAllowedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address) => PublicAddress.IsPublic(address) || (allowsLoopback && IPAddress.IsLoopback(address));
}

/// <summary>A host's name leads to a machine beside ours.</summary>
internal sealed class TargetNotAllowedException() : IOException("the name leads to an address that is not on the open internet");
