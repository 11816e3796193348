using System.Reflection;
using System.Text.Json;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Tokens;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Http.Members;

/// <summary>Joining with an invitation: at once, or once a coordinator has spoken with the person.</summary>
internal static class JoiningEndpoints
{
    private static readonly ReasonCode Intake = new("intake");

    public static void MapJoinings(this IEndpointRouteBuilder community)
    {
        var joinings = community.MapGroup("/joinings").WithTags("members");
        joinings.MapPost("", JoinAsync).AllowAnonymous().RequireRateLimiting(WriteLimit.Guests).Produces<JoiningAnswer>(StatusCodes.Status201Created)
            .WithName("join").WithSummary("Joins with an invitation")
            .WithDescription("Needs no token. By agreement the account is opened at once, or a coordinator speaks with the person first. Name and contact data go to the vault, never into the journal.")
            .Example(new JoinBody("K7MP-2QXR-9D4H", "Anna", "Schoolstraat 12", Phone: "0612345678", BirthYear: 1958, Languages: ["nl"]), new JoiningAnswer(Sample.Id, JoiningStatus.Joined, Sample.Anna, Sample.Position));
        joinings.MapGet("", ListAsync).Allow(Role.Coordinator).Produces<IReadOnlyList<WaitingJoiningAnswer>>()
            .WithName("listJoinings").WithSummary("People who were invited and wait for a coordinator, the longest waiting first").WithDescription("That somebody looked is written down. 200 at most.")
            .Example(new[] { new WaitingJoiningAnswer(Sample.Id, Sample.RecordedAt, Sample.North, Sample.Bram, new PersonAnswer("Anna", "Schoolstraat 12", Email: null, "0612345678", 1958, ["nl"])) });
        joinings.MapPost("/{id:guid}/admit", AdmitAsync).Allow(Role.Coordinator).Produces<AdmittedAnswer>(StatusCodes.Status201Created)
            .WithName("admitJoining").WithSummary("Opens the account of somebody who waits")
            .Example(new AdmitJoiningBody(Sample.North), new AdmittedAnswer(Sample.Anna, Sample.Position));
        joinings.MapPost("/{id:guid}/decline", DeclineAsync).Allow(Role.Coordinator).Produces<JoiningAnswer>()
            .WithName("declineJoining").WithSummary("Forgets somebody who waits and will not join").WithDescription("No reason is asked. Their data is removed; the invitation stays used.")
            .Example(new JoiningAnswer(Sample.Id, JoiningStatus.Declined));
    }

    private static async Task<IResult> JoinAsync(GuestCall guest, Body<JoinBody> body, Joinings joinings)
    {
        var (call, wish) = (guest.Call, body.Value);
        var person = PersonForm.Of(wish.Name, wish.Street, wish.Email, wish.Phone, wish.BirthYear, wish.Languages);
        var joined = await joinings.JoinAsync(Joining(call), wish.Code, person, wish.Neighbourhood, JsonSerializer.SerializeToUtf8Bytes(wish, RequestJson.Options));
        if (joined.Problem is { } problem) return problem;
        if (joined.Outcome is null) return Results.Json(new JoiningAnswer(joined.Joining, JoiningStatus.Waiting), statusCode: StatusCodes.Status201Created);
        return call.Answer(joined.Outcome, recorded => Results.Json(new JoiningAnswer(joined.Joining, JoiningStatus.Joined, joined.Account, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> ListAsync(ReadCall call, WaitingJoinings waiting)
    {
        var rows = await waiting.ListAsync(call.Community, call.Token.Actor, Intake, call.CancellationToken);
        return Results.Json(rows.Select(row => new WaitingJoiningAnswer(row.Joining, row.AskedAt.ToDateTimeUtc(), row.Neighbourhood, row.Sponsor, PersonAnswer.Of(row.Person))));
    }

    private static async Task<IResult> AdmitAsync(CommandCall call, Guid id, Body<AdmitJoiningBody> body, Joinings joinings)
    {
        var joined = await joinings.AdmitAsync(Joining(call), id, call.Actor, body.Value.Neighbourhood, body.Value.ReciprocityExpected);
        return joined.Problem ?? call.Answer(joined.Outcome!, recorded => Results.Json(new AdmittedAnswer(joined.Account!.Value, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> DeclineAsync(CommandCall call, Guid id, Joinings joinings)
    {
        if ((await joinings.DeclineAsync(Joining(call), id)).Problem is { } problem) return problem;
        return Results.Json(new JoiningAnswer(id, JoiningStatus.Declined));
    }

    private static JoinCall Joining(CommandCall call) => new(call.Community, call.CommandId, call.Now, call.CancellationToken);
}

/// <summary>A call that changes something and needs no token, in the community of the address.</summary>
internal sealed record GuestCall(CommandCall Call) : IBindableFromHttpContext<GuestCall>
{
    public static ValueTask<GuestCall?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var community = Parameters.Community(context.GetRouteValue("community") as string ?? "");
        return ValueTask.FromResult<GuestCall?>(new GuestCall(CommandCall.Of(context, new BearerToken(Guid.Empty, community, Role.Member, Account: null, Instant.MinValue))));
    }
}
