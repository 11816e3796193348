using System.Globalization;
using Buurthulp.Api.Embedded;
using Buurthulp.Api.Hosting;
using Buurthulp.Marten.Host;
using Buurthulp.Marten.Journal;

// `up [--port 5080]`, on the same data folder and with the same environment as the program without Marten.
if (args is not ["up", ..] || (args.Length > 1 && args is not ["up", "--port", _]))
{
    await Console.Error.WriteLineAsync("Say: up [--port 5080]");
    return 2;
}

var port = args.Length > 1 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5080;
var options = AppOptions.FromEnvironment();
var address = options.PublicAddress?.ToString().TrimEnd('/') ?? $"http://localhost:{port}";
using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole());
await using var installation = await Installation.OpenAsync(options, PostgresRole.Server, address, loggers, CancellationToken.None);
await LedgerSchema.PrepareAsync(installation.ConnectionString, LedgerHost.WithDocuments, CancellationToken.None);
await using var app = LedgerHost.Build(new WebHostSettings($"http://127.0.0.1:{port}", options.DataFolder) { PublicAddress = new Uri(address), Smtp = options.Smtp }, installation.Database, installation.ConnectionString);
await app.StartAsync();
Console.WriteLine($"Buurthulp is running at {address}, on Marten and Wolverine");
await app.WaitForShutdownAsync();
return 0;
