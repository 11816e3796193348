using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;

namespace Buurthulp.Api.Http.OpenApi;

/// <summary>What <c>/openapi/v1.json</c> says beyond what the endpoints say themselves: tokens, the Idempotency-Key, who may call, and every way of saying no.</summary>
internal static class ApiDescription
{
    private const string ProblemSchema = "Problem";
    private const string CodePattern = "^[A-Za-z0-9][A-Za-z0-9_-]*$";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(DescribeAll);
        options.AddOperationTransformer(DescribeCall);
        options.AddOperationTransformer(CallParameters.Describe);
        options.AddOperationTransformer(CallRefusals.Describe);
        options.AddOperationTransformer(CallExamples.Describe);
        options.AddSchemaTransformer(DescribeType);
    }

    private static Task DescribeAll(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Buurthulp",
            Version = "v1",
            Description = "The ledger of a neighbourhood's time bank. Amounts are whole minutes, money is in euro cents, moments are ISO 8601 in UTC, dates are yyyy-MM-dd. "
                + "Requests are read strictly: an unknown, doubled or missing member or a value of another type is refused with 400 malformed, which names the field.",
        };
        // The address differs with every installation; a relative one is right everywhere.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [BearerTokenHandler.SchemeName] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "From: buurthulp token CODE ROLE [--account NO] [--days N]" },
        };
        document.AddComponent<IOpenApiSchema>(ProblemSchema, ProblemShape());
        return Task.CompletedTask;
    }

    private static OpenApiSchema ProblemShape() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. Beside these members stand the facts of the code, such as field, account or availableMinutes; docs/refusals.md lists them.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "status", "code", "title", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable; never reused for anything else." },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A sentence in the language that Accept-Language asks for: nl (default) or en." },
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Finds the request in the log." },
        },
    };

    private static Task DescribeCall(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        DescribeCommunity(operation, context);
        var (isWrite, hasBody) = (context.Description.HttpMethod == HttpMethods.Post, metadata.OfType<IAcceptsMetadata>().Any());
        if (metadata.OfType<AllowedRoles>().LastOrDefault() is { } allowed)
        {
            operation.Description = $"{operation.Description} For: {string.Join(", ", allowed.Roles.Select(BearerToken.RoleName))}.".TrimStart();
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerTokenHandler.SchemeName, context.Document)] = [] }];
            AddProblems(operation, context.Document, (401, "No valid token."), (403, "The token may not do this."));
        }

        if (isWrite)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = CommandCall.KeyHeader,
                In = ParameterLocation.Header,
                Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
                Description = "A new UUID for a new command; the same one when it is repeated. The same key and content give the first answer again.",
                Example = JsonValue.Create($"{Sample.Id}"),
            });
            AddProblems(operation, context.Document, (400, "The key or the body can't be read."), (409, "Others were faster, again and again."), (422, "A rule said no."), (429, "Too many commands from this token."));
        }
        else if (operation.Parameters?.Any(parameter => parameter.Name != "community") == true)
        {
            AddProblems(operation, context.Document, (400, "A parameter can't be read."));
        }

        if (hasBody) AddProblems(operation, context.Document, (413, $"More than {BodyLimit.MostBytes} bytes."), (415, "Not JSON."));
        if (context.Description.RelativePath?.Contains('{', StringComparison.Ordinal) == true) AddProblems(operation, context.Document, (404, "There is no such thing, or it is not for you to see."));
        if (context.Description.RelativePath != "health/live") AddProblems(operation, context.Document, (503, "The database is away or it is too busy; see Retry-After."));
        AddProblems(operation, context.Document, (500, "A defect in the program; report the traceId."));
        return Task.CompletedTask;
    }

    /// <summary>Most calls take the community from the token, which must be that of the address; a client has to fill it in all the same.</summary>
    private static void DescribeCommunity(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.RelativePath?.Contains("{community}", StringComparison.Ordinal) != true) return;
        operation.Parameters ??= [];
        if (operation.Parameters.FirstOrDefault(parameter => parameter.Name == "community") is { } bare) operation.Parameters.Remove(bare);
        operation.Parameters.Insert(0, new OpenApiParameter { Name = "community", In = ParameterLocation.Path, Required = true, Schema = CodeShape(), Description = "The community's code; that of the token.", Example = JsonValue.Create(Sample.Molenwijk.Value) });
    }

    private static OpenApiSchema CodeShape() => new() { Type = JsonSchemaType.String, Pattern = CodePattern, MaxLength = Code.LongestLength };

    private static void AddProblems(OpenApiOperation operation, OpenApiDocument? document, params ReadOnlySpan<(int Status, string Description)> problems)
    {
        foreach (var (status, description) in problems)
        {
            operation.Responses!.TryAdd($"{status}", new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Problem.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema, document) } },
            });
        }
    }

    private static Task DescribeType(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var underlying = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
        var type = underlying ?? context.JsonTypeInfo.Type;
        DescribeText(schema, type, isNullable: underlying is not null);
        // The framework forgets what a list holds when that is written by a converter.
        if (context.JsonTypeInfo.ElementType is { } element && schema is { Type: { } kind, Items: null } && kind.HasFlag(JsonSchemaType.Array))
        {
            var items = new OpenApiSchema();
            DescribeText(items, element, isNullable: false);
            schema.Items = items;
        }

        if (!type.Name.EndsWith("Body", StringComparison.Ordinal)) DescribeAnswer(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    /// <summary>Requests are strict; answers may get more members in time, and a client must let them pass. What is null is left out.</summary>
    private static void DescribeAnswer(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.AdditionalPropertiesAllowed = true;
        foreach (var property in type.Properties.Where(property => property.IsGetNullable)) schema.Required?.Remove(property.Name);
    }

    private static void DescribeText(OpenApiSchema schema, Type type, bool isNullable)
    {
        var text = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        if (type == typeof(LocalDate))
        {
            (schema.Type, schema.Format) = (text, "date");
        }
        else if (type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(ICode<>)))
        {
            (schema.Type, schema.Pattern, schema.MaxLength) = (text, CodePattern, Code.LongestLength);
        }
    }
}
