using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;

namespace Buurthulp.Api.Identity.Access;

/// <summary>
/// In which role somebody who is signed in makes a call. A treasurer who records help that she received does so as a neighbour: nobody acts in an office by accident, since an office may do
/// without the other's yes what a member may not. So the role is asked for in the header <c>Buurthulp-Role</c>; without it a call that members may make is made as a member, and another one in
/// the first of the roles that it allows and the person may act in.
/// </summary>
/// <param name="Role">Null when they may not make the call.</param>
/// <param name="Problem">Then, why.</param>
internal sealed record RoleChoice(Role? Role, Problem? Problem)
{
    public const string Header = "Buurthulp-Role";

    public static RoleChoice Of(CurrentPerson person, IReadOnlyList<Role> allowed, string asked)
    {
        if (asked.Length > 0)
        {
            return !Enum.TryParse<Role>(asked, ignoreCase: true, out var role) || !char.IsAsciiLetter(asked[0]) ? new(Role: null, EdgeProblems.Malformed(Header))
                : allowed.Contains(role) ? InOne(person, [role]) : new(Role: null, EdgeProblems.Forbidden);
        }

        return InOne(person, allowed.Contains(Ledger.Role.Member) ? [Ledger.Role.Member] : allowed);
    }

    private static RoleChoice InOne(CurrentPerson person, IReadOnlyList<Role> roles)
    {
        foreach (var role in roles)
        {
            if (person.MayActAs(role)) return new(role, Problem: null);
        }

        return new(Role: null, roles.Any(person.Holds) ? EdgeProblems.SecondFactorNeeded : EdgeProblems.Forbidden);
    }
}
