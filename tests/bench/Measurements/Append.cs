using Buurthulp.Bench.Data;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buurthulp.Bench;

/// <summary>Durable exchanges a second through the writer of one community, with everything on.</summary>
internal static class Append
{
    private const int Callers = 256;

    public static readonly Measurement Measurement = new("append", $"exchanges a second through the writer, one community, {Callers} waiting callers",
        "the same rows in batches of 1,000 on one connection into the same tables", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = new Village(copies: 10);
        var community = new CommunityCode("molenwijk");
        await using var database = await stage.DatabaseAsync("append");
        await using var bare = await BareAppend.OpenAsync(await stage.CreateAsync("bare", mostConnections: 1));
        var journal = new PostgresJournal(database.Application);
        await using var writers = new CommunityWriters(journal, snapshots: null, NullLogger<CommunityWriters>.Instance);
        var acknowledged = 0;
        foreach (var command in village.Beginnings())
        {
            await writers.ExecuteAsync(community, command, CancellationToken.None);
            acknowledged++;
        }

        List<double> measured = [], baseline = [];
        for (var round = -1; round < scale.Rounds; round++)
        {
            var head = await journal.HeadAsync(community, CancellationToken.None);
            var commands = Enumerable.Range(scale.Exchanges * (round + 1), scale.Exchanges).Select(number => (community, (LedgerCommand)village.Exchange(number))).ToArray();
            var rate = await Crowd.SendAsync(writers, Callers, commands);
            acknowledged += commands.Length;
            var compared = await bare.WriteAsync(database.Application, community, head);
            if (round < 0) continue; // The first round warms up.
            measured.Add(rate);
            baseline.Add(compared);
        }

        await Holds.CheckAsync(journal, writers, community, acknowledged);
        return [new Finding("append", Scale.Median(measured), Scale.Median(baseline), "/s", Reach.Least(0.5))];
    }
}
