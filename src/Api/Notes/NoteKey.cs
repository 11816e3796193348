using System.Security.Cryptography;
using Buurthulp.Api.Tokens;

namespace Buurthulp.Api.Notes;

/// <summary>
/// The secret that the codes on paper notes follow from: 32 random bytes in the file <c>keys/notes.key</c> of the data folder, made once.
/// Whoever has it can make up notes. Without it the notes in circulation can't be checked any more, so it belongs in the backup.
/// </summary>
public static class NoteKey
{
    private const int Bytes = 32;

    /// <summary>Reads the key, and makes it when there is none. Several processes that start at once end up with the same one.</summary>
    /// <exception cref="InvalidDataException">The file is there but is no key.</exception>
    public static byte[] In(string dataFolder)
    {
        var file = Path.Combine(TokenKeys.Folder(dataFolder).FullName, "notes.key");
        if (!File.Exists(file)) Make(file);
        var key = File.ReadAllBytes(file);
        return key.Length == Bytes ? key : throw new InvalidDataException($"{file} is damaged: it must hold {Bytes} bytes and holds {key.Length}. Put back the file of the backup.");
    }

    /// <summary>Written whole under another name and then renamed, so that nobody ever reads half a key.</summary>
    private static void Make(string file)
    {
        var draft = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(RandomNumberGenerator.GetBytes(Bytes));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was faster; its key is the key.
            File.Delete(draft);
        }
    }
}
