using Buurthulp.Api.Hosting;
using Buurthulp.Api.Import;
using Buurthulp.Api.Tokens;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Commands;

/// <summary>The neighbourhood Molenwijk of <c>up --demo</c>: invented people, some of whom hold an office, and a way in as each of them.</summary>
internal static class Demo
{
    private const int Days = 1;

    private static readonly CommunityCode Molenwijk = new("molenwijk");

    private static readonly (Role Office, AccountNumber Holder)[] Offices =
    [
        (Role.Coordinator, new("L0009")), (Role.Treasurer, new("L0011")), (Role.Auditor, new("L0010")), (Role.Admin, new("L0001")),
    ];

    private static readonly (Role Role, string? Account)[] TokenRoles =
    [
        (Role.Member, "L0006"), (Role.Coordinator, null), (Role.Shop, "O02"), (Role.Treasurer, null), (Role.Auditor, null), (Role.Admin, null),
    ];

    /// <summary>Imports the files and gives the offices, each once. Null when all went well; else the exit code.</summary>
    public static async Task<int?> ImportAsync(Installation installation, CancellationToken cancellationToken)
    {
        Console.WriteLine("Importing the neighbourhood Molenwijk (invented people) …");
        var folder = Path.Combine(AppContext.BaseDirectory, "demo", "molenwijk");
        var vault = new PersonVault(installation.Database.Application, TimeProvider.System);
        var import = await new ImportRun(installation.Writers, installation.Journal, vault, TimeProvider.System, Console.IsErrorRedirected ? null : Console.Error)
            .RunAsync(new ImportOptions(folder, Molenwijk), cancellationToken);
        import.WriteTo(Console.Out, verbose: false);
        if (import.Error is { } error) await Console.Error.WriteLineAsync(error);
        if (import.ExitCode != ExitCode.Fine) return import.ExitCode;

        var ids = new ImportIds(Molenwijk);
        foreach (var (office, holder) in Offices)
        {
            await SignInCommand.GiveAsync(installation, Molenwijk, holder, office, ids.Of("office", $"{holder}/{office}"), Actor.Import, cancellationToken);
        }

        return null;
    }

    /// <summary>Prints the ways in: links for people, tokens for programs.</summary>
    public static async Task PrintAsync(Installation installation, Uri address, CancellationToken cancellationToken)
    {
        Console.WriteLine($"  Links to sign in as each role; each works once, within {Days} day:");
        foreach (var (role, account) in Offices.Prepend((Role.Member, new AccountNumber("L0006"))))
        {
            var link = await SignInCommand.LinkAsync(installation, Molenwijk, account, address, Days * 24 * 60, cancellationToken);
            Console.WriteLine($"    {BearerToken.RoleName(role),-12} {account} {link}");
        }

        var tokens = new BearerTokens(TokenKeys.In(installation.Options.DataFolder), NodaTime.SystemClock.Instance);
        Console.WriteLine($"  Tokens for {Days} day, to try the API as each role:");
        foreach (var (role, account) in TokenRoles)
        {
            AccountNumber? number = account is null ? null : new AccountNumber(account);
            Console.WriteLine($"    {BearerToken.RoleName(role),-12} {tokens.Issue(Molenwijk, role, number, Days)}");
        }

        Console.WriteLine($"  Example: curl -H \"Authorization: Bearer <treasurer's token>\" {address.AbsoluteUri.TrimEnd('/')}/api/v1/{Molenwijk}/trial-balance");
    }
}
