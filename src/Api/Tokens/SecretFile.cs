using System.Security.Cryptography;

namespace Buurthulp.Api.Tokens;

/// <summary>A secret of 32 random bytes in a file of the folder <c>keys</c> in the data folder, made once. Codes that people type follow from it, so that the database alone makes none.</summary>
public static class SecretFile
{
    private const int Bytes = 32;

    /// <summary>Reads the secret, and makes it when there is none. Several processes that start at once end up with the same one.</summary>
    /// <exception cref="InvalidDataException">The file is there but is no secret.</exception>
    public static byte[] In(string dataFolder, string name)
    {
        var file = Path.Combine(TokenKeys.Folder(dataFolder).FullName, name);
        if (!File.Exists(file)) Make(file);
        var secret = File.ReadAllBytes(file);
        return secret.Length == Bytes ? secret : throw new InvalidDataException($"{file} is damaged: it must hold {Bytes} bytes and holds {secret.Length}. Put back the file of the backup.");
    }

    /// <summary>Written whole under another name and then renamed, so that nobody ever reads half of it.</summary>
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
            // Another process was faster; its secret is the secret.
            File.Delete(draft);
        }
    }
}
