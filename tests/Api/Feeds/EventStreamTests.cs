using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Buurthulp.Api.Hosting;
using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Feeds;

public sealed class EventStreamTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData(Role.Treasurer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Admin)]
    public async Task The_desk_is_told_every_entry_as_the_journal_has_it(Role role)
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));
        var journal = (await community.GetAsync("journal", community.Token(Role.Auditor))).Text.TrimEnd('\n').Split('\n');

        await using var events = await FollowedEvents.FromAsync(server.Address, community, community.Token(role), query: "?after=0");
        var told = await events.NextAsync(journal.Length);

        told.Select(one => one.Data).ShouldBe(journal);
        told.Select(one => one.Position).ShouldBe(Enumerable.Range(1, journal.Length).Select(position => (long)position));
        told[^1].Type.ShouldBe("exchange_booked");
    }

    [Fact]
    public async Task A_stream_tells_what_comes_from_now_on_and_goes_on_after_the_last_id()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);
        string lastId;
        await using (var first = await FollowedEvents.FromAsync(server.Address, community, desk))
        {
            await community.PostAsync("exchanges", Help(Anna, Bram, 60), desk);
            lastId = (await first.NextAsync())!.Id;
            lastId.ShouldBe($"{await community.HeadAsync()}");
        }

        await community.PostAsync("exchanges", Help(Anna, Bram, 61), desk);
        await community.PostAsync("exchanges", Help(Anna, Bram, 62), desk);
        // What a browser sends counts for more than what still stands in the address.
        await using var second = await FollowedEvents.FromAsync(server.Address, community, desk, lastId, "?after=0");

        (await second.NextAsync(2)).Select(one => one.Json.GetProperty("postings")[0].GetProperty("amount").GetInt64()).ShouldBe([61, 62]);
    }

    [Fact]
    public async Task What_another_process_recorded_is_told_too()
    {
        var community = await server.FoundAsync();
        await using var another = await server.StartAnotherAsync();
        await using var events = await FollowedEvents.FromAsync(ApiServer.AddressOf(another), community, community.Token(Role.Coordinator));

        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));

        (await events.NextAsync())!.Type.ShouldBe("exchange_booked");
    }

    [Fact]
    public async Task A_member_is_told_of_what_they_are_in_and_of_that_their_own_part_only()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);
        await using var events = await FollowedEvents.FromAsync(server.Address, community, community.Token(Role.Member, Anna));

        await community.PostAsync("exchanges", Help(Bram, Chaima, 75), desk);
        await community.PostAsync("exchanges", """
            {"helpers":[{"account":"L0001","minutes":40},{"account":"L0002","minutes":50}],"receivers":[{"account":"L0003","minutes":90}],"category":"boodschappen","happenedOn":"2026-11-19"}
            """, desk);
        var mine = (await events.NextAsync())!;

        mine.Data.ShouldNotContain(Bram);
        mine.Data.ShouldNotContain(Chaima);
        JsonNode.DeepEquals(JsonNode.Parse(mine.Json.GetProperty("data").GetRawText()), JsonNode.Parse($$"""
            {"exchange":"{{mine.Json.GetProperty("id").GetString()}}","helpers":[{"account":"L0001","minutes":40}],"category":"boodschappen","happenedOn":"2026-11-19","channel":"web","recordedBy":"coordinator"}
            """)).ShouldBeTrue(mine.Data);
        mine.Json.GetProperty("postings").GetRawText().ShouldBe("""[{"account":"L0001","amount":40}]""");
        mine.Json.TryGetProperty("actor", out _).ShouldBeFalse();
        mine.Json.TryGetProperty("leaf", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Both_sides_are_told_of_an_answer_that_names_neither_and_nobody_of_who_gave_it()
    {
        var community = await server.FoundAsync();
        await using var anna = await FollowedEvents.FromAsync(server.Address, community, community.Token(Role.Member, Anna));
        await using var bram = await FollowedEvents.FromAsync(server.Address, community, community.Token(Role.Member, Bram));
        await using var chaima = await FollowedEvents.FromAsync(server.Address, community, community.Token(Role.Member, Chaima));

        var exchange = (await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Member, Anna))).Json.GetProperty("exchangeId").GetString();
        await community.PostAsync($"exchanges/{exchange}/decline", body: null, community.Token(Role.Member, Bram));
        await community.PostAsync("exchanges", Help(Anna, Chaima, 15), community.Token(Role.Coordinator));

        foreach (var told in new[] { await anna.NextAsync(2), await bram.NextAsync(2) })
        {
            told.Select(one => one.Type).ShouldBe(["exchange_proposed", "exchange_declined"]);
            told[1].Json.GetProperty("data").EnumerateObject().Select(member => member.Name).ShouldBe(["declinedOn", "exchange"]);
        }

        (await chaima.NextAsync())!.Type.ShouldBe("exchange_booked");
    }

    [Fact]
    public async Task To_the_one_who_asked_a_stopped_request_looks_withdrawn()
    {
        var community = await server.FoundAsync();
        var (desk, anna) = (community.Token(Role.Coordinator), community.Token(Role.Member, Anna));
        await using var events = await FollowedEvents.FromAsync(server.Address, community, anna);

        var request = (await community.PostAsync("requests", "{\"category\":\"boodschappen\"}", anna)).Json.GetProperty("requestId").GetString();
        await community.PostAsync($"requests/{request}/stop", "{\"reason\":\"niet pluis\"}", desk);

        var told = await events.NextAsync(2);
        told.Select(one => one.Type).ShouldBe(["request_posted", "request_withdrawn"]);
        told[1].Data.ShouldNotContain("stop");
    }

    [Fact]
    public async Task A_stream_ends_when_its_token_does()
    {
        var community = await server.FoundAsync();
        var clock = (StoppedClock)server.Services.GetRequiredService<IClock>();
        var desk = community.Token(Role.Coordinator);
        await using var events = await FollowedEvents.FromAsync(server.Address, community, desk);
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), desk);
        (await events.NextAsync()).ShouldNotBeNull();

        clock.Now = ApiServer.Noon + Duration.FromDays(1);
        try
        {
            await community.HelpOftenAsync(1);
            await community.PostAsync("exchanges", Help(Anna, Bram, 61), community.Token(Role.Coordinator));
            (await events.NextAsync()).ShouldBeNull();
        }
        finally
        {
            clock.Now = ApiServer.Noon;
        }
    }

    [Fact]
    public async Task A_server_stops_at_once_however_many_listen()
    {
        var community = await server.FoundAsync();
        var another = await server.StartAnotherAsync();
        var streams = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => FollowedEvents.FromAsync(ApiServer.AddressOf(another), community, community.Token(Role.Coordinator))));

        await another.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        foreach (var stream in streams)
        {
            (await stream.NextAsync()).ShouldBeNull();
            await stream.DisposeAsync();
        }

        await another.DisposeAsync();
    }

    [Fact]
    public async Task A_silent_stream_gives_signs_of_life_that_move_its_reader_on()
    {
        var community = await server.FoundAsync();
        await using var another = await server.StartAnotherAsync(new WebHostSettings("http://127.0.0.1:0", server.Folder, HeartbeatSeconds: 1));
        using var client = new HttpClient { BaseAddress = ApiServer.AddressOf(another) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", community.Token(Role.Member, Chaima));
        using var lines = new StreamReader(await client.GetStreamAsync(new Uri($"api/v1/{community.Code}/events", UriKind.Relative)));
        (await lines.ReadLineAsync()).ShouldBe("retry: 2000");
        (await lines.ReadLineAsync()).ShouldBe($"id: {await community.HeadAsync()}");

        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));
        var head = await community.HeadAsync();

        var seen = new List<string?>();
        while (seen.LastOrDefault() != $"id: {head}") seen.Add(await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        seen.ShouldContain(": nothing new");
        seen.ShouldNotContain(line => line!.StartsWith("data", StringComparison.Ordinal));
    }

    /// <summary>More than any buffer between the two holds is waiting for somebody who never reads.</summary>
    [Fact]
    public async Task Who_does_not_read_is_sent_away_while_others_are_told_everything()
    {
        var community = await server.FoundAsync();
        var desk = community.Token(Role.Coordinator);
        for (var times = 0; times < 16; times++) await community.HelpOftenAsync(500);
        await using var another = await server.StartAnotherAsync(new WebHostSettings("http://127.0.0.1:0", server.Folder, HeartbeatSeconds: 2));
        var address = ApiServer.AddressOf(another);
        using var asleep = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2_048 };
        await asleep.ConnectAsync(address.Host, address.Port);
        await asleep.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/{community.Code}/events?after=0 HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {desk}\r\n\r\n"));
        await UntilOpenAsync(1);

        await using var awake = await FollowedEvents.FromAsync(address, community, desk, query: "?after=0");
        (await awake.NextAsync(8_000)).Count.ShouldBe(8_000);
        await UntilOpenAsync(1);

        // The one who reads is the one who is left.
        await community.PostAsync("exchanges", Help(Anna, Bram, 61), desk);
        var last = await community.HeadAsync();
        while ((await awake.NextAsync())!.Position != last) { }

        async Task UntilOpenAsync(int streams)
        {
            using var anybody = new HttpClient { BaseAddress = address };
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            for (var patience = 60 * 20; !(await anybody.GetStringAsync(new Uri("metrics", UriKind.Relative))).Contains($"\nbuurthulp_streams_open {streams}\n", StringComparison.Ordinal); patience--)
            {
                patience.ShouldBePositive($"there were never {streams} open");
                await timer.WaitForNextTickAsync();
            }
        }
    }

    [Theory]
    [InlineData("?after=x", "after")]
    [InlineData("?after=-1", "after")]
    [InlineData("?after=100000", "after")]
    public async Task A_position_that_is_none_is_refused(string query, string field)
    {
        var community = await server.FoundAsync();
        (await community.GetAsync($"events{query}", community.Token(Role.Coordinator))).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task A_stream_needs_a_token_of_the_community()
    {
        var (community, elsewhere) = (await server.FoundAsync(), await server.FoundAsync());
        (await community.GetAsync("events", token: null)).ShouldBeProblem(401, "unauthenticated");
        (await community.GetAsync("events", elsewhere.Token(Role.Auditor))).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_token_holds_twenty_streams_open_and_no_more()
    {
        var community = await server.FoundAsync();
        var token = community.Token(Role.Coordinator);
        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FollowedEvents.FromAsync(server.Address, community, token)));

        (await community.GetAsync("events", token)).ShouldBeProblem(429, "too-many-requests");

        foreach (var stream in streams) await stream.DisposeAsync();
    }
}
