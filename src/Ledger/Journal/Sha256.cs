using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Buurthulp.Ledger.Journal;

/// <summary>
/// SHA-256 (FIPS 180-4) of the short inputs of a journal, some tens to hundreds of bytes. Through the class library a hash of 65 bytes takes 0.8 µs, nearly all of it
/// preparation inside OpenSSL 3; its older functions do the same in 0.2. Where OpenSSL is not there, or does not say what the class library says, that is used (ADR 0046).
/// </summary>
public static class Sha256
{
    /// <summary>Longer inputs take longer than the garbage collector should have to wait for a call that it can't interrupt; and there the preparation no longer counts.</summary>
    private const int Longest = 4 * 1024;

    /// <summary>OpenSSL is there and agrees with the class library.</summary>
    public static bool IsDirect { get; } = DoesAsTheClassLibrary();

    /// <summary>Writes 32 bytes to the start of the destination.</summary>
    public static void HashData(ReadOnlySpan<byte> input, Span<byte> destination)
    {
        if (IsDirect && input.Length <= Longest) Direct(input, destination);
        else SHA256.HashData(input, destination);
    }

    private static void Direct(ReadOnlySpan<byte> input, Span<byte> destination)
    {
        if (destination.Length < SHA256.HashSizeInBytes) throw new ArgumentException("too short for a hash", nameof(destination));
        Unsafe.SkipInit(out Context context);
        if (Init(ref context) != 1 || Update(ref context, ref MemoryMarshal.GetReference(input), (nuint)input.Length) != 1 || Final(ref MemoryMarshal.GetReference(destination), ref context) != 1)
            throw new CryptographicException("SHA-256 failed in OpenSSL");
    }

    /// <summary>Every length that ends in another place of one of the first blocks, against the class library.</summary>
    private static bool DoesAsTheClassLibrary()
    {
        Span<byte> input = stackalloc byte[200];
        Span<byte> direct = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            for (var length = 0; length < input.Length; length++)
            {
                input[length] = (byte)(7 * length % 251);
                Direct(input[..length], direct);
                SHA256.HashData(input[..length], expected);
                if (!direct.SequenceEqual(expected)) return false;
            }

            return true;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>OpenSSL's SHA256_CTX takes 112 bytes.</summary>
    [InlineArray(16)]
    private struct Context
    {
        private ulong first;
    }

    private const string OpenSsl = "libcrypto.so.3";

    [DllImport(OpenSsl, EntryPoint = "SHA256_Init"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Init(ref Context context);

    [DllImport(OpenSsl, EntryPoint = "SHA256_Update"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Update(ref Context context, ref byte data, nuint length);

    [DllImport(OpenSsl, EntryPoint = "SHA256_Final"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Final(ref byte destination, ref Context context);
}
