using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Vault;

namespace Buurthulp.Api.Http.Members;

/// <summary>Name and contact data from a request, checked and trimmed before they reach the vault.</summary>
internal static class PersonForm
{
    private const int LongestText = 200;
    private const int LongestLanguage = 20;
    private const int MostLanguages = 10;
    private const int EarliestBirthYear = 1880;
    private const int LatestBirthYear = 2100;

    /// <exception cref="ProblemException">The name is missing or a part can't be; the problem names it.</exception>
    public static Person Of(string name, string? street = null, string? email = null, string? phone = null, int? birthYear = null, IReadOnlyList<string>? languages = null) =>
        new(default, Text(name, "name") ?? throw ProblemException.Malformed("name"), Text(street, "street"), Text(email, "email"), Text(phone, "phone"), BirthYear(birthYear), Languages(languages));

    public static int? BirthYear(int? year) => year is < EarliestBirthYear or > LatestBirthYear ? throw ProblemException.Malformed("birthYear") : year;

    public static IReadOnlyList<string>? Languages(IReadOnlyList<string>? languages)
    {
        if (languages is not { Count: > 0 }) return null;
        string[] trimmed = [.. languages.Select(language => language.Trim())];
        return trimmed.Length > MostLanguages || trimmed.Any(language => language.Length is 0 or > LongestLanguage || language.Any(char.IsControl)) ? throw ProblemException.Malformed("languages") : trimmed;
    }

    /// <summary>Trimmed; null for nothing. PostgreSQL keeps no text with a NUL in it, and none of ours needs control characters.</summary>
    public static string? Text(string? text, string field) =>
        text is null || text.Trim() is not { Length: > 0 } trimmed ? null
        : trimmed.Length > LongestText || trimmed.Any(char.IsControl) ? throw ProblemException.Malformed(field)
        : trimmed;
}
