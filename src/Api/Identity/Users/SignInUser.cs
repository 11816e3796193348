using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Buurthulp.Api.Identity.Users;

/// <summary>Somebody who can sign in: one person in one community. ASP.NET Core Identity keeps passkeys and the second factor under it; who they are stands in the vault.</summary>
public sealed class SignInUser : IdentityUser<Guid>
{
    public string Community { get; set; } = "";

    public string Account { get; set; } = "";

    /// <summary>The unique name: <c>molenwijk/L0042</c>. Upper and lower case differ, as in the codes.</summary>
    public static string NameOf(CommunityCode community, AccountNumber account) => $"{community}/{account}";
}
