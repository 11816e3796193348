using System.Net.Sockets;
using System.Text;
using Buurthulp.Api.Webhooks;
using Buurthulp.Tests.Ledger.Writing;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;

namespace Buurthulp.Tests.Api.Webhooks;

/// <summary>Entries on their way to a partner's system, by a clock that stands still.</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private WebhookScene scene = null!;

    public async Task InitializeAsync() => scene = await WebhookScene.StartAsync();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task Entries_are_sent_in_order_and_signed()
    {
        var webhook = await scene.AddAsync();
        var booked = await scene.BookAsync(3);

        (await RunAsync(scene.Process())).ShouldBe(3);

        scene.Receiver.Positions.ShouldBe(booked);
        var first = scene.Receiver.Received[0];
        var entry = await FirstAsync(booked[0]);
        first.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        first.Headers["Buurthulp-Id"].ShouldBe($"{entry.Id}");
        first.Headers["Buurthulp-Type"].ShouldBe("exchange_booked");
        first.Headers["Buurthulp-Webhook"].ShouldBe($"{webhook}");
        first.Headers["Buurthulp-Signature"].ShouldBe(WebhookSecrets.Sign(WebhookScene.Secret, scene.Clock.Now, first.Body));
        Encoding.UTF8.GetString(first.Body).ShouldStartWith($"{{\"community\":\"{scene.Community}\",\"position\":{booked[0]},");
        (await scene.StateAsync(webhook)).ShouldBe(new WebhookState(booked[^1], 0, 200, null, scene.Clock.Now, scene.Clock.Now, null));
    }

    /// <summary>The value is worked out by hand: printf 1700000000.{} | openssl dgst -sha256 -hmac whs_test.</summary>
    [Fact]
    public void The_signature_is_the_documented_one() =>
        WebhookSecrets.Sign("whs_test", Instant.FromUnixTimeSeconds(1_700_000_000), "{}"u8).ShouldBe("t=1700000000,v1=048174e9aecf1432be2ee152542bca032a1c03acbf12d737f11cb17705604333");

    [Fact]
    public async Task What_is_not_taken_is_tried_again_later_and_later_and_nothing_overtakes_it()
    {
        var webhook = await scene.AddAsync();
        var booked = await scene.BookAsync(2);
        var process = scene.Process();
        scene.Receiver.Answers = _ => 503;

        List<long> pauses = [];
        for (var attempt = 0; attempt < 14; attempt++)
        {
            await RunAsync(process);
            var state = await scene.StateAsync(webhook);
            (state.Position, state.Failures, state.LastStatus).ShouldBe((booked[0] - 1, attempt + 1, 503));
            pauses.Add((long)(state.NextAttemptAt - scene.Clock.Now).TotalSeconds);

            // A moment too early nothing happens.
            scene.Clock.Now = state.NextAttemptAt - Duration.FromMilliseconds(1);
            (await RunAsync(process)).ShouldBe(0);
            scene.Clock.Now = state.NextAttemptAt;
        }

        pauses.ShouldBe([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]);
        scene.Receiver.Positions.Distinct().ShouldBe([booked[0]]);
        scene.Receiver.Received.Count.ShouldBe(14);

        scene.Receiver.Answers = _ => 204;
        (await RunAsync(process)).ShouldBe(2);
        scene.Receiver.Positions.TakeLast(2).ShouldBe(booked);
        (await scene.StateAsync(webhook)).Failures.ShouldBe(0);
    }

    [Fact]
    public async Task A_process_that_starts_anew_goes_on_where_the_last_one_was()
    {
        await scene.AddAsync();
        var booked = await scene.BookAsync(5);
        var taken = 0;
        scene.Receiver.Answers = _ => Interlocked.Increment(ref taken) <= 2 ? 200 : 500;
        (await RunAsync(scene.Process())).ShouldBe(2);

        scene.Wait(Duration.FromHours(1));
        scene.Receiver.Answers = _ => 200;
        (await RunAsync(scene.Process())).ShouldBe(3);

        scene.Receiver.Positions.ShouldBe([booked[0], booked[1], booked[2], booked[2], booked[3], booked[4]]);
    }

    [Fact]
    public async Task Of_two_processes_one_sends_each_entry_once_and_in_order()
    {
        var webhooks = new[] { await scene.AddAsync(), await scene.AddAsync(), await scene.AddAsync() };
        var booked = await scene.BookAsync(120);
        var processes = new[] { scene.Process(), scene.Process(), scene.Process() };

        while ((await Task.WhenAll(webhooks.Select(scene.StateAsync))).Any(state => state.Position < booked[^1]))
        {
            await Task.WhenAll(processes.Select(RunAsync));
        }

        foreach (var webhook in webhooks)
        {
            scene.Receiver.Received.Where(one => one.Headers["Buurthulp-Webhook"] == $"{webhook}").Select(one => one.Position).ShouldBe(booked);
        }
    }

    [Fact]
    public async Task While_one_process_sends_another_keeps_its_hands_off()
    {
        await scene.AddAsync();
        await scene.BookAsync(1);
        var answer = new TaskCompletionSource();
        scene.Receiver.Hold = answer.Task;
        var first = RunAsync(scene.Process());
        await UntilAsync(() => scene.Receiver.Received.Count == 1);

        (await RunAsync(scene.Process())).ShouldBe(0);
        answer.SetResult();
        (await first).ShouldBe(1);

        scene.Receiver.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_shop_is_told_its_own_part_of_what_it_is_in_and_goes_past_the_rest()
    {
        var webhook = await scene.AddAsync(WriterScene.Bakery);
        await scene.BookAsync(3);
        var process = scene.Process();
        (await RunAsync(process)).ShouldBe(0);
        (await scene.StateAsync(webhook)).Position.ShouldBe(await scene.HeadAsync());

        var discount = await scene.DiscountAsync();
        await scene.BookAsync(1);
        (await RunAsync(process)).ShouldBe(1);

        scene.Receiver.Positions.ShouldBe([discount]);
        var body = Encoding.UTF8.GetString(scene.Receiver.Received[0].Body);
        body.ShouldContain($"\"shop\":\"{WriterScene.Bakery}\"");
        body.ShouldNotContain(WriterScene.Anna.Value);
        (await scene.StateAsync(webhook)).Position.ShouldBe(await scene.HeadAsync());
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = await Receiver.StartAsync();
        var webhook = await scene.AddAsync();
        await scene.BookAsync(1);
        (scene.Receiver.Answers, scene.Receiver.Location) = (_ => status, elsewhere.Url.AbsoluteUri);

        (await RunAsync(scene.Process())).ShouldBe(0);

        elsewhere.Received.ShouldBeEmpty();
        var state = await scene.StateAsync(webhook);
        (state.LastStatus, state.Failures).ShouldBe((status, 1));
    }

    [Fact]
    public async Task A_receiver_that_says_it_is_gone_is_left_alone_until_somebody_resumes()
    {
        var webhook = await scene.AddAsync();
        var booked = await scene.BookAsync(1);
        var process = scene.Process();
        scene.Receiver.Answers = _ => 410;
        await RunAsync(process);
        scene.Wait(Duration.FromDays(30));
        (await RunAsync(process)).ShouldBe(0);

        scene.Receiver.Received.Count.ShouldBe(1);
        (await scene.StateAsync(webhook)).DisabledAt.ShouldBe(WriterScene.Noon);

        scene.Receiver.Answers = _ => 200;
        (await scene.Table.ResumeAsync(scene.Community, webhook, scene.Clock.Now, CancellationToken.None)).ShouldBeTrue();
        (await RunAsync(process)).ShouldBe(1);
        scene.Receiver.Positions.ShouldBe([booked[0], booked[0]]);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_given_up_on_in_time()
    {
        var webhook = await scene.AddAsync();
        await scene.BookAsync(1);
        var answer = new TaskCompletionSource();
        scene.Receiver.Hold = answer.Task;

        await RunAsync(scene.Process(longestWait: TimeSpan.FromMilliseconds(100)));
        answer.SetResult();

        var state = await scene.StateAsync(webhook);
        (state.LastStatus, state.LastProblem, state.Failures).ShouldBe((null, "timeout", 1));
    }

    [Fact]
    public void A_receiver_may_take_ten_seconds()
    {
        using var sender = new WebhookSender(new WebhookTargets(allowsLoopback: false), new WebhookSecrets(new EphemeralDataProtectionProvider()), scene.Clock);
        sender.LongestWait.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task An_address_that_leads_to_this_machine_is_not_connected_to(string host)
    {
        var webhook = await scene.AddAsync(url: new UriBuilder(scene.Receiver.Url) { Host = host }.Uri);
        await scene.BookAsync(1);

        (await RunAsync(scene.Process(allowsLoopback: false))).ShouldBe(0);

        scene.Receiver.Received.ShouldBeEmpty();
        (await scene.StateAsync(webhook)).LastProblem.ShouldBe("address-not-allowed");
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_and_a_secret_that_is_lost_are_failures_as_any_other()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var nowhere = await scene.AddAsync(url: new Uri($"http://127.0.0.1:{port}/"));
        var locked = await scene.AddAsync();
        await scene.BookAsync(1);

        await RunAsync(scene.Process(secrets: new WebhookSecrets(new EphemeralDataProtectionProvider())));
        (await scene.StateAsync(locked)).LastProblem.ShouldBe("secret-unreadable");
        scene.Receiver.Received.ShouldBeEmpty();

        scene.Wait(Duration.FromHours(1));
        await RunAsync(scene.Process());
        (await scene.StateAsync(nowhere)).LastProblem.ShouldBe("unreachable");
        (await scene.StateAsync(locked)).Position.ShouldBe(await scene.HeadAsync());
    }

    [Fact]
    public async Task A_webhook_that_was_removed_is_told_nothing_more()
    {
        var webhook = await scene.AddAsync();
        await scene.BookAsync(1);
        (await scene.Table.RemoveAsync(scene.Community, webhook, CancellationToken.None)).ShouldBeTrue();

        (await RunAsync(scene.Process())).ShouldBe(0);
        (await scene.Table.RemoveAsync(scene.Community, webhook, CancellationToken.None)).ShouldBeFalse();
    }

    private static Task<int> RunAsync(WebhookDeliveries process) => process.RunOnceAsync(CancellationToken.None);

    private async Task<Buurthulp.Ledger.Journal.Entry> FirstAsync(long position)
    {
        await foreach (var entry in scene.Journal.ReadAsync(scene.Community, position, 1)) return entry;
        throw new InvalidOperationException("there is no such entry");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition()) await beat.WaitForNextTickAsync(patience.Token);
    }
}
