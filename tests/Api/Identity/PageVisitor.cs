using System.Net;
using System.Text.RegularExpressions;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>Somebody with a browser that knows no script: it keeps cookies, reads forms and sends them, and shows where it is sent.</summary>
internal sealed partial class PageVisitor(Uri server) : IDisposable
{
    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = false };
    private HttpClient? client;

    public CookieContainer Cookies => handler.CookieContainer;

    private HttpClient Client => client ??= new HttpClient(handler) { BaseAddress = server, DefaultRequestHeaders = { { "Accept", "text/html" }, { "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" } } };

    public async Task<Seen> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return await Seen.OfAsync(response);
    }

    /// <summary>A file.</summary>
    public async Task<byte[]> BytesAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        ((int)response.StatusCode).ShouldBe(200, path);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Opens a page and sends its form with these fields filled in.</summary>
    public async Task<Seen> SendAsync(string page, params (string Name, string Value)[] fields) => await SendToAsync(await GetAsync(page), page, fields);

    /// <summary>Sends the form of a page that is open, to an address that the form names.</summary>
    public async Task<Seen> SendToAsync(Seen page, string path, params (string Name, string Value)[] fields)
    {
        var token = Token.Match(page.Text).Groups["value"].Value;
        return await PostAsync(path, [.. fields, ("__RequestVerificationToken", token)]);
    }

    /// <summary>Sends what no page of ours made.</summary>
    public async Task<Seen> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return await Seen.OfAsync(response);
    }

    /// <summary>Sends what a script of another site would.</summary>
    public async Task<Seen> PostJsonAsync(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return await Seen.OfAsync(response);
    }

    public void Dispose()
    {
        client?.Dispose();
        handler.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token { get; }
}

/// <summary>What came back.</summary>
internal sealed record Seen(int Status, string Text, string? SentTo, IReadOnlyList<string> Cookies)
{
    /// <summary>The text with its characters as people read them.</summary>
    public string Said => WebUtility.HtmlDecode(Text);

    public static async Task<Seen> OfAsync(HttpResponseMessage response) => new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.OriginalString,
        response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
}
