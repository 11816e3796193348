using System.CommandLine;
using Buurthulp.Api.Embedded;
using Buurthulp.Api.Hosting;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Commands;

/// <summary>How a command ends (contract.md).</summary>
public static class ExitCode
{
    public const int Fine = 0;

    /// <summary>A rule refused it, or what was checked is not valid.</summary>
    public const int Refused = 1;

    /// <summary>The words of the command are off.</summary>
    public const int Usage = 2;

    /// <summary>The database, the disk, the environment.</summary>
    public const int System = 3;
}

/// <summary>Something the person at the keyboard asked for can't be done: one line that says what is wrong, where, and what to do.</summary>
public sealed class CommandRefusedException(string message, int exitCode = ExitCode.Refused) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>All verbs. Errors go to standard error as one line.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Buurthulp: the ledger of a neighbourhood that helps each other.")
        {
            UpCommand.Create(), ImportCommand.Create(), ExportCommand.Create(), VerifyCommand.Create(), RebuildCommand.Create(), TokenCommand.Create(), SignInCommand.Create(), IndicatorsCommand.Create(), PageTimesCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var unknownVerb = arguments.Length > 0 && root.Subcommands.All(command => command.Name != arguments[0]) && !arguments[0].StartsWith('-');
            var problem = unknownVerb ? $"There is no command '{arguments[0]}'." : parsed.Errors[0].Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal);
            await Console.Error.WriteLineAsync($"{problem} See: ./buurthulp {(unknownVerb ? "" : string.Join(' ', arguments.Take(1)) + " ")}--help");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped before it was done. What was booked stays booked; run it again to do the rest.");
            return ExitCode.System;
        }
#pragma warning disable CA1031 // The host: whatever goes wrong is said in one line; a defect is said with its trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(InOneLine(e));
            return e is CommandRefusedException refused ? refused.ExitCode : ExitCode.System;
        }
    }

    private static string InOneLine(Exception e) => e switch
    {
        CommandRefusedException or AppOptionsException or EmbeddedPostgresException => e.Message.ReplaceLineEndings(" "),
        JournalUnavailableException => $"{e.Message.ReplaceLineEndings(" ")} Check that PostgreSQL runs and that BUURTHULP_DB names it; nothing acknowledged is lost.",
        IOException or UnauthorizedAccessException => $"{e.Message.ReplaceLineEndings(" ")} Check that the folder exists, that it is yours and that the disk has room.",
        InvalidOperationException => e.Message.ReplaceLineEndings(" "),
        _ => $"A defect: {e}",
    };
}
