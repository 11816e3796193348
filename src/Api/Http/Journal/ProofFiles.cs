using System.Text.Json;
using Buurthulp.Api.Http.Requests;

namespace Buurthulp.Api.Http.Journal;

/// <summary>Shows that a journal only grew between two checkpoints (RFC 9162 section 2.1.4).</summary>
/// <param name="Older">The text of the older checkpoint.</param>
/// <param name="Newer">The text of the newer one.</param>
/// <param name="Path">The hashes of the proof, in base64.</param>
public sealed record GrowthFile(string Older, string Newer, IReadOnlyList<string> Path);

/// <summary>Proofs as files that people keep: the same JSON as the API gives, with line breaks.</summary>
internal static class ProofFiles
{
    private static readonly JsonSerializerOptions Indented = new(RequestJson.Options) { WriteIndented = true };

    public static byte[] Of<T>(T proof) => JsonSerializer.SerializeToUtf8Bytes(proof, Indented);
}
