using System.CommandLine;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Api.Commands;

/// <summary><c>token CODE ROLE [--account NO] [--days N]</c></summary>
internal static class TokenCommand
{
    private static readonly string[] Roles = ["member", "coordinator", "shop", "treasurer", "auditor", "admin"];

    public static Command Create()
    {
        var community = new Argument<string>("community") { Description = "The code of the community." };
        var role = new Argument<string>("role") { Description = "member, coordinator, shop, treasurer, auditor or admin." };
        role.AcceptOnlyFromAmong(Roles);
        var account = new Option<string?>("--account") { Description = "The holder's account; a member and a shop need one." };
        var days = new Option<int>("--days") { Description = "How many days the token lives.", DefaultValueFactory = _ => 30 };
        var command = new Command("token", "Print a bearer token.") { community, role, account, days };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(community), Enum.Parse<Role>(parsed.GetRequiredValue(role), ignoreCase: true),
            parsed.GetValue(account), parsed.GetValue(days), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string code, Role role, string? account, int days, CancellationToken cancellationToken)
    {
        await using var installation = await Opening.CommandAsync(cancellationToken);
        var community = await Opening.ExistingCommunityAsync(installation.Journal, code, cancellationToken);
        AccountNumber? number = account is null ? null
            : Code.TryParse<AccountNumber>(account, out var parsed) ? parsed
            : throw new CommandRefusedException($"'{account}' is not an account number.", ExitCode.Usage);
        if (number is { } known && !await installation.Writers.LookAsync(community, (state, _) => state.Accounts.Contains(known), cancellationToken))
        {
            throw new CommandRefusedException($"There is no account '{known}' in '{community}'.");
        }

        if (number is { } holder && Offices.Includes(role) && !await installation.Writers.LookAsync(community, (state, _) => state.HoldsOffice(holder, role), cancellationToken))
        {
            throw new CommandRefusedException($"'{holder}' is not {BearerToken.RoleName(role)} in '{community}' now: have an admin give the office first, or leave --account out for a token of the installation.");
        }

        try
        {
            Console.WriteLine(new BearerTokens(TokenKeys.In(installation.Options.DataFolder), SystemClock.Instance).Issue(community, role, number, days));
            return ExitCode.Fine;
        }
        catch (ArgumentException e)
        {
            throw new CommandRefusedException(e.Message, ExitCode.Usage);
        }
    }
}
