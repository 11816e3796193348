using System.Runtime.CompilerServices;

namespace Buurthulp.Tests.Api.Http;

/// <summary>Texts that outsiders rely on, kept beside the tests: a change of them is a decision and not an accident.</summary>
internal static class Snapshot
{
    private const string Accept = "BUURTHULP_ACCEPT_SNAPSHOTS";

    /// <summary>A file of the repository, by its path from the root.</summary>
    public static string SourceFile(string path, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path));

    public static void ShouldMatch(string name, string text, [CallerFilePath] string test = "") =>
        ShouldMatchFile(Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", name), text, "read the difference, and commit the file");

    /// <summary>For a list that the program itself reads, by its path from the root.</summary>
    public static void FileShouldMatch(string path, string text) => ShouldMatchFile(SourceFile(path), text, "build again, and commit the file");

    private static void ShouldMatchFile(string file, string text, string then)
    {
        text = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1") File.WriteAllText(file, text);
        (File.Exists(file) ? File.ReadAllText(file) : "").ShouldBe(text, $"{Path.GetFileName(file)} is not what the program says. If that is meant: run this test with {Accept}=1, {then}.");
    }
}
