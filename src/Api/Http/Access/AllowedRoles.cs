using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Microsoft.AspNetCore.Authorization;

namespace Buurthulp.Api.Http.Access;

/// <summary>Who may make a call; contract.md's column "who". The API description reads it from here too.</summary>
public sealed class AllowedRoles(IReadOnlyList<Role> roles) : IAuthorizationRequirement
{
    public IReadOnlyList<Role> Roles { get; } = roles;

    internal bool Allow(BearerToken token, HttpContext context) =>
        Roles.Contains(token.Role) && string.Equals(token.Community.Value, context.GetRouteValue("community") as string, StringComparison.Ordinal);
}

/// <summary>Why a token that may make a call in general may not make it now.</summary>
internal sealed record AccessProblem(Problem Problem);

/// <summary>On calls that a member may still make after leaving: about their own data, their own account, and help from before.</summary>
internal sealed class AlsoAfterLeaving
{
    public static readonly AlsoAfterLeaving Mark = new();
}

/// <summary>
/// Asks of the token whether it reaches, and of the journal whether its holder still holds the office that it speaks of: who was relieved of it a moment ago, in whichever process, is so at once. Who left is no member any more from that moment on, except where <see cref="AlsoAfterLeaving"/> says so.
/// A token without an account is the installation's own; nobody can be relieved of it.
/// </summary>
internal sealed class AllowedRolesHandler(CommunityWriters writers) : AuthorizationHandler<AllowedRoles>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AllowedRoles requirement)
    {
        if (context.Resource is not HttpContext http || http.Features.Get<BearerToken>() is not { } token || !requirement.Allow(token, http)) return;
        if (token.Account is { } account && Offices.Includes(token.Role)
            && !await writers.LookAsync(token.Community, (state, _) => state.HoldsOffice(account, token.Role), http.RequestAborted))
        {
            http.Features.Set(new AccessProblem(EdgeProblems.OfficeNotHeld(account)));
            return;
        }

        if (token is { Role: Role.Member, Account: { } own } && http.GetEndpoint()?.Metadata.GetMetadata<AlsoAfterLeaving>() is null
            && await writers.LookAsync(token.Community, (state, _) => state.Accounts.TryGet(own, out var member) && member.ClosedOn is not null, http.RequestAborted)) return;

        context.Succeed(requirement);
    }
}

internal static class AllowedRolesExtensions
{
    /// <summary>Members may make this call after leaving too.</summary>
    public static TBuilder AlsoAfterLeaving<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Access.AlsoAfterLeaving.Mark);

    /// <summary>Only tokens of the community in the address, and only these roles.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, params Role[] roles) where TBuilder : IEndpointConventionBuilder
    {
        var allowed = new AllowedRoles(roles);
        return endpoint.WithMetadata(allowed).RequireAuthorization(policy => policy.RequireAuthenticatedUser().AddRequirements(allowed));
    }
}
