using System.Text.RegularExpressions;
using Buurthulp.Api.Webhooks;
using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Fixtures;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Webhooks;

/// <summary>A running server and a partner's system on the same machine.</summary>
public sealed class RunningWebhookTests : IAsyncLifetime
{
    private readonly ApiServer server = new() { WebhooksToLoopback = true };
    private Receiver receiver = null!;

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        receiver = await Receiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await receiver.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_recorded_is_sent_by_itself()
    {
        var community = await server.FoundAsync();
        var secret = await MakeAsync(community, ",\"after\":0");

        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));
        var head = await community.HeadAsync();

        await UntilAsync(() => receiver.Received.Count >= head);
        receiver.Positions.ShouldBe(Enumerable.Range(1, (int)head).Select(position => (long)position));
        receiver.Received[^1].Headers["Buurthulp-Signature"].ShouldBe(WebhookSecrets.Sign(secret, ApiServer.Noon, receiver.Received[^1].Body));
    }

    /// <summary>The example stands in docs/webhooks.md; a partner pastes it.</summary>
    [FactNeeding("python3")]
    public async Task The_example_in_Python_accepts_what_we_send_and_nothing_else()
    {
        var example = Regex.Match(await File.ReadAllTextAsync(Snapshot.SourceFile("docs/webhooks.md")), "```python\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["code"].Value;
        var community = await server.FoundAsync();
        var secret = await MakeAsync(community);
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));
        await UntilAsync(() => receiver.Received.Count > 0);
        var (sent, now) = (receiver.Received[0], ApiServer.Noon.ToUnixTimeSeconds());
        var signature = sent.Headers["Buurthulp-Signature"];

        var answers = await PythonAsync(example,
            Call(secret, signature, sent.Body, now), Call(secret, signature, sent.Body, now + 299),
            Call("whs_other", signature, sent.Body, now), Call(secret, signature, [.. sent.Body, (byte)' '], now), Call(secret, signature, sent.Body, now + 301),
            Call(secret, signature.Replace("t=", "t=1", StringComparison.Ordinal), sent.Body, now));

        answers.ShouldBe(["True", "True", "False", "False", "False", "False"]);
    }

    private static string Call(string secret, string signature, byte[] body, long now) => $"print(is_from_buurthulp('{secret}', '{signature}', bytes.fromhex('{Convert.ToHexStringLower(body)}'), {now}))";

    private static async Task<string[]> PythonAsync(string example, params string[] calls)
    {
        var start = new System.Diagnostics.ProcessStartInfo("python3") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-");
        using var python = System.Diagnostics.Process.Start(start)!;
        await python.StandardInput.WriteAsync($"{example}\n{string.Join('\n', calls)}\n");
        python.StandardInput.Close();
        var (output, errors) = (await python.StandardOutput.ReadToEndAsync(), await python.StandardError.ReadToEndAsync());
        await python.WaitForExitAsync();
        python.ExitCode.ShouldBe(0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<string> MakeAsync(Neighbourhood community, string more = "")
    {
        var made = await community.PostAsync("webhooks", $$"""{"url":"{{receiver.Url}}"{{more}}}""", community.Token(Role.Coordinator));
        made.Status.ShouldBe(201, made.Text);
        return made.Json.GetProperty("secret").GetString()!;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition()) await beat.WaitForNextTickAsync(patience.Token);
    }
}
