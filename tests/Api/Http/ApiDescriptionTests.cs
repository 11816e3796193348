using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Buurthulp.Tests.Api.Http;

public sealed class ApiDescriptionTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_description_of_the_API_is_the_agreed_one()
    {
        using var client = server.Client();

        var description = JsonNode.Parse(await client.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative)))!;

        Snapshot.ShouldMatch("openapi-v1.json", description.ToJsonString(Readable));
    }

    [Fact]
    public async Task Every_call_has_a_name_a_summary_and_its_ways_of_saying_no()
    {
        using var client = server.Client();
        var description = JsonElement.Parse(await client.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative)));

        var calls = description.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(call => (Path: path.Name, Method: call.Name, Call: call.Value))).ToList();

        calls.Count.ShouldBeGreaterThan(70);
        foreach (var (path, method, call) in calls)
        {
            call.GetProperty("operationId").GetString().ShouldNotBeNullOrEmpty(path);
            call.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(path);
            var answers = call.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).ToList();
            answers.ShouldContain("500", path);
            var isOpen = !path.StartsWith("/api/v1/", StringComparison.Ordinal) || path.EndsWith("/checkpoint", StringComparison.Ordinal) || path.EndsWith("/indicators/public", StringComparison.Ordinal) || (method, path) == ("post", "/api/v1/{community}/joinings");
            if (method == "post") answers.ShouldBe(answers.Union(["400", "404", "409", "422", "429", "503"]), ignoreOrder: true, path);
            if (method == "post" && !isOpen) answers.ShouldBe(answers.Union(["401", "403"]), ignoreOrder: true, path);
            if (method == "post") call.GetProperty("parameters").EnumerateArray().ShouldContain(parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key", path);
            call.TryGetProperty("security", out _).ShouldBe(!isOpen, path);
        }
    }
}
