using System.CommandLine;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;

namespace Buurthulp.Api.Commands;

/// <summary><c>verify FILE [--checkpoint FILE]</c>: needs no database and trusts nobody.</summary>
internal static class VerifyCommand
{
    private const int LargestReceipt = 1024 * 1024;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "An exported journal." };
        var checkpoint = new Option<FileInfo?>("--checkpoint") { Description = "A checkpoint that was kept from earlier: the journal must begin with exactly the entries it stands for." };
        var language = new Option<string?>("--language") { Description = "nl or en; absent: that of the machine." };
        language.AcceptOnlyFromAmong("nl", "en");
        var command = new Command("verify", "Check an exported journal, or a receipt.") { file, checkpoint, language };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(checkpoint), VerifyWords.Of(parsed.GetValue(language)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, FileInfo? checkpointFile, VerifyWords words, CancellationToken cancellationToken)
    {
        var older = checkpointFile is null ? null : await ReadCheckpointAsync(checkpointFile, words, cancellationToken);
        var isReceipt = file is { Exists: true, Length: <= LargestReceipt } && ReceiptVerification.IsReceipt(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        switch (isReceipt ? await ReceiptAsync(file, older, cancellationToken) : await JournalAsync(file, older, words, cancellationToken))
        {
            case VerificationResult.Fine fine:
                Console.Write(fine.Checkpoint.ToText());
                Console.WriteLine(words.Fine(isReceipt, fine.Checkpoint.Size, fine.Checkpoint.Fingerprint));
                if (older is not null) Console.WriteLine(words.FineWith(isReceipt, older.Size, checkpointFile!.Name));
                return ExitCode.Fine;
            case VerificationResult.Bad bad:
                throw new CommandRefusedException($"{file.Name}: {words.Bad(bad)}");
            default:
                throw new InvalidOperationException("a result that this command does not know");
        }
    }

    private static async Task<VerificationResult> JournalAsync(FileInfo file, Checkpoint? older, VerifyWords words, CancellationToken cancellationToken)
    {
        await using var journal = Open(file, words);
        return await JournalVerification.RunAsync(journal, older, cancellationToken);
    }

    /// <summary>A receipt stands by itself; a checkpoint that was kept has to be the one that it leads to.</summary>
    private static async Task<VerificationResult> ReceiptAsync(FileInfo file, Checkpoint? kept, CancellationToken cancellationToken)
    {
        var result = ReceiptVerification.Run(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        return result is VerificationResult.Fine fine && kept is not null && kept != fine.Checkpoint
            ? new VerificationResult.Bad(1, fine.Checkpoint.Size, new Flaw("receipt-other-checkpoint", fine.Checkpoint.Size))
            : result;
    }

    private static async Task<Checkpoint> ReadCheckpointAsync(FileInfo file, VerifyWords words, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(Open(file, words));
        try
        {
            return Checkpoint.Parse(await reader.ReadToEndAsync(cancellationToken));
        }
        catch (FormatException e)
        {
            throw new CommandRefusedException($"{file.Name}: {words.Reason(new Flaw("checkpoint-unreadable", e.Message))}");
        }
    }

    private static FileStream Open(FileInfo file, VerifyWords words) => file.Exists ? file.OpenRead() : throw new CommandRefusedException(words.NoFile(file.ToString()), ExitCode.Usage);
}
