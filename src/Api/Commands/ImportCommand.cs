using System.CommandLine;
using Buurthulp.Api.Import;
using Buurthulp.Api.Vault;

namespace Buurthulp.Api.Commands;

/// <summary><c>import FOLDER --community CODE [--format buurthulp] [--dry-run] [--skip-bad] [--verbose]</c></summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The folder with the files." };
        var community = new Option<string>("--community") { Description = "The code of the community; made when it is new.", Required = true };
        var format = new Option<string>("--format") { Description = "The format of the files.", DefaultValueFactory = _ => "buurthulp" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen and book nothing." };
        var skipBad = new Option<bool>("--skip-bad") { Description = "Leave bad rows out and book the rest." };
        var verbose = new Option<bool>("--verbose") { Description = "Show every account and every refusal." };
        var language = new Option<string?>("--language") { Description = "Of what is said about rows: nl or en; absent: that of the machine." };
        language.AcceptOnlyFromAmong("nl", "en");
        var command = new Command("import", "Import a community's files and print a reconciliation.") { folder, community, format, dryRun, skipBad, verbose, language };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ImportOptions(parsed.GetRequiredValue(folder), Opening.Community(parsed.GetRequiredValue(community)), parsed.GetRequiredValue(format), parsed.GetValue(dryRun), parsed.GetValue(skipBad)),
            parsed.GetValue(verbose), CommandLanguage.Of(parsed.GetValue(language)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ImportOptions options, bool verbose, string language, CancellationToken cancellationToken)
    {
        if (options.WrongUsage is { } wrong) throw new CommandRefusedException(wrong, ExitCode.Usage);
        await using var installation = await Opening.CommandAsync(cancellationToken);
        var vault = new PersonVault(installation.Database.Application, TimeProvider.System);
        var progress = Console.IsErrorRedirected ? null : Console.Error;
        var import = await new ImportRun(installation.Writers, installation.Journal, vault, TimeProvider.System, progress).RunAsync(options, cancellationToken);
        import.WriteTo(Console.Out, verbose, language);
        if (import.Error is { } error) await Console.Error.WriteLineAsync(error);
        return import.ExitCode;
    }
}
