using System.Globalization;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// What a journal was at one moment: whose it is, how many entries it had and the root over them. Published outside the system,
/// it holds everyone to the journal as it stood, the keepers of the database included.
/// </summary>
/// <param name="Origin"><c>buurthulp/</c> and the community's code.</param>
/// <param name="Size">The number of entries, which is the position of the last.</param>
/// <param name="Root">The root of the Merkle tree over the entries.</param>
public sealed record Checkpoint(string Origin, long Size, Hash Root)
{
    private const string OriginPrefix = "buurthulp/";
    private const string CrockfordAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The checkpoint of a community's journal.</summary>
    public static Checkpoint Of(string community, CompactRange tree) => new(OriginPrefix + community, tree.Size, tree.Root);

    /// <summary>
    /// The first 80 bits of the root in Crockford's base 32, in four groups of four: short enough for a newsletter and for reading out
    /// on the phone (no I, L, O or U). Finding another journal with a fingerprint that is already printed takes some 2^80 tries; making
    /// two journals of one's own with the same one takes only 2^40, so an auditor compares the whole checkpoint.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            var bytes = Root.ToArray();
            return string.Join('-', Enumerable.Range(0, 4).Select(group => string.Concat(Enumerable.Range(group * 4, 4).Select(Letter))));

            // Each letter takes five bits, which stand in one byte or across two.
            char Letter(int index)
            {
                var bit = index * 5;
                var pair = (bytes[bit / 8] << 8) | bytes[bit / 8 + 1];
                return CrockfordAlphabet[(pair >> (11 - bit % 8)) & 31];
            }
        }
    }

    /// <summary>The checkpoint as it is published: origin, size in decimal and root in base64, each with a line feed after it.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");

    /// <summary>Reads what <see cref="ToText"/> writes, and nothing that merely looks like it: one checkpoint has one text.</summary>
    /// <exception cref="FormatException">Not a checkpoint; the message says which line is wrong and how.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (text.Contains('\r', StringComparison.Ordinal)) throw new FormatException("A checkpoint's lines end in LF, these end in CR LF.");
        if (lines.Length != 4 || lines[3].Length > 0)
            throw new FormatException("A checkpoint is three lines with a line feed after each: origin, size and root.");
        return new Checkpoint(ParseOrigin(lines[0]), ParseSize(lines[1]), ParseRoot(lines[2]));
    }

    private static string ParseOrigin(string line)
    {
        var hasCommunity = line.Length > OriginPrefix.Length && line.StartsWith(OriginPrefix, StringComparison.Ordinal);
        if (!hasCommunity || line.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw new FormatException($"Line 1 of a checkpoint is {OriginPrefix}<community>, not \"{line}\".");
        return line;
    }

    private static long ParseSize(string line)
    {
        var isSize = long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && (line.Length == 1 || line[0] != '0');
        return isSize ? size : throw new FormatException($"Line 2 of a checkpoint is the size in decimal, not \"{line}\".");
    }

    private static Hash ParseRoot(string line)
    {
        Span<byte> bytes = stackalloc byte[Hash.Length];
        // Base64 has spare bits at its end and allows white space; a root is spelled in one way only.
        if (Convert.TryFromBase64String(line, bytes, out var length) && length == Hash.Length)
        {
            var root = new Hash(bytes);
            if (root.ToBase64() == line) return root;
        }

        throw new FormatException($"Line 3 of a checkpoint is the root, {Hash.Length} bytes in base64, not \"{line}\".");
    }
}
