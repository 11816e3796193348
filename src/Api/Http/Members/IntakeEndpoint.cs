using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Members;

namespace Buurthulp.Api.Http.Members;

/// <summary>Joining at the desk: an account under the next free number, and who stands behind it.</summary>
internal static class IntakeEndpoint
{
    public static void MapIntake(this IEndpointRouteBuilder members) =>
        members.MapPost("", AdmitAsync).Allow(Role.Coordinator).Produces<AdmittedAnswer>(StatusCodes.Status201Created)
            .WithName("admitMember").WithSummary("Opens an account for a person under the next free number")
            .WithDescription("Name and contact data go to the vault, never into the journal.")
            .Example(new AdmitMemberBody("Chaima", "Schoolstraat 12", Phone: "0612345678", Languages: ["nl", "ar"], Neighbourhood: Sample.North), new AdmittedAnswer(Sample.Chaima, Sample.Position));

    private static Task<IResult> AdmitAsync(CommandCall call, Body<AdmitMemberBody> body, MemberIntake intake)
    {
        var (name, street, email, phone, birthYear, languages, neighbourhood, joinedOn, reciprocityExpected) = body.Value;
        return AccountOpening.OpenAsync(call, intake, body.Value, PersonForm.Of(name, street, email, phone, birthYear, languages),
            new AdmitMember(call.CommandId, call.Actor, call.Now, neighbourhood, joinedOn, reciprocityExpected));
    }
}
