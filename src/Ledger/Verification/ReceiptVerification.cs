using System.Text.Json;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Verification;

/// <summary>Checks a receipt with nothing but the file (docs/verify.md).</summary>
public static class ReceiptVerification
{
    private const string OriginPrefix = "buurthulp/";

    /// <summary>Whether a file is a receipt, right or wrong.</summary>
    public static bool IsReceipt(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("proofs"u8, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Each entry of the receipt has to lead to the root of its checkpoint. Which journal that is, only a published checkpoint tells.</summary>
    public static VerificationResult Run(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            var checkpoint = Checkpoint.Parse(document.RootElement.GetProperty("checkpoint"u8).GetString() ?? "");
            var proofs = document.RootElement.GetProperty("proofs"u8);
            if (proofs.GetArrayLength() == 0) return Bad(1, "receipt-empty");
            foreach (var proof in proofs.EnumerateArray())
            {
                if (Check(proof, checkpoint) is { } bad) return bad;
            }

            return new VerificationResult.Fine(checkpoint);
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return Bad(1, "receipt-unreadable", e.Message.ReplaceLineEndings(" "));
        }
    }

    private static VerificationResult.Bad? Check(JsonElement proof, Checkpoint checkpoint)
    {
        var (entry, index) = (proof.GetProperty("entry"u8), proof.GetProperty("leafIndex"u8).GetInt64());
        if (entry.GetProperty("position"u8).GetInt64() != index + 1) return Bad(index + 1, "receipt-position");
        if (OriginPrefix + entry.GetProperty("community"u8).GetString() != checkpoint.Origin) return Bad(index + 1, "receipt-community");
        var path = proof.GetProperty("path"u8).EnumerateArray().Select(hash => hash.Deserialize<Hash>()).ToList();
        return new InclusionProof(index, checkpoint.Size, path).Verify(MerkleTree.Leaf(CanonicalJson.Of(entry)), checkpoint) ? null
            : Bad(index + 1, "receipt-not-among");
    }

    private static VerificationResult.Bad Bad(long position, string code, params object[] facts) => new(position, position, new Flaw(code, facts));
}
