using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Http.Journal;

/// <summary>
/// One entry as a line of the exported journal (contract.md, "The exported journal"): the hashed members, the derived postings, and the leaf as it was stored,
/// which lets a reader name the very entry that was changed.
/// </summary>
public static class JournalLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line with its line feed.</summary>
    public static void Write(Entry entry, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("community", entry.Community.Value);
            json.WriteNumber("position", entry.Position);
            json.WriteString("id", entry.Id);
            json.WriteString("type", entry.Type);
            json.WriteString("recordedAt", LeafHash.FormatRecordedAt(entry.RecordedAt));
            json.WriteString("actor", entry.Actor);
            json.WritePropertyName("data");
            json.WriteRawValue(CanonicalJson.Of(entry.Data.Span), skipInputValidation: true);
            WritePostings(json, entry);
            if (entry.Leaf is { } leaf) json.WriteString("leaf", leaf.ToBase64());
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WritePostings(Utf8JsonWriter json, Entry entry)
    {
        json.WriteStartArray("postings");
        foreach (var (account, amount) in Postings.Of(entry.Event))
        {
            json.WriteStartObject();
            json.WriteString("account", account.Value);
            json.WriteNumber("amount", amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
