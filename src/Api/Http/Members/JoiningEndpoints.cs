using System.Reflection;
using System.Text.Json;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Tokens;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Api.Http.Members;

/// <summary>Joining with an invitation: at once, or once a coordinator has spoken with the person.</summary>
internal static class JoiningEndpoints
{
    private static readonly Actor Invited = new("invitation", Role.Member);
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

    /// <summary>The invitation is taken in the vault, by one; then the account is opened by the one command that the invitation allows. Whatever stops in between can be repeated.</summary>
    private static async Task<IResult> JoinAsync(GuestCall guest, Body<JoinBody> body, Invitations invitations, InvitationCodes codes, MemberIntake intake)
    {
        var (call, wish) = (guest.Call, body.Value);
        var person = PersonForm.Of(wish.Name, wish.Street, wish.Email, wish.Phone, wish.BirthYear, wish.Languages);
        if (codes.HashOf(call.Community, wish.Code) is not { } hash || await invitations.FindByCodeAsync(call.Community, hash, call.Now, call.CancellationToken) is not { } found) return InvitationProblems.Unknown();

        var terms = await call.Writers.LookAsync(call.Community, (state, _) => JoiningTerms.Of(state.Agreement), call.CancellationToken);
        var digest = MemberIntake.DigestOf([.. call.CommandId.ToByteArray(), .. JsonSerializer.SerializeToUtf8Bytes(wish, RequestJson.Options)]);
        var claim = await invitations.ClaimAsync(call.Community, found, digest, person, terms.IntakeRequired, call.Now, call.CancellationToken);
        if (!claim.IsMine) return InvitationProblems.Of(claim.Invitation.Status);
        if (claim.NeedsIntake) return Results.Json(new JoiningAnswer(claim.Invitation.Joining, JoiningStatus.Waiting), statusCode: StatusCodes.Status201Created);

        var outcome = await OpenAsync(call, claim.Invitation, new AdmitMember(claim.Invitation.Joining, Invited, call.Now, claim.Invitation.Neighbourhood ?? wish.Neighbourhood), intake);
        return call.Answer(outcome, recorded => Results.Json(new JoiningAnswer(claim.Invitation.Joining, JoiningStatus.Joined, AccountOf(recorded), recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> ListAsync(ReadCall call, WaitingJoinings waiting)
    {
        var rows = await waiting.ListAsync(call.Community, call.Token.Actor, Intake, call.CancellationToken);
        return Results.Json(rows.Select(row => new WaitingJoiningAnswer(row.Joining, row.AskedAt.ToDateTimeUtc(), row.Neighbourhood, row.Sponsor, PersonAnswer.Of(row.Person))));
    }

    private static async Task<IResult> AdmitAsync(CommandCall call, Guid id, Body<AdmitJoiningBody> body, Invitations invitations, WaitingJoinings waiting, MemberIntake intake)
    {
        if (await invitations.FindByJoiningAsync(call.Community, id, call.Now, call.CancellationToken) is not { Status: InvitationStatus.Waiting or InvitationStatus.Used } invitation) return InvitationProblems.NoSuchJoining();
        if (!await waiting.TakeUpAsync(call.Community, id, call.CommandId, call.CancellationToken)) return InvitationProblems.JoiningAnswered();
        var command = new AdmitMember(id, call.Actor, call.Now, body.Value.Neighbourhood ?? invitation.Neighbourhood, JoinedOn: null, body.Value.ReciprocityExpected);
        var outcome = await OpenAsync(call, invitation, command, intake);
        return call.Answer(outcome, recorded => Results.Json(new AdmittedAnswer(AccountOf(recorded), recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> DeclineAsync(CommandCall call, Guid id, Invitations invitations, WaitingJoinings waiting)
    {
        if (!await waiting.DeclineAsync(call.Community, id, call.CancellationToken))
        {
            if (await invitations.FindByJoiningAsync(call.Community, id, call.Now, call.CancellationToken) is not { Status: InvitationStatus.Waiting or InvitationStatus.Used } invitation) return InvitationProblems.NoSuchJoining();
            if (invitation.Status != InvitationStatus.Used || invitation.Account is not null) return InvitationProblems.JoiningAnswered();
        }

        return Results.Json(new JoiningAnswer(id, JoiningStatus.Declined));
    }

    private static async Task<CommandOutcome> OpenAsync(CommandCall call, Invitation invitation, AdmitMember command, MemberIntake intake)
    {
        var outcome = await call.Writers.ExecuteAsync(call.Community, command, call.CancellationToken);
        if (outcome is CommandOutcome.Recorded recorded) await intake.FinishAsync(call.Community, invitation.Joining, AccountOf(recorded), call.CancellationToken);
        else if (outcome is CommandOutcome.Refused) await intake.DropAsync(call.Community, invitation.Joining, call.CancellationToken);
        return outcome;
    }

    private static AccountNumber AccountOf(CommandOutcome.Recorded recorded) => ((MemberJoined)recorded.Entries[0].Event).Account;
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
