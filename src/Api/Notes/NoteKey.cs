using Buurthulp.Api.Tokens;

namespace Buurthulp.Api.Notes;

/// <summary>
/// The secret that the codes on paper notes follow from, in the file <c>keys/notes.key</c> of the data folder. Whoever has it can make up notes.
/// Without it the notes in circulation can't be checked any more, so it belongs in the backup.
/// </summary>
public static class NoteKey
{
    /// <exception cref="InvalidDataException">The file is there but is no key.</exception>
    public static byte[] In(string dataFolder) => SecretFile.In(dataFolder, "notes.key");
}
