using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Buurthulp.Bench.Data;

/// <summary>One kept connection to the server that sends requests made beforehand: so what is measured is the server and hardly the client, who shares its cores.</summary>
internal sealed class BareConnection : IDisposable
{
    private static readonly byte[] Created = Encoding.ASCII.GetBytes("HTTP/1.1 201 ");

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[16 * 1024];

    public static async Task<BareConnection> OpenAsync(Uri address)
    {
        var connection = new BareConnection();
        await connection.socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return connection;
    }

    /// <exception cref="InvalidOperationException">The answer is not 201.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        var length = 0;
        do
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length));
            length += received;
            if (received == 0 || length == buffer.Length) throw new InvalidOperationException("no whole answer");
        }
        while (!IsWhole(buffer.AsSpan(0, length)));
        if (!buffer.AsSpan(0, length).StartsWith(Created)) throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, length));
    }

    public void Dispose() => socket.Dispose();

    /// <summary>The server answers in chunks; the last one is empty.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        if (answer[..head].IndexOf("chunked"u8) >= 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var name = "Content-Length: "u8;
        var digits = answer[(answer.IndexOf(name) + name.Length)..head];
        var end = digits.IndexOf((byte)'\r');
        return answer.Length - head - 4 == int.Parse(end < 0 ? digits : digits[..end], System.Globalization.CultureInfo.InvariantCulture);
    }
}
