using System.Security.Cryptography;
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

    /// <summary>The first 128 bits of SHA-256 over the command's type, actor and content, in base64.</summary>
    public static string Of(LedgerCommand command)
    {
        var type = command.GetType();
        var content = JsonSerializer.SerializeToUtf8Bytes(command, type, Options);
        var named = new byte[type.Name.Length + content.Length];
        Encoding.ASCII.GetBytes(type.Name, named);
        content.CopyTo(named.AsSpan(type.Name.Length));
        return Convert.ToBase64String(SHA256.HashData(named).AsSpan(0, Bytes));
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
