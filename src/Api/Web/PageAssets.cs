using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Buurthulp.Api.Web;

/// <summary>Style, script and icons of the pages, as the build put them into the program. A changed file has another address, so browsers may keep what they have.</summary>
internal static class PageAssets
{
    private const string Folder = "assets/";
    private const string Brotli = ".br";

    private static readonly FrozenDictionary<string, Asset> All = Load();

    /// <summary>The address of a file, such as <c>/assets/app.css?v=…</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file: a defect.</exception>
    public static string Address(string name) => $"/{Folder}{name}?v={All[name].Version}";

    public static void MapPageAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/" + Folder + "{name}", Send).AllowAnonymous().ExcludeFromDescription();

    private static IResult Send(string name, HttpContext context)
    {
        if (!All.TryGetValue(name, out var asset)) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        // Where it stands, a service worker could only look after /assets.
        if (name == "counter-worker.js") headers["Service-Worker-Allowed"] = "/winkel";
        headers.Vary = HeaderNames.AcceptEncoding;
        var small = asset.Compressed is not null && context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (small) headers.ContentEncoding = "br";
        return Results.Bytes(small ? asset.Compressed! : asset.Plain, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}{(small ? "b" : "")}\""));
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var names = typeof(PageAssets).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToList();
        return names.Where(name => !name.EndsWith(Brotli, StringComparison.Ordinal)).ToFrozenDictionary(name => name[Folder.Length..], name =>
        {
            var plain = Read(name);
            return new Asset(plain, names.Contains(name + Brotli) ? Read(name + Brotli) : null, Convert.ToHexStringLower(SHA256.HashData(plain))[..12], TypeOf(name));
        });
    }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };

    private sealed record Asset(byte[] Plain, byte[]? Compressed, string Version, string ContentType);
}
