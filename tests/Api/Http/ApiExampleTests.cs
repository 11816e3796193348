using System.Text.Json;
using Buurthulp.Ledger;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>The examples in the description of the API are there, say what the schemas say, and work when somebody pastes them.</summary>
public sealed class ApiExampleTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Every_call_shows_what_it_takes_and_what_it_answers()
    {
        foreach (var call in await CallsAsync())
        {
            if (call.RequestBody is { } body) body.TryGetProperty("example", out _).ShouldBeTrue($"{call} has no example of its body");
            foreach (var (status, content) in call.Answers.Where(answer => answer.Status.StartsWith('2'))) content.TryGetProperty("example", out _).ShouldBeTrue($"{call} has no example of its answer {status}");
            foreach (var parameter in call.Parameters)
            {
                parameter.GetProperty("description").GetString().ShouldNotBeNullOrWhiteSpace($"{call}: {parameter}");
                parameter.TryGetProperty("example", out _).ShouldBeTrue($"{call}: {parameter}");
            }
        }
    }

    [Fact]
    public async Task Every_example_is_what_its_schema_says()
    {
        var description = await DescriptionAsync();
        var schemas = new JsonSchemas(description.GetProperty("components").GetProperty("schemas"));
        var checkedExamples = 0;
        foreach (var call in Calls(description))
        {
            foreach (var content in call.Answers.Where(answer => answer.Status.StartsWith('2')).Select(answer => answer.Content).Concat(call.RequestBody is { } body ? [body] : []))
            {
                schemas.FirstMismatch(content.GetProperty("example"), content.GetProperty("schema"), call.Name).ShouldBeNull();
                checkedExamples++;
            }
        }

        checkedExamples.ShouldBeGreaterThan(100);
        schemas.ListsWithoutItems().ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_example_can_be_sent_as_it_stands()
    {
        var community = await server.FoundAsync();
        foreach (var member in new[] { "L0042", "L0017" }) await community.JoinAsync(member);
        foreach (var office in new[] { Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin }) await community.OfficerAsync(office, Anna);
        var sent = 0;
        foreach (var call in (await CallsAsync()).Where(call => call.Path.StartsWith("/api/v1/", StringComparison.Ordinal) && !call.NeverEnds))
        {
            var path = call.PathWithExamples["/api/v1/{community}/".Length..];
            var token = call.Caller is { } role ? community.Token(role, role == Role.Shop ? Bakery : Anna) : null;

            var answer = call.Method == "get" ? await community.GetAsync(path, token) : call.Method == "delete" ? await community.DeleteAsync(path, token) : await community.PostAsync(path, call.RequestBody?.GetProperty("example").GetRawText(), token);

            // Whatever a rule says of a neighbourhood that is not the one of the examples.
            new[] { 200, 201, 404, 422 }.ShouldContain(answer.Status, $"{call}: {answer.Text}");
            // An ask at the counter lives for minutes and is no part of the ledger: one that is gone is not found, and no rule says so.
            if (call.Method == "post" && answer.Status == 404 && call.Name != "stopAsk") answer.Json.GetProperty("code").GetString().ShouldNotBe("not-found", call.Name);
            if (answer.Status is 200 or 201) call.Answers.ShouldContain(declared => declared.Status == $"{answer.Status}", call.Name);
            sent++;
        }

        sent.ShouldBeGreaterThan(70);
    }

    private async Task<JsonElement> DescriptionAsync()
    {
        using var client = server.Client();
        return JsonElement.Parse(await client.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative)));
    }

    private async Task<IReadOnlyList<DescribedCall>> CallsAsync() => Calls(await DescriptionAsync());

    private static List<DescribedCall> Calls(JsonElement description) =>
        [.. description.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(call => new DescribedCall(path.Name, call.Name, call.Value)))];
}

/// <summary>One call as the description of the API has it.</summary>
internal sealed record DescribedCall(string Path, string Method, JsonElement Operation)
{
    public string Name => Operation.GetProperty("operationId").GetString()!;

    public JsonElement? RequestBody => Operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().Single().Value : null;

    /// <summary>Status and content of each answer that has one.</summary>
    public IReadOnlyList<(string Status, JsonElement Content)> Answers =>
        [.. Operation.GetProperty("responses").EnumerateObject().Where(answer => answer.Value.TryGetProperty("content", out _)).Select(answer => (answer.Name, answer.Value.GetProperty("content").EnumerateObject().Single().Value))];

    /// <summary>A stream of events; it has tests of its own.</summary>
    public bool NeverEnds => Operation.GetProperty("responses").TryGetProperty("200", out var answer) && answer.GetProperty("content").TryGetProperty("text/event-stream", out _);

    public IReadOnlyList<JsonElement> Parameters => Operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : [];

    /// <summary>A role that may make the call, one that speaks for everybody where there is one; null for a call that needs no token.</summary>
    public Role? Caller
    {
        get
        {
            if (!Operation.TryGetProperty("security", out _)) return null;
            var text = Operation.GetProperty("description").GetString()!;
            var allowed = text[(text.LastIndexOf("For: ", StringComparison.Ordinal) + 5)..].TrimEnd('.').Split(", ");
            return new[] { Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin, Role.Shop, Role.Member }.First(role => allowed.Contains(role.ToString().ToLowerInvariant()));
        }
    }

    /// <summary>The address with the examples of its parameters, those after the question mark included.</summary>
    public string PathWithExamples
    {
        get
        {
            var path = Path;
            List<string> query = [];
            foreach (var parameter in Parameters)
            {
                var (name, example) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("example").ToString());
                // Beside a position it is refused, as the description says.
                if (name == "knownOn") continue;
                if (parameter.GetProperty("in").GetString() == "query") query.Add($"{name}={example}");
                else if (name != "community") path = path.Replace($"{{{name}}}", example, StringComparison.Ordinal);
            }

            return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
        }
    }

    public override string ToString() => $"{Method} {Path}";
}
