using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// The lines of the exported journal: one entry a line, the checkpoint last, UTF-8 with a line feed after each.
/// An entry's line holds what is hashed, its derived postings, and its leaf as it was stored when it was recorded:
/// a root tells that something was changed, the leaf tells where.
/// </summary>
public static class JournalLines
{
    // Other characters than JSON's own are written as themselves: the file is read by people too, and never stands inside HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one entry and its line feed.</summary>
    /// <exception cref="JsonException">The data has no canonical form, so that it has no leaf either.</exception>
    public static void Write(Entry entry, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("community"u8, entry.Community.Value);
            json.WriteNumber("position"u8, entry.Position);
            json.WriteString("id"u8, entry.Id);
            json.WriteString("type"u8, entry.Type);
            json.WriteString("recordedAt"u8, LeafHash.FormatRecordedAt(entry.RecordedAt));
            json.WriteString("actor"u8, entry.Actor);
            json.WritePropertyName("data"u8);
            json.WriteRawValue(CanonicalJson.Of(entry.Data.Span), skipInputValidation: true);
            WritePostings(json, entry);
            // Another program may have written the entry without a leaf; its line then has none, and only the root covers it.
            if (entry.Leaf is { } leaf) json.WriteString("leaf"u8, leaf.ToBase64());
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes the checkpoint, which is the last line, and its line feed.</summary>
    public static void Write(Checkpoint checkpoint, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("checkpoint"u8, checkpoint.ToText());
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WritePostings(Utf8JsonWriter json, Entry entry)
    {
        json.WriteStartArray("postings"u8);
        foreach (var (account, amount) in Postings.Of(entry.Event))
        {
            json.WriteStartObject();
            json.WriteString("account"u8, account.Value);
            json.WriteNumber("amount"u8, amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
