namespace Buurthulp.Api.Web.Pages.Books;

/// <summary>Reading a fingerprint out over the phone.</summary>
internal static class Fingerprints
{
    /// <summary>A group such as <c>7K2M</c> as "zeven, Karel, twee, Marie".</summary>
    public static string Aloud(string group, Words words) => string.Join(", ", group.Select(letter => words[$"proof.letter-{letter}"]));
}
