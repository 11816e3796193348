using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Vault;

namespace Buurthulp.Api.Http.Members;

/// <summary>What the web edge says of an invitation before the ledger hears of anybody.</summary>
public static class InvitationProblems
{
    public static Problem Unknown() => new(StatusCodes.Status422UnprocessableEntity, "invitation-unknown");
    public static Problem Used() => new(StatusCodes.Status422UnprocessableEntity, "invitation-used");
    public static Problem Expired() => new(StatusCodes.Status422UnprocessableEntity, "invitation-expired");
    public static Problem Revoked() => new(StatusCodes.Status422UnprocessableEntity, "invitation-revoked");

    /// <summary>For an invitation in the address.</summary>
    public static Problem NoSuchInvitation() => new(StatusCodes.Status404NotFound, "invitation-unknown");

    public static Problem NoSuchJoining() => new(StatusCodes.Status404NotFound, "joining-unknown");
    public static Problem JoiningAnswered() => new(StatusCodes.Status422UnprocessableEntity, "joining-answered");

    /// <summary>Why somebody else than the one who took it can't use it.</summary>
    public static Problem Of(InvitationStatus status) => status switch
    {
        InvitationStatus.Revoked => Revoked(),
        InvitationStatus.Expired => Expired(),
        _ => Used(),
    };
}
