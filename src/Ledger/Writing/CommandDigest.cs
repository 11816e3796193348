using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Writing;

/// <summary>What a command says, without its id and its time: two commands with the same id are a repetition only when this is the same.</summary>
public static class CommandDigest
{
    private const int Bytes = 16;

    private static readonly JsonSerializerOptions Options = new(EventJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutIdAndTime } },
    };

    private static readonly JsonSerializerOptions Unsigned = new(EventJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutIdAndTime, WithoutActor } },
    };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Content, Utf8JsonWriter Json) reused;

    /// <summary>
    /// A command that the journal must not tie to a person leaves the actor out of its digest too: with a handful of members, trying each would tell who it was.
    /// </summary>
    private static JsonSerializerOptions OptionsFor(LedgerCommand command) => command.RecordedActor() == command.Actor.Name ? Options : Unsigned;

    /// <summary>The first 128 bits of SHA-256 over the command's type, actor and content, in base64.</summary>
    public static string Of(LedgerCommand command)
    {
        var type = command.GetType();
        if (reused.Content is null)
        {
            var buffer = new ArrayBufferWriter<byte>(1024);
            reused = (buffer, new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }));
        }

        var (content, json) = reused;
        content.ResetWrittenCount();
        content.Advance(Encoding.ASCII.GetBytes(type.Name, content.GetSpan(type.Name.Length)));
        json.Reset();
        JsonSerializer.Serialize(json, command, type, OptionsFor(command));
        json.Flush();
        Span<byte> hash = stackalloc byte[Hash.Length];
        Sha256.HashData(content.WrittenSpan, hash);
        return Convert.ToBase64String(hash[..Bytes]);
    }

    private static void WithoutActor(JsonTypeInfo type)
    {
        if (!typeof(LedgerCommand).IsAssignableFrom(type.Type)) return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].Name == "actor") type.Properties.RemoveAt(i);
        }
    }

    private static void WithoutIdAndTime(JsonTypeInfo type)
    {
        if (!typeof(LedgerCommand).IsAssignableFrom(type.Type)) return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].Name is "commandId" or "now") type.Properties.RemoveAt(i);
        }
    }
}
