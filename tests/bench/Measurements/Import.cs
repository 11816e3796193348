using System.Diagnostics;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Import;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Buurthulp.Bench;

/// <summary>A folder of files becomes a community: read, rehearsed and booked by the same rules as everything else.</summary>
internal static class Import
{
    private static readonly CommunityCode Community = new("molenwijk");

    public static readonly Measurement Measurement = new("import", "the import of Molenwijk's folder ×100, in entries a second", "COPY in, binary, of the resulting rows", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var folder = Path.Combine(stage.Folder, "import");
        MultipliedFolder.Write(Path.Combine(AppContext.BaseDirectory, "molenwijk"), folder, scale.ImportTimes);
        List<double> imported = [], copied = [];
        for (var round = 0; round < scale.FewRounds; round++)
        {
            await using (var database = await Database.OpenAsync(await stage.CreateAsync("import"), Installation.Schemas, CancellationToken.None))
            {
                var journal = new PostgresJournal(database.Application);
                await using var writers = new CommunityWriters(journal, new SnapshotStore(database.Application), NullLogger<CommunityWriters>.Instance);
                var started = Stopwatch.GetTimestamp();
                var result = await new ImportRun(writers, journal, new PersonVault(database.Application, TimeProvider.System), TimeProvider.System).RunAsync(new ImportOptions(folder, Community), CancellationToken.None);
                imported.Add(result.Position / Stopwatch.GetElapsedTime(started).TotalSeconds);
                if (result is not { End: ImportEnd.Booked, Refusals.Count: 0, Total: 0 }) throw new InvalidOperationException($"the import ended as {result.End} with {result.Refusals.Count} refusals: {(result.Refusals.Count > 0 ? result.Refusals[0].ToString() : "")}");
                copied.Add(result.Position / await CopyAsync(database.Application, await stage.CreateAsync("copied")));
            }

            await stage.ClearAsync();
        }

        Directory.Delete(folder, recursive: true);
        return [new Finding("import", Scale.Median(imported), Scale.Median(copied), "/s", Reach.Least(0.3))];
    }

    /// <summary>Seconds for the rows alone, from memory.</summary>
    private static async Task<double> CopyAsync(NpgsqlDataSource from, string to)
    {
        using var rows = new MemoryStream();
        await using (var source = await from.OpenConnectionAsync())
        await using (var stream = await source.BeginRawBinaryCopyAsync("COPY journal.mt_events TO STDOUT (FORMAT binary)")) await stream.CopyToAsync(rows);

        await using var owner = NpgsqlDataSource.Create(to);
        await using var target = await owner.OpenConnectionAsync();
        await using (var begin = new NpgsqlCommand($"INSERT INTO journal.mt_streams (id, version) VALUES ('community-{Community}', 0)", target)) await begin.ExecuteNonQueryAsync();
        var started = Stopwatch.GetTimestamp();
        await using (var stream = await target.BeginRawBinaryCopyAsync("COPY journal.mt_events FROM STDIN (FORMAT binary)")) await stream.WriteAsync(rows.GetBuffer().AsMemory(0, (int)rows.Length));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
