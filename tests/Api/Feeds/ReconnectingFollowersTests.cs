using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Feeds;

/// <summary>Twenty clients that lose their connection again and again, on two processes, while two thousand exchanges are booked.</summary>
public sealed class ReconnectingFollowersTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const int Exchanges = 2_000;
    private const int Followers = 20;

    [Fact]
    public async Task Nothing_is_missed_and_nothing_told_twice()
    {
        var community = await server.FoundAsync();
        await using var another = await server.StartAnotherAsync();
        var addresses = new[] { server.Address, ApiServer.AddressOf(another) };
        var start = await community.HeadAsync();
        var last = start + Exchanges;

        // Every fourth of them is a member who is in none of it but the last.
        var following = Enumerable.Range(0, Followers).Select(number => FollowAsync(community, addresses, number, last)).ToArray();
        for (var booked = 0; booked < Exchanges - 1; booked += 50) await community.HelpOftenAsync(Math.Min(50, Exchanges - 1 - booked));
        (await community.PostAsync("exchanges", Help(Anna, Chaima, 5), community.Token(Role.Coordinator))).Status.ShouldBe(201);

        var expected = Enumerable.Range(1, (int)last).Select(position => (long)position).ToArray();
        foreach (var (number, told) in (await Task.WhenAll(following)).Index())
        {
            if (number % 4 != 3) told.ShouldBe(expected, $"follower {number}");
            else told.Where(position => position > start).ShouldBe([last], $"follower {number}");
        }
    }

    private static async Task<IReadOnlyList<long>> FollowAsync(Neighbourhood community, Uri[] addresses, int number, long last)
    {
        var chance = new Random(number);
        var token = number % 4 == 3 ? community.Token(Role.Member, Chaima) : community.Token(Role.Coordinator);
        List<long> told = [];
        var lastId = "0";
        while (told.Count == 0 || told[^1] < last)
        {
            await using var events = await FollowedEvents.FromAsync(addresses[chance.Next(addresses.Length)], community, token, lastId);
            for (var patience = chance.Next(1, 250); patience > 0 && (told.Count == 0 || told[^1] < last); patience--)
            {
                var next = (await events.NextAsync()).ShouldNotBeNull();
                told.Add(next.Position);
                lastId = next.Id;
            }
        }

        return told;
    }
}
