using System.CommandLine;
using Buurthulp.Api.Books;
using Buurthulp.Ledger;
using Buurthulp.Projections.Indicators;
using NodaTime;

namespace Buurthulp.Api.Commands;

/// <summary><c>export CODE --as journal|hledger|beancount|csv|year [--from D --to D] [--out FILE]</c></summary>
internal static class ExportCommand
{
    private const string Year = "year";

    public static Command Create()
    {
        var community = new Argument<string>("community") { Description = "The code of the community." };
        var format = new Option<string>("--as") { Description = "journal, hledger, beancount or csv; or year, a zip with all of a period for the general meeting.", Required = true };
        format.AcceptOnlyFromAmong("journal", "hledger", "beancount", "csv", Year);
        var from = DateOption("--from", "The first day, as 2026-01-31.");
        var to = DateOption("--to", "The last day, as 2026-01-31.");
        var file = new Option<string?>("--out") { Description = "The file to write; without it, standard output." };
        var command = new Command("export", "Write the journal or the books.") { community, format, from, to, file };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(community), parsed.GetRequiredValue(format),
            parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(file), cancellationToken));
        return command;
    }

    internal static Option<LocalDate?> DateOption(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (LedgerDays.Read(result.Tokens[0].Value) is { } day) return day;
            result.AddError($"{name}: '{result.Tokens[0].Value}' is not a date; write it as 2026-01-31.");
            return null;
        },
    };

    private static async Task<int> RunAsync(string code, string form, LocalDate? from, LocalDate? to, string? file, CancellationToken cancellationToken)
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
            var refusal = form == Year ? await YearAsync(output)
                : await BookExport.WriteAsync(installation.Journal, community, Enum.Parse<BookFormat>(form, ignoreCase: true), from, to, output, cancellationToken);
            if (refusal is null) return;
            throw new CommandRefusedException($"export: {refusal.Message}.", refusal is ExportRefusal.PeriodNotBegun ? ExitCode.Refused : ExitCode.Usage);
        }

        async Task<ExportRefusal?> YearAsync(Stream output)
        {
            if (from is not { } first || to is not { } last) throw new CommandRefusedException("export: say which period with --from and --to, such as --from 2026-01-01 --to 2026-12-31.", ExitCode.Usage);
            return await new YearArchive(installation.Journal, new IndicatorQueries(installation.Journal)).WriteAsync(community, first, last, output, cancellationToken);
        }
    }
}
