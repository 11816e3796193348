namespace Buurthulp.Api.Import;

/// <summary>Something that an import says about a row, in one line of each language that there is. Words of the files stand in it as they are.</summary>
public sealed record Said(string English, string Dutch)
{
    /// <summary>In a language such as nl; English in any other.</summary>
    public string In(string tag) => tag == "nl" ? Dutch : English;
}
