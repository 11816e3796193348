using Buurthulp.Bench.Data;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;

namespace Buurthulp.Bench;

/// <summary>Everybody helps the same one: where balances are locked in the database, this is where everybody waits.</summary>
internal static class AppendHot
{
    public static readonly Measurement Measurement = new("append-hot", "append, every exchange touching one account, in exchanges a second", "append", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = new Village(scale.Copies);
        var hot = village.Accounts[0];
        await using var scene = await Scene.OpenAsync(await stage.CreateFilledAsync("hot", village, exchanges: 0), village, booked: 0);
        List<double> measured = [], baseline = [];
        for (var round = scale.FirstRound; round < scale.Rounds; round++)
        {
            var compared = await scene.SendAsync(Append.Callers, scene.Exchanges(scale.Exchanges));
            var rate = await scene.SendAsync(Append.Callers, [.. scene.Exchanges(scale.Exchanges).Select(exchange => HelpTo(exchange, hot))]);
            if (round < 0) continue;
            measured.Add(rate);
            baseline.Add(compared);
        }

        await scene.CheckAsync();
        return [new Finding("append-hot", Scale.Median(measured), Scale.Median(baseline), "/s", Reach.Least(0.9))];
    }

    private static LedgerCommand HelpTo(RecordExchange exchange, AccountNumber hot) =>
        exchange.Helpers[0].Account == hot ? exchange : exchange with { Receivers = [new Share(hot, exchange.Receivers[0].Minutes)] };
}
