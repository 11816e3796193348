using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using Buurthulp.Bench.Data;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;

namespace Buurthulp.Bench;

/// <summary>The check of an exported journal, with nothing but the file.</summary>
internal static class Verify
{
    private const int BufferBytes = 64 * 1024;
    private const double Million = 1_000_000;

    public static readonly Measurement Measurement = new("verify", "the check of an exported journal of 1,000,000 exchanges, in MB a second", "reading the file and SHA-256 of its bytes, on one core", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = Village.For(scale.Large);
        var file = Path.Combine(stage.Folder, "journal.ndjson");
        await using (var scene = await Scene.OpenAsync(await stage.CreateFilledAsync("verify", village, scale.Large), village, scale.Large)) await ExportAsync(scene, village, file);
        var bytes = new FileInfo(file).Length;
        List<double> measured = [], baseline = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            baseline.Add(bytes / Million / await SecondsAsync(() => HashAsync(file)));
            measured.Add(bytes / Million / await SecondsAsync(() => CheckAsync(file)));
        }

        File.Delete(file);
        return [new Finding("verify", Scale.Median(measured), Scale.Median(baseline), " MB/s", Reach.Least(0.3))];
    }

    private static async Task ExportAsync(Scene scene, Village village, string file)
    {
        await using var output = File.Create(file, BufferBytes);
        var buffer = new ArrayBufferWriter<byte>(2 * BufferBytes);
        CompactRange tree = default;
        await foreach (var entry in scene.Journal.ReadAsync(village.Community, 1))
        {
            tree = tree.Append(entry.Leaf!.Value);
            JournalLines.Write(entry, buffer);
            await output.WriteAsync(buffer.WrittenMemory);
            buffer.ResetWrittenCount();
        }

        JournalLines.Write(Checkpoint.Of(village.Community.Value, tree), buffer);
        await output.WriteAsync(buffer.WrittenMemory);
    }

    private static async Task CheckAsync(string file)
    {
        await using var journal = File.OpenRead(file);
        if (await JournalVerification.RunAsync(journal) is not VerificationResult.Fine) throw new InvalidOperationException("the journal does not verify");
    }

    private static async Task HashAsync(string file)
    {
        await using var journal = File.OpenRead(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        while (await journal.ReadAsync(buffer, CancellationToken.None) is var read && read > 0) hash.AppendData(buffer, 0, read);
        _ = hash.GetHashAndReset();
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
