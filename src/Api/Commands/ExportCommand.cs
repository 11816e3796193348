using System.CommandLine;
using Buurthulp.Api.Books;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Commands;

/// <summary><c>export CODE --as journal|hledger|beancount|csv [--from D --to D] [--out FILE]</c></summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var community = new Argument<string>("community") { Description = "The code of the community." };
        var format = new Option<string>("--as") { Description = "journal, hledger, beancount or csv.", Required = true };
        format.AcceptOnlyFromAmong("journal", "hledger", "beancount", "csv");
        var from = DateOption("--from", "The first day, as 2026-01-31.");
        var to = DateOption("--to", "The last day, as 2026-01-31.");
        var file = new Option<string?>("--out") { Description = "The file to write; without it, standard output." };
        var command = new Command("export", "Write the journal or the books.") { community, format, from, to, file };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(community), Enum.Parse<BookFormat>(parsed.GetRequiredValue(format), ignoreCase: true),
            parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(file), cancellationToken));
        return command;
    }

    internal static Option<LocalDate?> DateOption(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var parsed = LocalDatePattern.Iso.Parse(result.Tokens[0].Value);
            if (parsed.Success) return parsed.Value;
            result.AddError($"{name}: '{result.Tokens[0].Value}' is not a date; write it as 2026-01-31.");
            return null;
        },
    };

    private static async Task<int> RunAsync(string code, BookFormat format, LocalDate? from, LocalDate? to, string? file, CancellationToken cancellationToken)
    {
        await using var installation = await Opening.CommandAsync(cancellationToken);
        var community = await Opening.ExistingCommunityAsync(installation.Journal, code, cancellationToken);
        if (file is null)
        {
            await using var output = Console.OpenStandardOutput();
            await WriteAsync(output);
            return ExitCode.Fine;
        }

        // Written beside it and moved into place: a broken export never stands where a whole one is looked for.
        var unfinished = $"{file}.{Environment.ProcessId}.part";
        try
        {
            await using (var output = File.Create(unfinished)) await WriteAsync(output);
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return ExitCode.Fine;

        async Task WriteAsync(Stream output)
        {
            if (await BookExport.WriteAsync(installation.Journal, community, format, from, to, output, cancellationToken) is not { } refusal) return;
            throw new CommandRefusedException($"export: {refusal.Message}.", refusal is ExportRefusal.PeriodNotBegun ? ExitCode.Refused : ExitCode.Usage);
        }
    }
}
