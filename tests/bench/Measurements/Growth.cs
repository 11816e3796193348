using Buurthulp.Bench.Data;
using Npgsql;

namespace Buurthulp.Bench;

/// <summary>Whether booking becomes slower, or costs more on disk, as the journal grows.</summary>
internal static class Growth
{
    private const int FewTimesLess = 100;

    /// <summary>A round is short, so that the small one stays small: the median of more of them.</summary>
    private const int MoreRounds = 4;

    public static readonly Measurement Measurement = new("growth", "append on 1,000,000 exchanges, in exchanges a second · bytes of write-ahead log for each", "the same on 10,000", RunAsync);

    private static async Task<IReadOnlyList<Finding>> RunAsync(Stage stage, Scale scale)
    {
        await using var large = await OpenAsync("large", scale.Large);
        await using var small = await OpenAsync("small", scale.Large / FewTimesLess);
        List<double> onLarge = [], onSmall = [], bytesOnLarge = [], bytesOnSmall = [];
        for (var round = MoreRounds * scale.FirstRound; round < MoreRounds * scale.Rounds; round++)
        {
            var fewer = Math.Max(100, scale.Large / FewTimesLess / MoreRounds);
            var (smallRate, smallBytes) = await SendAsync(small, fewer);
            var (largeRate, largeBytes) = await SendAsync(large, fewer);
            if (round < 0) continue;
            onLarge.Add(largeRate);
            onSmall.Add(smallRate);
            bytesOnLarge.Add(largeBytes);
            bytesOnSmall.Add(smallBytes);
        }

        await large.CheckAsync();
        await small.CheckAsync();
        return
        [
            new Finding("append", Scale.Median(onLarge), Scale.Median(onSmall), "/s", Reach.Least(0.95)),
            new Finding("write-ahead log", Scale.Median(bytesOnLarge), Scale.Median(bytesOnSmall), " bytes", Reach.Most(1.1)),
        ];

        async Task<Scene> OpenAsync(string name, int exchanges)
        {
            var village = Village.For(exchanges);
            return await Scene.OpenAsync(await stage.CreateFilledAsync(name, village, exchanges), village, exchanges);
        }
    }

    private static async Task<(double Rate, double Bytes)> SendAsync(Scene scene, int count)
    {
        var exchanges = scene.Exchanges(count);
        var before = await WrittenAsync(scene.Source);
        var rate = await scene.SendAsync(Append.Callers, exchanges);
        return (rate, (await WrittenAsync(scene.Source) - before) / count);
    }

    private static async Task<double> WrittenAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::double precision");
        return (double)(await command.ExecuteScalarAsync())!;
    }
}
