using System.Reflection;
using System.Text.Json;
using Buurthulp.Api.Http.Problems;
using Microsoft.AspNetCore.Http.Metadata;

namespace Buurthulp.Api.Http.Requests;

/// <summary>The JSON body of a POST, read strictly; see <see cref="RequestJson"/>.</summary>
internal sealed record Body<T>(T Value) : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider where T : class
{
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType()) throw new ProblemException(EdgeProblems.UnsupportedMediaType);
        try
        {
            var parsed = await JsonElementOf(context);
            if (JsonShape.FirstWrongMember(parsed, RequestJson.Options.GetTypeInfo(typeof(T))) is { } field) throw ProblemException.Malformed(field);
            return new Body<T>(parsed.Deserialize<T>(RequestJson.Options) ?? throw ProblemException.Malformed(JsonShape.Whole));
        }
        catch (JsonException wrong)
        {
            throw ProblemException.Malformed(JsonShape.FieldOf(wrong), wrong);
        }
    }

    /// <summary>Tells the API description which body the call takes.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional: false));

    private static async Task<JsonElement> JsonElementOf(HttpContext context)
    {
        var options = new JsonDocumentOptions { MaxDepth = RequestJson.Options.MaxDepth, AllowDuplicateProperties = false };
        using var document = await JsonDocument.ParseAsync(context.Request.Body, options, context.RequestAborted);
        return document.RootElement.Clone();
    }
}
