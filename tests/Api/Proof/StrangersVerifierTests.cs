using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Verification;
using Buurthulp.Tests.Api.Books;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Web;
using static Buurthulp.Tests.Api.Http.Neighbourhood;
using static Buurthulp.Tests.Api.Web.BooksScene;

namespace Buurthulp.Tests.Api.Proof;

/// <summary>A verifier in another language, written from docs/verify.md with its standard library alone, against the files that people download.</summary>
public sealed partial class StrangersVerifierTests(ApiServer server) : IClassFixture<ApiServer>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("buurthulp-verifier-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [NeedsToolFact("python3", "python3")]
    public async Task A_receipt_holds_for_a_later_checkpoint_with_nothing_but_the_file()
    {
        var scene = await BooksScene.OfAsync(server);
        var position = await scene.BookAsync(Anna, Bram, 90);
        await scene.Screens.Scene.ShowAsync();
        var id = await scene.Screens.Scene.ScalarAsync<Guid>("SELECT exchange FROM views.exchanges WHERE community = $1 AND booked_position = $2", scene.Community.Code.Value, position);
        var early = await DownloadAsync(scene, Anna, $"/mijn/uren/bewijs/{id}?handler=File", "early.json");
        await scene.Community.HelpOftenAsync(40);
        var later = await scene.Community.HeadAsync();
        var checkpoint = await DownloadAsync(scene, Chaima, $"/kas/bewijs?handler=Checkpoint&omvang={later}", "later.checkpoint");

        var receipt = await DownloadAsync(scene, Bram, $"/mijn/uren/bewijs/{id}?handler=File&omvang={later}", "receipt.json");
        var said = await RunAsync("receipt", receipt, "--checkpoint", checkpoint);
        ReceiptVerification.IsReceipt(await File.ReadAllBytesAsync(receipt)).ShouldBeTrue();
        ReceiptVerification.Run(await File.ReadAllBytesAsync(receipt)).ShouldBeOfType<VerificationResult.Fine>().Checkpoint.ToText().ShouldBe(await File.ReadAllTextAsync(checkpoint));
        said.ShouldStartWith($"{later} ");
        (await scene.GetAsync(Bram, "/controle/bewijs")).Text.ShouldContain(said.Split(' ')[1].Trim());

        var growth = await DownloadAsync(scene, Chaima, $"/kas/bewijs?handler=Growth&oud={position}&nieuw={later}", "growth.json");
        (await RunAsync("receipt", early, "--growth", growth, "--checkpoint", checkpoint)).ShouldBe(said);
        await ShouldFailAsync("receipt", early, "--checkpoint", checkpoint);
        var asked = await scene.Community.GetAsync($"checkpoints/growth?older={position}&newer={later}", scene.Community.Token(Role.Member, Eva));
        (await RunAsync("receipt", early, "--growth", Write("asked.json", asked.Text), "--checkpoint", checkpoint)).ShouldBe(said);
        var journal = await DownloadAsync(scene, Bram, "/controle/boeken?handler=File&als=journal", "journal.ndjson");
        ReceiptVerification.IsReceipt(await File.ReadAllBytesAsync(journal)).ShouldBeFalse();
        (await RunAsync("journal", journal, "--checkpoint", checkpoint)).ShouldBe(said);

        foreach (var (was, becomes) in new[] { ("\"minutes\": 90", "\"minutes\": 91"), ("2026-11-19", "2026-11-18"), ($"\"{Bram}\"", $"\"{Chaima}\"") })
        {
            var changed = (await File.ReadAllTextAsync(receipt)).Replace(was, becomes, StringComparison.Ordinal);
            changed.ShouldNotBe(await File.ReadAllTextAsync(receipt));
            var file = Path.Combine(folder, "changed.json");
            await File.WriteAllTextAsync(file, changed);
            await ShouldFailAsync("receipt", file);
            ReceiptVerification.Run(await File.ReadAllBytesAsync(file)).ShouldBeOfType<VerificationResult.Bad>();
        }
    }

    [Fact]
    public async Task A_receipt_is_for_those_who_were_in_it()
    {
        var scene = await BooksScene.OfAsync(server);
        var position = await scene.BookAsync(Anna, Bram, 90);
        await scene.Screens.Scene.ShowAsync();
        var id = await scene.Screens.Scene.ScalarAsync<Guid>("SELECT exchange FROM views.exchanges WHERE community = $1 AND booked_position = $2", scene.Community.Code.Value, position);
        var own = await scene.GetAsync(Anna, $"/mijn/uren/bewijs/{id}");
        own.Status.ShouldBe(200);
        own.Text.ShouldContain($"Boeking {position}: Hulp, 19 november 2026");
        (await scene.GetAsync(Chaima, $"/mijn/uren/bewijs/{id}")).Status.ShouldBe(404);
        (await scene.GetAsync(Chaima, $"/mijn/uren/bewijs/{id}?handler=File")).Status.ShouldBe(404);
        await scene.Screens.LooksRightAsync(Anna, $"/mijn/uren/bewijs/{id}");
    }

    [NeedsToolFact("python3", "python3")]
    public async Task Growth_is_proven_to_whoever_is_signed_in_for_any_two_sizes_that_there_were()
    {
        var scene = await BooksScene.OfAsync(server);
        await scene.Community.HelpOftenAsync(20);
        var (head, eva) = (await scene.Community.HeadAsync(), scene.Community.Token(Role.Member, Eva));
        foreach (var older in new[] { 1, 2, 7, 8, head - 1, head })
        {
            var asked = await scene.Community.GetAsync($"checkpoints/growth?older={older}", eva);
            asked.Status.ShouldBe(200, asked.Text);
            (await RunAsync("growth", Write("asked.json", asked.Text))).ShouldStartWith($"{head} ");
            asked.Json.GetProperty("older").GetString().ShouldStartWith($"buurthulp/{scene.Community.Code}\n{older}\n");
            asked.Text.ShouldNotContain(Anna);
        }

        foreach (var wrong in new[] { "", "?older=0", "?older=-1", "?older=7&newer=6", $"?older=1&newer={head + 1}", "?older=all", $"?older={head + 1}" })
            (await scene.Community.GetAsync("checkpoints/growth" + wrong, eva)).ShouldBeProblem(400, "malformed");
        (await scene.Community.GetAsync("checkpoints/growth?older=1", token: null)).Status.ShouldBe(401);
    }

    [NeedsToolFact("python3", "python3")]
    public async Task The_worked_example_of_the_page_is_what_it_says()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "verify.md"));
        var blocks = Block.Matches(page).Select(match => match.Groups["text"].Value).ToList();
        blocks.Count.ShouldBe(5);
        var (journal, canonical, receipt, growth) = (Write("example.ndjson", blocks[0]), blocks[1].Trim(), Write("receipt.json", blocks[2]), Write("growth.json", blocks[3]));
        var said = await RunAsync("journal", journal);
        page.ShouldContain($"The fingerprint over five entries is `{said.Split(' ')[1].Trim()}`");
        (await RunAsync("receipt", receipt, "--growth", growth)).ShouldBe(said);
        (await RunAsync("growth", Write("longer.json", blocks[4]))).ShouldBe(said);
        page.ShouldContain($"over three `{(await RunAsync("receipt", receipt)).Split(' ')[1].Trim()}`");
        page.ShouldContain($"| leaf 3 | `{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([0, .. Encoding.UTF8.GetBytes(canonical)]))}` |");

        // The program itself agrees.
        using var stream = File.OpenRead(journal);
        (await JournalVerification.RunAsync(stream)).ShouldBeOfType<VerificationResult.Fine>().Checkpoint.Fingerprint.ShouldBe(said.Split(' ')[1].Trim());
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private async Task<string> DownloadAsync(BooksScene scene, string account, string path, string name)
    {
        var seen = await scene.GetAsync(account, path);
        seen.Status.ShouldBe(200, path);
        return Write(name, seen.Text);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await TryAsync(arguments);
        exitCode.ShouldBe(0, errors);
        return output;
    }

    private static async Task ShouldFailAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await TryAsync(arguments);
        (exitCode, output).ShouldBe((1, ""), errors);
        errors.ShouldNotContain("Traceback");
    }

    /// <summary>Isolated (-I): no path, no site packages, no environment of this machine.</summary>
    private static async Task<(int ExitCode, string Output, string Errors)> TryAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("python3", ["-I", Path.Combine(AppContext.BaseDirectory, "Api", "Proof", "verifier.py"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    [GeneratedRegex("```(ndjson|text|json)\n(?<text>[^`]+)```", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block { get; }
}
