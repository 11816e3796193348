using System.Globalization;

namespace Buurthulp.Ledger.Verification;

/// <summary>What is wrong with a journal or a receipt: one of a fixed list, with its facts, so that it can be said in another language.</summary>
public sealed record Flaw
{
    /// <summary>A file must not fill the terminal with its own text.</summary>
    private const int LongestFact = 400;

    /// <param name="code">One of <see cref="English"/>.</param>
    /// <param name="facts">What stands at {0}, {1} … in the sentence.</param>
    /// <exception cref="KeyNotFoundException">There is no such flaw.</exception>
    public Flaw(string code, params object[] facts)
    {
        Code = code;
        Facts = [.. facts.Select(fact => OneLine(Convert.ToString(fact, CultureInfo.InvariantCulture) ?? ""))];
        Text = Say(English[code]);
    }

    /// <summary>Every flaw there is: its code and its English sentence.</summary>
    public static IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        // A line
        ["line-empty"] = "an empty line",
        ["line-too-long"] = "a line of more than {0} MB, which no entry has",
        ["line-ends-in-crlf"] = "the line ends in CR LF, not in LF",
        ["byte-order-mark"] = "the file begins with a byte-order mark",
        ["not-utf8"] = "bytes that are not UTF-8",
        ["not-an-object"] = "the line is not a JSON object",
        ["unreadable"] = "{0}",

        // An entry
        ["member-unknown"] = "'{0}' is not a member of an entry",
        ["member-twice"] = "'{0}' stands in the line twice",
        ["member-missing"] = "'{0}' is missing",
        ["position-other"] = "the line holds position {0}: a line is missing, added or moved",
        ["position-not-whole"] = "the position is not a whole number",
        ["community-no-code"] = "the community is not a code",
        ["community-other"] = "an entry of '{0}' in the journal of '{1}'",
        ["id-no-uuid"] = "the id is not a UUID",
        ["id-not-lower-case"] = "the id is not spelled in lower case",
        ["id-twice"] = "an earlier entry has the same id",
        ["time-form"] = "the time of recording is not of the form 2026-11-20T18:25:55.205379Z",
        ["time-earlier"] = "recorded before the entry before it",
        ["actor-no-text"] = "the actor is not text",
        ["leaf-other"] = "the entry is not the one that was recorded, or its leaf was changed: the entry's leaf is {0}",
        ["event-unknown"] = "unknown event '{0}': a newer version of the program wrote it, or the line was changed",
        ["sum-not-zero"] = "the postings sum to {0}, not to zero",
        ["postings-other"] = "the postings are not those of the entry, which are {0}",

        // The end of the file
        ["file-empty"] = "the file is empty",
        ["checkpoint-missing"] = "the checkpoint line is missing: the file was cut off here",
        ["checkpoint-members"] = "the checkpoint line has other members than the checkpoint's text",
        ["checkpoint-unreadable"] = "{0}",
        ["line-after-checkpoint"] = "a line after the checkpoint, which is the last line",
        ["entry-missing"] = "the entry is missing: the checkpoint counts {0} entries, the file holds {1}",
        ["entries-added"] = "added: the checkpoint counts {0} entries, the file holds {1}",
        ["checkpoint-of-other"] = "the checkpoint line is of {0}, the entries are of '{1}'",
        ["root-other"] = "the checkpoint line has another root than the entries, whose root is {0}",
        ["rewritten"] = "the root of the entries is {0}, the checkpoint line has {1}: one or more of these entries were rewritten, or the checkpoint line was",

        // An earlier checkpoint
        ["given-root-not-empty"] = "the checkpoint given counts no entries, and its root is not that of an empty journal",
        ["given-of-other"] = "the checkpoint given is of {0}, the journal is of {1}",
        ["given-larger"] = "missing: the checkpoint given counts {0} entries, the file holds {1}",
        ["rewritten-since"] = "the first {0} entries are not those of the checkpoint given: one or more of them were rewritten after it was published",

        // A receipt
        ["receipt-unreadable"] = "the file is not a receipt: {0}",
        ["receipt-empty"] = "the receipt holds no entry",
        ["receipt-position"] = "the entry has another position than the proof",
        ["receipt-community"] = "the entry is of another community than the checkpoint",
        ["receipt-not-among"] = "the entry is not among those of the checkpoint: it, the proof or the checkpoint was changed",
        ["receipt-other-checkpoint"] = "the receipt leads to another checkpoint, of {0} entries: ask for the receipt of the checkpoint given",
    };

    public string Code { get; }

    public IReadOnlyList<string> Facts { get; }

    /// <summary>The sentence in English, in one line.</summary>
    public string Text { get; }

    /// <summary>A sentence in another language with the facts in it.</summary>
    public string Say(string sentence) => string.Format(CultureInfo.InvariantCulture, sentence, [.. Facts]);

    private static string OneLine(string fact)
    {
        var line = string.Concat(fact.Select(c => char.IsControl(c) ? '?' : c));
        return line.Length <= LongestFact ? line : line[..LongestFact] + "…";
    }
}
