using System.Reflection;
using System.Text;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Architecture;
using Buurthulp.Tests.Ledger.Events;
using Buurthulp.Tests.Ledger.Refusals;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Buurthulp.Tests.Api.Http;

/// <summary>Which codes a call can say no with is read from the compiled program, so that the API description tells all of them and no others.</summary>
public sealed class CallRefusalTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly string[] NotLookedInto = ["Buurthulp.Api.Http.Problems", "Buurthulp.Api.Http.Requests", "Buurthulp.Api.Http.Access", "Buurthulp.Api.Http.OpenApi", "Buurthulp.Ledger.Writing", "Buurthulp.Ledger.Journal"];

    private static readonly HashSet<Type> Moving = [.. Samples.All.Where(sample => Postings.DateOf(sample.Event) is not null).Select(sample => sample.Event.GetType())];

    [Fact]
    public void The_list_of_codes_of_each_call_is_what_the_program_can_give()
    {
        Moving.Count.ShouldBeGreaterThan(10);
        var text = new StringBuilder();
        foreach (var (call, handler) in Calls().OrderBy(call => call.Name, StringComparer.Ordinal))
        {
            foreach (var status in CodesOf(handler).Distinct().GroupBy(code => code.Status, code => code.Code).OrderBy(status => status.Key))
            {
                text.Append($"{call} {status.Key} {string.Join(' ', status.Order(StringComparer.Ordinal))}\n");
            }
        }

        Snapshot.FileShouldMatch("src/Api/Http/OpenApi/refusals.txt", text.ToString());
    }

    /// <summary>Every refusal that the tests of the ledger bring about is found by looking at the command's code.</summary>
    [Fact]
    public void Looking_at_the_code_misses_no_refusal()
    {
        RefusalTests.All.Length.ShouldBeGreaterThan(100);
        foreach (var commands in RefusalTests.All.GroupBy(one => one.When.GetType()))
        {
            var found = Reached(DecideOf(commands.Key)!).Made;
            commands.Select(one => one.Then.GetType()).Except(found).Select(type => type.Name).ShouldBeEmpty(commands.Key.Name);
        }
    }

    private IEnumerable<(string Name, MethodInfo Handler)> Calls() =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints
        let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()
        let handler = endpoint.Metadata.GetMetadata<MethodInfo>()
        where name is not null && handler is not null
        select (name.EndpointName, handler);

    private static IEnumerable<(int Status, string Code)> CodesOf(MethodInfo handler)
    {
        var reached = Reached(handler);
        foreach (var refusal in reached.Made.Where(type => type.IsSubclassOf(typeof(Refusal))))
        {
            // What belongs to others looks like what never was.
            yield return (RefusalProblem.StatusOf(refusal), refusal == typeof(Refusal.NotYours) ? "exchange-unknown" : RefusalTests.Code(refusal));
        }

        if (reached.Made.Any(type => type.IsSubclassOf(typeof(LedgerCommand)))) yield return (422, "command-id-reused");
        // The writer asks the books about everything that moves.
        if (reached.Made.Overlaps(Moving)) yield return (422, "period-closed");
        foreach (var problem in reached.Called.OfType<MethodInfo>().Where(IsProblem).Select(Example).Where(problem => problem.Code != "malformed")) yield return (problem.Status, problem.Code);
    }

    private static ReachedCode Reached(MethodBase start) => ReachedCode.From(start, LooksInto, DecideOf);

    private static bool LooksInto(Type type) =>
        type.Namespace is { } name && (name.StartsWith("Buurthulp.Api.Http", StringComparison.Ordinal) || name.StartsWith("Buurthulp.Ledger", StringComparison.Ordinal)) && !NotLookedInto.Contains(name);

    private static MethodBase? DecideOf(Type type) => type.IsSubclassOf(typeof(LedgerCommand)) ? type.GetMethod(nameof(LedgerCommand.Decide)) : null;

    /// <summary>A problem of the web edge that is made for the occasion.</summary>
    private static bool IsProblem(MethodInfo method) =>
        method.IsStatic && !method.IsSpecialName && method.ReturnType == typeof(Problem) && method.DeclaringType != typeof(RefusalProblem) && method.GetParameters().All(parameter => parameter.ParameterType.IsValueType || parameter.ParameterType == typeof(string));

    private static Problem Example(MethodInfo method) => (Problem)method.Invoke(obj: null, [.. method.GetParameters().Select(parameter => parameter.ParameterType == typeof(string) ? "" : Activator.CreateInstance(parameter.ParameterType))])!;
}
