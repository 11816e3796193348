using Buurthulp.Bench.Data;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buurthulp.Bench;

/// <summary>As many callers as for one community, spread over many that share a database and a few connections.</summary>
internal static class Many
{
    private const int MostConnections = 16;

    public static readonly Measurement Measurement = new("many", $"exchanges a second, {Append.Callers} waiting callers over {Scale.Full.Communities} communities, {MostConnections} connections", "append", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var one = new Village(scale.Copies);
        await using var alone = await Scene.OpenAsync(await stage.CreateFilledAsync("alone", one, exchanges: 0, mostConnections: MostConnections), one, booked: 0);

        Village[] villages = [.. Enumerable.Range(1, scale.Communities).Select(number => new Village(copies: 1, number))];
        await using var database = await Database.OpenAsync(await stage.CreateAsync("many", MostConnections), Buurthulp.Api.Hosting.Installation.Schemas, CancellationToken.None);
        var journal = new PostgresJournal(database.Application);
        await using var writers = new CommunityWriters(journal, snapshots: null, NullLogger<CommunityWriters>.Instance);
        var beginnings = villages.Select(village => village.Beginnings().ToArray()).ToArray();
        foreach (var turn in Enumerable.Range(0, 2)) await SendAsync(villages.Select((village, i) => (village.Community, beginnings[i][turn])));
        await SendAsync(Enumerable.Range(2, beginnings[0].Length - 2).SelectMany(turn => villages.Select((village, i) => (village.Community, beginnings[i][turn]))));

        List<double> measured = [], baseline = [];
        var booked = 0;
        for (var round = scale.FirstRound; round < scale.Rounds; round++)
        {
            var compared = await alone.SendAsync(Append.Callers, alone.Exchanges(scale.Exchanges));
            var each = scale.Exchanges / villages.Length;
            var rate = await SendAsync(Enumerable.Range(booked, each).SelectMany(number => villages.Select(village => (village.Community, (LedgerCommand)village.Exchange(number)))));
            booked += each;
            if (round < 0) continue;
            measured.Add(rate);
            baseline.Add(compared);
        }

        await alone.CheckAsync();
        foreach (var (i, village) in villages.Index()) await Holds.CheckAsync(journal, writers, village.Community, beginnings[i].Length + booked);
        return [new Finding("many", Scale.Median(measured), Scale.Median(baseline), "/s", Reach.Least(0.8))];

        Task<double> SendAsync(IEnumerable<(CommunityCode, LedgerCommand)> commands) => Crowd.SendAsync(writers, Append.Callers, [.. commands]);
    }
}
