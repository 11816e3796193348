using System.Collections.Frozen;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Buurthulp.Api.Http.OpenApi;

/// <summary>
/// Which codes each call can say no with, beside those that every call has. The list refusals.txt is compared by a test with what the compiled
/// commands and endpoints can come to, so that it misses none.
/// </summary>
internal static class CallRefusals
{
    private static readonly FrozenDictionary<(string Call, string Status), string[]> Codes = Read().ToFrozenDictionary(line => (line[0], line[1]), line => line[2..]);

    internal static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (Codes.TryGetValue((operation.OperationId ?? "", status), out var codes)) answer.Description = $"{answer.Description} Codes: {string.Join(", ", codes)}.";
        }

        return Task.CompletedTask;
    }

    /// <summary>Lines of call, status and codes, with spaces between.</summary>
    private static IEnumerable<string[]> Read()
    {
        using var list = typeof(CallRefusals).Assembly.GetManifestResourceStream(typeof(CallRefusals), "refusals.txt") ?? throw new InvalidOperationException("refusals.txt is not embedded");
        using var reader = new StreamReader(list);
        while (reader.ReadLine() is { } line) yield return line.Split(' ');
    }
}
