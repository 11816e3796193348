using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Buurthulp.Api.Web;

/// <summary>
/// What the pages say, from the files <c>Words/{language}/{area}.json</c>: <c>"title"</c> in <c>member.json</c> is the text <c>member.title</c>.
/// Braces hold facts: <c>{name}</c>. A text that depends on a number stands twice, with <c>_one</c> and <c>_other</c> behind its name, and has <c>{count}</c>.
/// </summary>
public static class PageTexts
{
    private const string Folder = "words/";

    /// <summary>All texts of a language, by their name.</summary>
    /// <param name="tag">The folder: <c>nl</c>, <c>en</c>.</param>
    public static FrozenDictionary<string, string> Load(string tag)
    {
        Dictionary<string, string> texts = [];
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{Folder}{tag}/", StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(resource)!;
            var area = Path.GetFileNameWithoutExtension(resource[Folder.Length..]);
            foreach (var (name, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(file)!) texts.Add($"{area}.{name}", text);
        }

        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
