using System.Text.Json;
using Buurthulp.Api.Http.Requests;

namespace Buurthulp.Api.Http.Journal;

/// <summary>Proofs as files that people keep: the same JSON as the API gives, with line breaks.</summary>
internal static class ProofFiles
{
    private static readonly JsonSerializerOptions Indented = new(RequestJson.Options) { WriteIndented = true };

    public static byte[] Of<T>(T proof) => JsonSerializer.SerializeToUtf8Bytes(proof, Indented);
}
