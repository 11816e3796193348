using Buurthulp.Api.Hosting;
using Buurthulp.Api.Mail;
using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Buurthulp.Tests.Api.Mail;

/// <summary>An outbox of its own at noon, and senders for it.</summary>
public sealed class MailScene : IAsyncLifetime
{
    private readonly TestDatabase test = new();
    private Database database = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("buurthulp-mail-").FullName;

    public NpgsqlDataSource Source => database.Application;

    public async Task InitializeAsync()
    {
        await test.InitializeAsync();
        database = await Database.OpenAsync(test.ConnectionString, Installation.Schemas, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        await test.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    internal Outbox Outbox(StoppedClock clock) => new(Source, clock);

    /// <summary>A sender as a process has it. Without a server it writes to the folder.</summary>
    internal MailSender Sender(StoppedClock clock, Uri? smtp = null) =>
        new(Outbox(clock), new MailDelivery(smtp is null ? null : MailServer.Of(smtp), Folder, "hulp.example.org"), TimeProvider.System, NullLogger<MailSender>.Instance);

    /// <summary>One value; no other test may have mail waiting meanwhile, so each empties the outbox first.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task EmptyAsync()
    {
        await using var command = Source.CreateCommand("TRUNCATE mail.outbox");
        await command.ExecuteNonQueryAsync();
        foreach (var file in Directory.Exists(MailDelivery.Folder(Folder)) ? Directory.GetFiles(MailDelivery.Folder(Folder)) : []) File.Delete(file);
    }

    internal string[] Files() => Directory.Exists(MailDelivery.Folder(Folder)) ? Directory.GetFileSystemEntries(MailDelivery.Folder(Folder)) : [];

    internal static OutgoingMail Mail(string key = "digest/molenwijk/L0001/2026-W47", string recipient = "anna@voorbeeld.test") => new(key, "digest", recipient, new Letter("nl", "Wat er wacht — één vraag", [
        new LetterPart.Paragraph("Dag Anna <script>alert(1)</script>,"),
        new LetterPart.Heading("Wat er wacht"),
        new LetterPart.List(["Bram vraagt hulp in de tuin", ". een punt vooraan"]),
        new LetterPart.Action("Bekijk de vraag", new Uri("https://hulp.example.org/vragen/1?a=b&c=d")),
    ]));
}
