using System.CommandLine;
using Buurthulp.Api.Embedded;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Import;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Tokens;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Commands;

/// <summary><c>up [--port 5080] [--demo]</c></summary>
internal static class UpCommand
{
    private const int DemoTokenDays = 1;

    private static readonly CommunityCode Demo = new("molenwijk");

    private static readonly (Role Role, string? Account)[] DemoRoles =
    [
        (Role.Member, "L0006"), (Role.Coordinator, null), (Role.Shop, "O02"), (Role.Treasurer, null), (Role.Auditor, null), (Role.Admin, null),
    ];

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port on this machine.", DefaultValueFactory = _ => 5080 };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535) result.AddError("--port: use a number from 1 to 65535.");
        });
        var demo = new Option<bool>("--demo") { Description = "Also import the Molenwijk neighbourhood, once, and print a token for each role." };
        var command = new Command("up", "Start the server.") { port, demo };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(port), parsed.GetValue(demo), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int port, bool demo, CancellationToken cancellationToken)
    {
        var options = AppOptions.FromEnvironment();
        var listen = $"http://127.0.0.1:{port}";
        var address = options.PublicAddress?.ToString().TrimEnd('/') ?? $"http://localhost:{port}";
        using var loggers = Opening.Loggers();
        await using var installation = await Installation.OpenAsync(options, PostgresRole.Server, address, loggers, cancellationToken);
        if (demo && await ImportDemoAsync(installation, cancellationToken) is { } refused) return refused;

        await using var app = WebHost.Build(new WebHostSettings(listen, options.DataFolder) { PublicAddress = new Uri(address), Smtp = options.Smtp }, installation.Database);
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"Buurthulp is running at {address}");
        Console.WriteLine($"  API description  {address}/openapi/v1.json");
        Console.WriteLine($"  Data             {options.DataFolder}");
        Console.WriteLine($"  Mail             {(options.Smtp is { } smtp ? MailServer.Of(smtp) : MailDelivery.Folder(options.DataFolder))}");
        if (demo) PrintTokens(options, address);
        Console.WriteLine("Press Ctrl+C to stop.");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Fine;
    }

    /// <summary>Null when all went well.</summary>
    private static async Task<int?> ImportDemoAsync(Installation installation, CancellationToken cancellationToken)
    {
        Console.WriteLine("Importing the neighbourhood Molenwijk (invented people) …");
        var folder = Path.Combine(AppContext.BaseDirectory, "demo", "molenwijk");
        var vault = new PersonVault(installation.Database.Application, TimeProvider.System);
        var import = await new ImportRun(installation.Writers, installation.Journal, vault, TimeProvider.System, Console.IsErrorRedirected ? null : Console.Error)
            .RunAsync(new ImportOptions(folder, Demo), cancellationToken);
        import.WriteTo(Console.Out, verbose: false);
        if (import.Error is { } error) await Console.Error.WriteLineAsync(error);
        return import.ExitCode == ExitCode.Fine ? null : import.ExitCode;
    }

    private static void PrintTokens(AppOptions options, string address)
    {
        var tokens = new BearerTokens(TokenKeys.In(options.DataFolder), SystemClock.Instance);
        Console.WriteLine($"  Tokens for {DemoTokenDays} day, to try the API as each role:");
        foreach (var (role, account) in DemoRoles)
        {
            AccountNumber? number = account is null ? null : new AccountNumber(account);
            Console.WriteLine($"    {BearerToken.RoleName(role),-12} {tokens.Issue(Demo, role, number, DemoTokenDays)}");
        }

        Console.WriteLine($"  Example: curl -H \"Authorization: Bearer <treasurer's token>\" {address}/api/v1/{Demo}/trial-balance");
    }
}
