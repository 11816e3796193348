using System.Diagnostics;
using System.Text.RegularExpressions;
using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>The examples of docs/tills.md, run as they stand; only the settings of the first one differ.</summary>
public sealed partial class TillGuideTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task What_the_page_for_tills_says_works_as_written()
    {
        var scene = await CounterScene.OfAsync(server, annaHas: 120);
        var community = scene.Community;
        var blocks = Example.Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "tills.md"))).Select(block => block.Groups["script"].Value).ToList();
        blocks.Count.ShouldBe(10);
        blocks[0].ShouldContain("token molenwijk shop");
        blocks[0] = $"server={server.Address}api/v1/{community.Code}\nshop={Bakery}\nmember={Anna}\ncode={scene.CodeOf(Anna)}\ntoken={community.Token(Role.Shop, Bakery)}\n";

        var (exitCode, output) = await BashAsync(string.Join('\n', blocks));

        exitCode.ShouldBe(0, output);
        var booked = Booked.Matches(output).Select(match => match.Value).ToList();
        (booked.Count, booked.Distinct().Count()).ShouldBe((2, 1), output);
        State.Matches(output).Select(match => match.Groups["state"].Value).ShouldBe(["waiting", "waiting", "stopped"], output);
        output.ShouldContain("\"mostMinutes\":30");
        output.ShouldContain("\"status\":\"done\"");
        output.ShouldMatch("note-code-wrong|note-unreadable");
        output.ShouldContain("\"balance\":0");
        (await community.GetAsync($"accounts/{Anna}", community.Token(Role.Coordinator))).Json.GetProperty("balance").GetInt64().ShouldBe(120);
    }

    private static async Task<(int ExitCode, string Output)> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-eu");
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output + await errors);
    }

    [GeneratedRegex("\"discountId\":\"[^\"]+\",\"discountCents\":500,\"position\":[0-9]+}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Booked { get; }

    [GeneratedRegex("\"state\":\"(?<state>[a-z]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State { get; }

    [GeneratedRegex("```sh\n(?<script>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example { get; }
}
