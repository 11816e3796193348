using System.CommandLine;
using Buurthulp.Api.Embedded;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Mail;

namespace Buurthulp.Api.Commands;

/// <summary><c>up [--port 5080] [--demo]</c></summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port on this machine.", DefaultValueFactory = _ => 5080 };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535) result.AddError("--port: use a number from 1 to 65535.");
        });
        var demo = new Option<bool>("--demo") { Description = "Also import the Molenwijk neighbourhood, once, and print a link to sign in and a token for each role." };
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
        if (demo && await Demo.ImportAsync(installation, cancellationToken) is { } refused) return refused;

        await using var app = WebHost.Build(new WebHostSettings(listen, options.DataFolder) { PublicAddress = new Uri(address), Smtp = options.Smtp }, installation.Database);
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"Buurthulp is running at {address}");
        Console.WriteLine($"  API description  {address}/openapi/v1.json");
        Console.WriteLine($"  Data             {options.DataFolder}");
        Console.WriteLine($"  Mail             {(options.Smtp is { } smtp ? MailServer.Of(smtp) : MailDelivery.Folder(options.DataFolder))}");
        if (demo) await Demo.PrintAsync(installation, new Uri(address), cancellationToken);
        Console.WriteLine("Press Ctrl+C to stop.");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Fine;
    }
}
