using System.Text.Json;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Api.Http.Members;

/// <summary>Invitations to join, which coordinators hand out.</summary>
internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder community)
    {
        var invitations = community.MapGroup("/invitations").WithTags("members");
        invitations.MapPost("", InviteAsync).Allow(Role.Coordinator).Produces<InvitationMadeAnswer>(StatusCodes.Status201Created)
            .WithName("invite").WithSummary("Makes an invitation for one person")
            .WithDescription("The code is in this answer and nowhere else; send the call again with the same key to see it again. Whoever has the code can ask to join with it, once.")
            .Example(new InviteBody(Sample.North, Sample.Bram), new InvitationMadeAnswer(Sample.Id, "K7MP-2QXR-9D4H", Sample.RecordedAt.AddDays(30)));
        invitations.MapGet("", ListAsync).Allow(Role.Coordinator).Produces<IReadOnlyList<InvitationAnswer>>()
            .WithName("listInvitations").WithSummary("Invitations without their codes, the latest first").WithDescription("500 at most.")
            .Example(new[] { Invited(InvitationStatus.Open) });
        invitations.MapPost("/{id:guid}/revoke", RevokeAsync).Allow(Role.Coordinator).Produces<InvitationAnswer>()
            .WithName("revokeInvitation").WithSummary("Takes an invitation back that nobody used")
            .Example(Invited(InvitationStatus.Revoked));
    }

    private static InvitationAnswer Invited(InvitationStatus status) =>
        new(Sample.Id, status, Sample.Chaima.Value, Sample.RecordedAt, Sample.RecordedAt.AddDays(30), Sample.North, Sample.Bram, Account: null);

    private static async Task<IResult> InviteAsync(CommandCall call, Body<InviteBody> body, Invitations invitations, InvitationCodes codes)
    {
        var (neighbourhood, sponsor, days) = body.Value;
        if (days is < 1 or > JoiningTerms.MostDays) throw ProblemException.Malformed("days");
        var (terms, refusal) = await call.Writers.LookAsync(call.Community, (state, _) => (JoiningTerms.Of(state.Agreement), sponsor is { } member ? state.NotHere(member) : null), call.CancellationToken);
        if (refusal is not null) return RefusalProblem.Of(refusal);

        var code = codes.Of(call.Community, call.CommandId);
        var expiresAt = call.Now + Duration.FromDays(days ?? terms.InvitationDays);
        var digest = MemberIntake.DigestOf(JsonSerializer.SerializeToUtf8Bytes(body.Value, RequestJson.Options));
        if (!await invitations.MakeAsync(call.Community, call.CommandId, codes.HashOf(call.Community, code)!, neighbourhood, sponsor, digest, call.Actor.Name, call.Now, expiresAt, call.CancellationToken))
        {
            return RefusalProblem.Of(new Refusal.CommandIdReused());
        }

        var made = await invitations.FindAsync(call.Community, call.CommandId, call.Now, call.CancellationToken) ?? throw new InvalidOperationException("an invitation is gone");
        return Results.Json(new InvitationMadeAnswer(made.Id, code, made.ExpiresAt.ToDateTimeUtc()), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(ReadCall call, Invitations invitations, IClock clock)
    {
        var rows = await invitations.ListAsync(call.Community, clock.GetCurrentInstant(), call.CancellationToken);
        return Results.Json(rows.Select(InvitationAnswer.Of));
    }

    private static async Task<IResult> RevokeAsync(CommandCall call, Guid id, Invitations invitations)
    {
        await invitations.RevokeAsync(call.Community, id, call.Now, call.CancellationToken);
        if (await invitations.FindAsync(call.Community, id, call.Now, call.CancellationToken) is not { } invitation) return InvitationProblems.NoSuchInvitation();
        return invitation.Status == InvitationStatus.Revoked ? Results.Json(InvitationAnswer.Of(invitation)) : InvitationProblems.Of(invitation.Status);
    }
}

/// <summary>An invitation to make.</summary>
/// <param name="Neighbourhood">Where the invited person lives.</param>
/// <param name="Sponsor">The member who brings them along.</param>
/// <param name="Days">How long it can be used, 1 to 365. Absent: as agreed.</param>
public sealed record InviteBody(NeighbourhoodCode? Neighbourhood = null, AccountNumber? Sponsor = null, int? Days = null);

/// <summary>An invitation that was made.</summary>
/// <param name="InvitationId">Its id, which is the Idempotency-Key.</param>
/// <param name="Code">To hand out, as in <c>K7MP-2QXR-9D4H</c>.</param>
/// <param name="ExpiresAt">From this moment on it can't be used.</param>
public sealed record InvitationMadeAnswer(Guid InvitationId, string Code, DateTime ExpiresAt);

/// <summary>An invitation.</summary>
/// <param name="InvitationId">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="MadeBy">The coordinator's number, or their role.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">From this moment on it can't be used.</param>
/// <param name="Neighbourhood">Where the invited person lives.</param>
/// <param name="Sponsor">The member who brings them along.</param>
/// <param name="Account">Who joined with it.</param>
public sealed record InvitationAnswer(Guid InvitationId, InvitationStatus Status, string MadeBy, DateTime MadeAt, DateTime ExpiresAt, NeighbourhoodCode? Neighbourhood, AccountNumber? Sponsor, AccountNumber? Account)
{
    internal static InvitationAnswer Of(Invitation invitation) => new(invitation.Id, invitation.Status, invitation.MadeBy, invitation.MadeAt.ToDateTimeUtc(), invitation.ExpiresAt.ToDateTimeUtc(),
        invitation.Neighbourhood, invitation.Sponsor, invitation.Account);
}
