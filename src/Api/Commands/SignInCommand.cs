using System.CommandLine;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Links;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using NodaTime;

namespace Buurthulp.Api.Commands;

/// <summary>
/// <c>sign-in CODE ACCOUNT [--office OFFICE] [--minutes N]</c>: a link that signs a member in once and counts as both factors. The first admin of an installation gets in by it, and whoever
/// lost their telephone. Sound, because whoever can run it has the data folder and the database, and with those has everything.
/// </summary>
internal static class SignInCommand
{
    private const int MostMinutes = 24 * 60;

    private static readonly Actor CommandLineActor = new("command-line", Role.System);

    public static Command Create()
    {
        var community = new Argument<string>("community") { Description = "The code of the community." };
        var account = new Argument<string>("account") { Description = "The member's number." };
        var office = new Option<string?>("--office") { Description = "Gives the member this office first: coordinator, treasurer, auditor or admin." };
        office.AcceptOnlyFromAmong("coordinator", "treasurer", "auditor", "admin");
        var minutes = new Option<int>("--minutes") { Description = "How long the link can be used.", DefaultValueFactory = _ => 60 };
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostMinutes) result.AddError($"--minutes: use a number from 1 to {MostMinutes}.");
        });
        var command = new Command("sign-in", "Print a link that signs a member in once, with both factors.") { community, account, office, minutes };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(community), parsed.GetRequiredValue(account), parsed.GetValue(office), parsed.GetValue(minutes), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string code, string account, string? office, int minutes, CancellationToken cancellationToken)
    {
        await using var installation = await Opening.CommandAsync(cancellationToken);
        var community = await Opening.ExistingCommunityAsync(installation.Journal, code, cancellationToken);
        if (!Code.TryParse<AccountNumber>(account, out var number)) throw new CommandRefusedException($"'{account}' is not an account number.", ExitCode.Usage);
        if (office is not null) await GiveAsync(installation, community, number, Enum.Parse<Role>(office, ignoreCase: true), Guid.CreateVersion7(), CommandLineActor, cancellationToken);
        if (!await installation.Writers.LookAsync(community, (state, _) => state.Members.Contains(number) && state.Accounts[number].ClosedOn is null, cancellationToken))
        {
            throw new CommandRefusedException($"There is no member '{number}' in '{community}', or they have left.");
        }

        Console.WriteLine(await LinkAsync(installation, community, number, installation.Options.PublicAddress ?? new Uri("http://localhost:5080"), minutes, cancellationToken));
        return ExitCode.Fine;
    }

    /// <summary>A link that counts as both factors.</summary>
    internal static Task<Uri> LinkAsync(Installation installation, CommunityCode community, AccountNumber account, Uri publicAddress, int minutes, CancellationToken cancellationToken)
    {
        var (source, clock) = (installation.Database.Application, NodaTime.SystemClock.Instance);
        var settings = new WebHostSettings(publicAddress.AbsoluteUri, installation.Options.DataFolder) { PublicAddress = publicAddress };
        return new SignInLinks(source, clock, new SessionStore(source, clock), settings).MakeAsync(community, account, fromCommandLine: true, Duration.FromMinutes(minutes), cancellationToken);
    }

    /// <summary>Gives an office by an ordinary command; who holds it already keeps it. The views show it before this returns.</summary>
    internal static async Task GiveAsync(Installation installation, CommunityCode community, AccountNumber account, Role office, Guid commandId, Actor actor, CancellationToken cancellationToken)
    {
        var outcome = await installation.Writers.ExecuteAsync(community, new GiveRole(commandId, actor, NodaTime.SystemClock.Instance.GetCurrentInstant(), account, office), cancellationToken);
        switch (outcome)
        {
            case CommandOutcome.Recorded or CommandOutcome.Refused { Refusal: Refusal.NothingToDo }: break;
            case CommandOutcome.Refused refused: throw new CommandRefusedException($"{account} can't be given an office: {refused.Refusal.Code}.");
            default: throw new CommandRefusedException("The database is away or too busy; try again.", ExitCode.System);
        }

        using var loggers = Opening.Loggers();
        using var views = new ViewRunner(installation.Database.Application, installation.Journal, loggers.CreateLogger<ViewRunner>(), TimeProvider.System);
        await views.CatchUpAsync(community, cancellationToken);
    }
}
