using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Api.Http.Members;

/// <summary>Groups that help and receive like a member, such as the neighbourhood house.</summary>
internal static class OrganisationEndpoints
{
    public static void MapOrganisations(this IEndpointRouteBuilder community)
    {
        var organisations = community.MapGroup("/organisations").WithTags("members");
        organisations.MapPost("", JoinAsync).Allow(Role.Coordinator, Role.Admin).Produces<AdmittedAnswer>(StatusCodes.Status201Created)
            .WithName("joinOrganisation").WithSummary("Opens an account for a group").WithDescription("The name goes to the vault.")
            .Example(new JoinOrganisationBody(new("O01"), "Buurthuis De Wiek", Sample.Today, Sample.North), new AdmittedAnswer(new("O01"), Sample.Position));
        organisations.MapGet("", ListAsync).Allow(Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin).Produces<IReadOnlyList<OrganisationAnswer>>()
            .WithName("listOrganisations").WithSummary("All groups, in order of their number")
            .Example(new OrganisationAnswer[] { new(new("O01"), "Buurthuis De Wiek", Sample.Yesterday) });
    }

    private static Task<IResult> JoinAsync(CommandCall call, Body<JoinOrganisationBody> body, MemberIntake intake)
    {
        var (account, name, joinedOn, neighbourhood) = body.Value;
        return AccountOpening.OpenAsync(call, intake, body.Value, PersonForm.Of(name), new JoinOrganisation(call.CommandId, call.Actor, call.Now, account, neighbourhood, joinedOn));
    }

    private static async Task<IResult> ListAsync(ReadCall call, CommunityWriters writers, PersonVault vault)
    {
        var groups = await writers.LookAsync(call.Community, (state, _) => state.AccountsOf(AccountKind.Organisation).ToList(), call.CancellationToken);
        var names = await vault.NamesOfGroupsAsync(call.Community, groups.ConvertAll(group => group.Number), call.CancellationToken);
        return Results.Json(groups.Select(group => new OrganisationAnswer(group.Number, names.GetValueOrDefault(group.Number), group.OpenedOn)));
    }
}

/// <summary>A group that joins.</summary>
/// <param name="Account">A new number.</param>
/// <param name="Name">As people know it; 1 to 200 characters.</param>
/// <param name="JoinedOn">The first day on which it may help or be helped; today or earlier.</param>
/// <param name="Neighbourhood">Where it is.</param>
public sealed record JoinOrganisationBody(AccountNumber Account, string Name, LocalDate JoinedOn, NeighbourhoodCode? Neighbourhood = null);

/// <summary>A group.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Name">As people know it; absent when nobody wrote it down.</param>
/// <param name="JoinedOn">The first day on which it may help or be helped.</param>
public sealed record OrganisationAnswer(AccountNumber Account, string? Name, LocalDate JoinedOn);
