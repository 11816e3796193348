using System.Text.Json;
using System.Text.Json.Nodes;
using Buurthulp.Api.Http.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Buurthulp.Api.Http.OpenApi;

/// <summary>What a call may be sent and what it then answers, as values of the very types that it reads and writes.</summary>
/// <param name="Body">Null for a call without a body.</param>
/// <param name="Answer">The body of the answer when all goes well; a text for one that is not JSON.</param>
internal sealed record CallExample(object? Body, object Answer);

internal static class CallExamples
{
    /// <summary>For a call without a body.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder call, object answer) => call.WithMetadata(new CallExample(Body: null, answer));

    /// <summary>For a call with a body.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder call, object body, object answer) => call.WithMetadata(new CallExample(body, answer));

    /// <summary>Written by the options that requests are read and answers are written with, so that an example can't say anything else.</summary>
    internal static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<CallExample>().LastOrDefault() is not { } example) return Task.CompletedTask;
        if (example.Body is { } body) SetExample(operation.RequestBody?.Content, body);
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (status.StartsWith('2')) SetExample(answer.Content, example.Answer);
        }

        return Task.CompletedTask;
    }

    internal static JsonNode Json(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), RequestJson.Options)!;

    private static void SetExample(IDictionary<string, OpenApiMediaType>? content, object example)
    {
        foreach (var type in content?.Values ?? []) type.Example = Json(example);
    }
}
