using System.IO.Compression;

namespace Buurthulp.Api.Import;

/// <summary>Files that somebody sent to be imported, in a folder of their own: single files or a zip. Only the files of docs/import.md are taken, by their name without any folder.</summary>
public sealed class ImportFolder(string dataFolder)
{
    /// <summary>All files together, unpacked.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>An empty zip is its closing record alone.</summary>
    private const int SmallestZip = 22;

    public static readonly IReadOnlyList<string> Names =
        ["community.csv", "members.csv", "organisations.csv", "exchanges.csv", "requests_and_offers.csv", "redemptions.csv", "donations.csv", "activities.csv"];

    /// <summary>Full path of the folder of an import; it need not be there.</summary>
    public string PathOf(Guid import) => Path.Combine(dataFolder, "imports", import.ToString("N"));

    /// <summary>Unpacks and keeps the files.</summary>
    /// <returns>Null when all went well; else a code that says what is wrong: <c>none</c>, <c>twice</c>, <c>zip</c> or <c>large</c>.</returns>
    public async Task<string?> KeepAsync(Guid import, IReadOnlyList<(string Name, Stream Content)> files, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(PathOf(import)).FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var kept = 0L;
        string? wrong = null;
        try
        {
            foreach (var (name, content) in files)
            {
                if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                {
                    wrong ??= await KeepAsync(name, content);
                    continue;
                }

                if (content.Length < SmallestZip) throw new InvalidDataException("the file is too short to be a zip");
                await using var zip = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
                foreach (var entry in zip.Entries)
                {
                    await using var packed = await entry.OpenAsync(cancellationToken);
                    wrong ??= await KeepAsync(entry.Name, packed);
                }
            }
        }
        catch (InvalidDataException)
        {
            wrong = "zip";
        }

        wrong ??= Directory.EnumerateFiles(folder).Any() ? null : "none";
        if (wrong is not null) Remove(import);
        return wrong;

        async Task<string?> KeepAsync(string name, Stream content)
        {
            if (Names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is not { } known) return null;
            var path = Path.Combine(folder, known);
            if (File.Exists(path)) return "twice";
            await using var file = File.Create(path);
            var buffer = new byte[81920];
            // What a zip says of its sizes need not be true, so what comes out is counted.
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if ((kept += read) > MostBytes) return "large";
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return null;
        }
    }

    /// <summary>They hold personal data, so they go as soon as they are not needed.</summary>
    public void Remove(Guid import)
    {
        if (Directory.Exists(PathOf(import))) Directory.Delete(PathOf(import), recursive: true);
    }
}
