using System.CommandLine;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections;
using Buurthulp.Projections.Running;

namespace Buurthulp.Api.Commands;

/// <summary><c>rebuild CODE|--all [VIEW]</c></summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        // "rebuild CODE VIEW" and "rebuild --all VIEW": what stands first depends on --all, so both words are read here.
        var words = new Argument<string[]>("community-and-view") { Description = "The code of the community (not with --all), then a view; without one, all views.", Arity = new ArgumentArity(0, 2) };
        var all = new Option<bool>("--all") { Description = "All communities." };
        var command = new Command("rebuild", "Make views anew from the journal.") { words, all };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(words) ?? [], parsed.GetValue(all), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] words, bool all, CancellationToken cancellationToken)
    {
        if (words.Length != (all ? 0 : 1) && words.Length != (all ? 1 : 2)) throw new CommandRefusedException("Name a community, or --all, and at most one view.", ExitCode.Usage);
        var view = words.Length > (all ? 0 : 1) ? words[^1] : null;
        if (view is not null && Views.Find(view) is null)
        {
            throw new CommandRefusedException($"There is no view '{view}'; the views are {string.Join(", ", Views.All.Select(known => known.Name))}.", ExitCode.Usage);
        }

        await using var installation = await Opening.CommandAsync(cancellationToken);
        CommunityCode? community = all ? null : await Opening.ExistingCommunityAsync(installation.Journal, words[0], cancellationToken);
        using var loggers = Opening.Loggers();
        using var runner = new ViewRunner(installation.Database.Application, installation.Journal, loggers.CreateLogger<ViewRunner>(), TimeProvider.System);
        await runner.RebuildAsync(community, view, Console.IsErrorRedirected ? null : new Shown(), cancellationToken);
        return ExitCode.Fine;
    }

    private sealed class Shown : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => Console.Error.WriteLine(value);
    }
}
