using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Microsoft.AspNetCore.Authorization;

namespace Buurthulp.Api.Http.Access;

/// <summary>Who may make a call; contract.md's column "who". The API description reads it from here too.</summary>
internal sealed class AllowedRoles(IReadOnlyList<Role> roles) : IAuthorizationRequirement
{
    public IReadOnlyList<Role> Roles { get; } = roles;

    public bool Allow(BearerToken token, HttpContext context) =>
        Roles.Contains(token.Role) && string.Equals(token.Community.Value, context.GetRouteValue("community") as string, StringComparison.Ordinal);
}

internal sealed class AllowedRolesHandler : AuthorizationHandler<AllowedRoles>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AllowedRoles requirement)
    {
        if (context.Resource is HttpContext http && http.Features.Get<BearerToken>() is { } token && requirement.Allow(token, http)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

internal static class AllowedRolesExtensions
{
    /// <summary>Only tokens of the community in the address, and only these roles.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, params Role[] roles) where TBuilder : IEndpointConventionBuilder
    {
        var allowed = new AllowedRoles(roles);
        return endpoint.WithMetadata(allowed).RequireAuthorization(policy => policy.RequireAuthenticatedUser().AddRequirements(allowed));
    }
}
