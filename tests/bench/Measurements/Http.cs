using System.Diagnostics;
using System.Globalization;
using System.Text;
using Buurthulp.Bench.Data;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Exchanges;

namespace Buurthulp.Bench;

/// <summary>Booking over HTTP, as other programs and the pages do it.</summary>
internal static class Http
{
    private const int Connections = 32;
    private const int ConnectionsForTimes = 16;

    public static readonly Measurement Measurement = new("http", $"exchanges a second by POST with token and Idempotency-Key, {Connections} connections on loopback, views following · 99 in 100 within so many ms, {ConnectionsForTimes} connections",
        "bare durable inserts of the same rows, one at a time on each of as many connections", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        var village = new Village(scale.Copies);
        var connectionString = await stage.CreateFilledAsync("http", village, exchanges: 0);
        await using var wide = await BareAppend.OpenAsync(await stage.CreateAsync("wide", Connections), Connections);
        await using var narrow = await BareAppend.OpenAsync(await stage.CreateAsync("narrow", ConnectionsForTimes), ConnectionsForTimes);
        var booked = 0;
        List<double> rates = [], bareRates = [], times = [], bareTimes = [];
        await using (var server = await Server.StartAsync(connectionString, Directory.CreateDirectory(Path.Combine(stage.Folder, "http")).FullName))
        await using (var scene = await Scene.OpenAsync(connectionString, village, booked: 0))
        {
            var token = server.TokenOf(village.Community, Role.Coordinator);
            for (var round = scale.FirstRound; round < scale.Rounds; round++)
            {
                var (rate, bareRate, _, _) = await RoundAsync(server, scene, token, wide, Connections);
                var (_, _, within, bareWithin) = await RoundAsync(server, scene, token, narrow, ConnectionsForTimes);
                if (round < 0) continue;
                rates.Add(rate);
                bareRates.Add(bareRate);
                times.Add(within);
                bareTimes.Add(bareWithin);
            }
        }

        await using (var scene = await Scene.OpenAsync(connectionString, village, booked)) await scene.CheckAsync();
        return
        [
            new Finding($"{Connections} connections", Scale.Median(rates), Scale.Median(bareRates), "/s", Reach.Least(0.7)),
            new Finding($"99 in 100 at {ConnectionsForTimes}", Scale.Median(times), Scale.Median(bareTimes), "ms", Reach.Most(2)),
        ];

        async Task<(double Rate, double BareRate, double Within, double BareWithin)> RoundAsync(Server server, Scene scene, string token, BareAppend bare, int connections)
        {
            var exchanges = scene.Exchanges(scale.Exchanges / 4);
            booked += exchanges.Length;
            var head = await scene.HeadAsync();
            var (seconds, waited) = await SendAsync(server.Address, [.. exchanges.Select(exchange => RequestFor(village, exchange, token))], connections);
            var (bareSeconds, bareWaited) = await bare.OneByOneAsync(scene.Source, village.Community, head);
            return (exchanges.Length / seconds, exchanges.Length / bareSeconds, Scale.Part(waited, 99), Scale.Part(bareWaited, 99));
        }
    }

    private static async Task<(double Seconds, IReadOnlyList<double> Times)> SendAsync(Uri address, byte[][] requests, int connections)
    {
        var times = new double[requests.Length];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(CallAsync)));
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, times);

        async Task CallAsync()
        {
            using var connection = await BareConnection.OpenAsync(address);
            for (var i = Interlocked.Increment(ref next); i < requests.Length; i = Interlocked.Increment(ref next))
            {
                var sent = Stopwatch.GetTimestamp();
                await connection.SendAsync(requests[i]);
                times[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        }
    }

    private static byte[] RequestFor(Village village, RecordExchange exchange, string token)
    {
        var (helper, receiver) = (exchange.Helpers[0], exchange.Receivers[0]);
        var body = string.Create(CultureInfo.InvariantCulture, $$"""{"helpers":[{"account":"{{helper.Account}}","minutes":{{helper.Minutes}}}],"receivers":[{"account":"{{receiver.Account}}","minutes":{{receiver.Minutes}}}],"category":"{{exchange.Category}}","happenedOn":"{{exchange.HappenedOn:uuuu-MM-dd}}"}""");
        return Encoding.ASCII.GetBytes($"POST /api/v1/{village.Community}/exchanges HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {exchange.CommandId}\r\nContent-Type: application/json\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}");
    }
}
