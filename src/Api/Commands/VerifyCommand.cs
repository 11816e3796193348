using System.CommandLine;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;

namespace Buurthulp.Api.Commands;

/// <summary><c>verify FILE [--checkpoint FILE]</c>: needs no database and trusts nobody.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "An exported journal." };
        var checkpoint = new Option<FileInfo?>("--checkpoint") { Description = "A checkpoint that was kept from earlier: the journal must begin with exactly the entries it stands for." };
        var command = new Command("verify", "Check an exported journal.") { file, checkpoint };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(checkpoint), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, FileInfo? checkpointFile, CancellationToken cancellationToken)
    {
        var older = checkpointFile is null ? null : await ReadCheckpointAsync(checkpointFile, cancellationToken);
        await using var journal = Open(file);
        switch (await JournalVerification.RunAsync(journal, older, cancellationToken))
        {
            case VerificationResult.Fine fine:
                Console.Write(fine.Checkpoint.ToText());
                Console.WriteLine($"Fine: {fine.Checkpoint.Size} entries, fingerprint {fine.Checkpoint.Fingerprint}.");
                if (older is not null) Console.WriteLine($"The first {older.Size} are those of the checkpoint in {checkpointFile!.Name}.");
                return ExitCode.Fine;
            case VerificationResult.Bad bad:
                throw new CommandRefusedException($"{file.Name}: {bad.Message}");
            default:
                throw new InvalidOperationException("a result that this command does not know");
        }
    }

    private static async Task<Checkpoint> ReadCheckpointAsync(FileInfo file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(Open(file));
        try
        {
            return Checkpoint.Parse(await reader.ReadToEndAsync(cancellationToken));
        }
        catch (FormatException e)
        {
            throw new CommandRefusedException($"{file.Name}: {e.Message}");
        }
    }

    private static FileStream Open(FileInfo file) => file.Exists ? file.OpenRead() : throw new CommandRefusedException($"There is no file '{file}'.", ExitCode.Usage);
}
