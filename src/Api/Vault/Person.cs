using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Vault;

/// <summary>
/// Who stands behind an account: a person, or a group or shop with its name. Personal data: it stays in the vault and never goes into the journal or a view.
/// The journal knows only their <paramref name="Account"/>. <paramref name="Languages"/> are codes such as <c>nl</c>, the preferred one first.
/// </summary>
public sealed record Person(AccountNumber Account, string Name, string? Street = null, string? Email = null, string? Phone = null, int? BirthYear = null, IReadOnlyList<string>? Languages = null)
{
    /// <summary>Only the account: personal data does not end up in a log or message by accident.</summary>
    public override string ToString() => $"person behind {Account}";
}
