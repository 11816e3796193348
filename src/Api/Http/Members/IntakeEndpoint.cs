using System.Text.Json;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Http.Members;

/// <summary>Joining at the desk: an account under the next free number, and who stands behind it.</summary>
internal static class IntakeEndpoint
{
    private const int LongestText = 200;
    private const int LongestLanguage = 20;
    private const int MostLanguages = 10;

    public static void MapIntake(this IEndpointRouteBuilder members) =>
        members.MapPost("", AdmitAsync).Allow(Role.Coordinator).Produces<AdmittedAnswer>(StatusCodes.Status201Created)
            .WithName("admitMember").WithSummary("Opens an account for a person under the next free number")
            .WithDescription("Name and contact data go to the vault, never into the journal.");

    /// <summary>The data waits in the vault, the journal gives the number, the data goes under it. Each step can be repeated, and the clock finishes what stopped in between.</summary>
    private static async Task<IResult> AdmitAsync(CommandCall call, Body<AdmitMemberBody> body, MemberIntake intake)
    {
        var person = PersonOf(body.Value);
        var content = JsonSerializer.SerializeToUtf8Bytes(body.Value, RequestJson.Options);
        if (!await intake.StartAsync(call.Community, call.CommandId, content, person, call.CancellationToken)) return RefusalProblem.Of(new Refusal.CommandIdReused());

        var command = new AdmitMember(call.CommandId, call.Actor, call.Now, body.Value.Neighbourhood, body.Value.JoinedOn, body.Value.ReciprocityExpected);
        var outcome = await call.Writers.ExecuteAsync(call.Community, command, call.CancellationToken);
        if (outcome is CommandOutcome.Recorded { Entries: [{ Event: MemberJoined joined }, ..] }) await intake.FinishAsync(call.Community, call.CommandId, joined.Account, call.CancellationToken);
        else if (outcome is CommandOutcome.Refused) await intake.DropAsync(call.Community, call.CommandId, call.CancellationToken);
        return call.Answer(outcome, recorded => Results.Json(new AdmittedAnswer(((MemberJoined)recorded.Entries[0].Event).Account, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static Person PersonOf(AdmitMemberBody body)
    {
        if (body.BirthYear is < 1880 or > 2100) throw ProblemException.Malformed("birthYear");
        if (body.Languages is { Count: > MostLanguages } || body.Languages?.Any(language => language.Trim() is { Length: 0 or > LongestLanguage }) == true) throw ProblemException.Malformed("languages");
        return new Person(default, Text(body.Name, "name") ?? throw ProblemException.Malformed("name"), Text(body.Street, "street"), Text(body.Email, "email"), Text(body.Phone, "phone"),
            body.BirthYear, body.Languages is { Count: > 0 } languages ? [.. languages.Select(language => language.Trim())] : null);
    }

    /// <summary>Trimmed; null for nothing. PostgreSQL keeps no text with a NUL in it, and none of ours needs control characters.</summary>
    private static string? Text(string? text, string field) =>
        text is null || text.Trim() is not { Length: > 0 } trimmed ? null
        : trimmed.Length > LongestText || trimmed.Any(char.IsControl) ? throw ProblemException.Malformed(field)
        : trimmed;
}
