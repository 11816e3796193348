using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Journal;

/// <summary>The short way to SHA-256 gives what the class library gives.</summary>
public sealed class Sha256Tests
{
    [Fact]
    public void Every_length_has_the_hash_of_the_class_library()
    {
        byte[] input = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i % 251))];
        foreach (var length in Enumerable.Range(0, 1_100).Concat([4_095, 4_096, 4_097, 10_000]))
        {
            var hash = new byte[Hash.Length];

            Sha256.HashData(input.AsSpan(^length..), hash);

            hash.ShouldBe(SHA256.HashData(input.AsSpan(^length..)), $"{length} bytes");
        }
    }

    [Fact]
    public void Many_threads_do_not_disturb_each_other()
    {
        var expected = Enumerable.Range(0, 256).Select(i => SHA256.HashData([(byte)i])).ToArray();

        Parallel.For(0, 200_000, i =>
        {
            Span<byte> hash = stackalloc byte[Hash.Length];
            Sha256.HashData([(byte)(i % 256)], hash);
            if (!hash.SequenceEqual(expected[i % 256])) throw new InvalidOperationException($"the hash of {i % 256} is another");
        });
    }

    [Fact]
    public void A_place_too_small_for_a_hash_is_refused() => Should.Throw<ArgumentException>(() => Sha256.HashData("Anna"u8, new byte[Hash.Length - 1]));

    [Fact]
    public void The_short_way_is_taken_where_OpenSSL_3_is_there() => Sha256.IsDirect.ShouldBe(NativeLibrary.TryLoad("libcrypto.so.3", out _));
}
