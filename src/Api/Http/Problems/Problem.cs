using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Buurthulp.Api.Http.Problems.Words;

namespace Buurthulp.Api.Http.Problems;

/// <summary>An answer that says no, as <c>application/problem+json</c> (RFC 9457): a stable code, a sentence in the asked language, the facts as members and the trace id.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Kebab-case; documented in docs/refusals.md.</param>
public sealed record Problem(int Status, string Code) : IResult
{
    public const string ContentType = "application/problem+json";

    // Sentences with quotes and euro signs stay readable; nobody puts this type into a page.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the sentence and the caller's program need to know, by camelCase name.</summary>
    public JsonObject Facts { get; init; } = [];

    /// <summary>When asking again makes sense; null when it does not.</summary>
    public int? RetryAfterSeconds { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var language = Language.Of(httpContext.Request);
        var body = new JsonObject { ["status"] = Status, ["code"] = Code, ["title"] = language.Title(Code, Facts) };
        foreach (var (name, fact) in Facts) body.Add(name, fact?.DeepClone());
        body.Add("traceId", TraceId(httpContext));

        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.ContentLanguage = language.Tag;
        response.Headers.CacheControl = "no-store";
        if (RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await response.WriteAsync(body.ToJsonString(Json), httpContext.RequestAborted);
    }

    /// <summary>What finds this request in the log.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
