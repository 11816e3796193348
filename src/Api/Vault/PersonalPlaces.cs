namespace Buurthulp.Api.Vault;

/// <summary>A table outside the journal that knows persons by their account.</summary>
/// <param name="Table">With its schema.</param>
/// <param name="Empty">Takes one person out; $1 is the community, $2 the account, $3 the moment.</param>
/// <param name="Holds">Whether a row <c>p</c> of the community still knows the member <c>m</c>.</param>
internal sealed record PersonalPlace(string Table, string Empty, string Holds = "p.account = m.account");

/// <summary>
/// Everywhere that an erasure reaches: who adds a table with an account in it adds it here, and a test tells who forgot. Only <c>vault.reads</c> stays out: it says in numbers and codes who looked at
/// whose data, and answering for that outlives the data.
/// </summary>
internal static class PersonalPlaces
{
    public static readonly IReadOnlyList<PersonalPlace> All =
    [
        Deleted("vault.intakes"),
        Deleted("vault.request_texts"),
        Deleted("vault.contact_changes"),
        Deleted("vault.mail_wishes"),
        Deleted("vault.reminders"),
        new("vault.invitations", "UPDATE vault.invitations SET account = nullif(account, $2), sponsor = nullif(sponsor, $2) WHERE community = $1 AND (account = $2 OR sponsor = $2)",
            "(p.account = m.account OR p.sponsor = m.account)"),
        new("vault.concerns", """
            WITH concerns AS (
                UPDATE vault.concerns SET about = NULL, raised_by = NULL, words = NULL, erased_at = $3 WHERE community = $1 AND (about = $2 OR raised_by = $2) RETURNING concern)
            UPDATE vault.concern_notes SET words = NULL, erased = TRUE WHERE community = $1 AND concern IN (SELECT concern FROM concerns)
            """, "(p.about = m.account OR p.raised_by = m.account)"),
        Deleted("identity.links"),
        Deleted("identity.users"),
        new("mail.outbox", "DELETE FROM mail.outbox WHERE community = $1 AND account = $2 AND next_try_at IS NOT NULL", "p.account = m.account AND p.next_try_at IS NOT NULL"),

        // The row stays with nothing in it: importing the same files again must not bring the person back.
        new("vault.persons", """
            INSERT INTO vault.persons (community, account, updated_at, erased_at) VALUES ($1, $2, $3, $3)
            ON CONFLICT (community, account) DO UPDATE SET name = NULL, street = NULL, email = NULL, phone = NULL, birth_year = NULL, languages = NULL,
                updated_at = excluded.updated_at, erased_at = coalesce(persons.erased_at, excluded.erased_at)
            """, "p.account = m.account AND p.erased_at IS NULL"),
    ];

    /// <summary>Whether anything is left of a member <c>m</c> anywhere.</summary>
    public static string AnythingLeft() => string.Join(" OR ", All.Select(place => $"EXISTS (SELECT FROM {place.Table} p WHERE p.community = m.community AND {place.Holds})"));

    private static PersonalPlace Deleted(string table) => new(table, $"DELETE FROM {table} WHERE community = $1 AND account = $2");
}
