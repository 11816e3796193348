using System.IO.Compression;
using System.Text;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Verification;
using Buurthulp.Tests.Api.Books;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Closing a period with two persons in two browsers, and taking the books along.</summary>
public sealed class CloseAndExportPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_period_is_closed_when_the_list_is_in_order_and_signed_by_an_auditor()
    {
        var scene = await BooksScene.OfAsync(server);
        await scene.BookAsync(Anna, Bram, 90);
        var waiting = await scene.Community.PostAsync("exchanges", Help(Bram, BooksScene.Eva, 45), scene.Community.Token(Role.Member, Bram));
        waiting.Json.GetProperty("status").GetString().ShouldBe("proposed");

        var one = await scene.Screens.OpenAsync(Chaima, "/kas/afsluiting?tot=2026-11-19", withOffice: true);
        var list = await one.Locator("main").InnerTextAsync();
        list.ShouldContain("1 uitwisseling wacht nog.");
        list.ShouldContain("Sluiten kan als alles op deze lijst in orde is.");
        (await one.GetByRole(AriaRole.Button, new() { Name = "Sluit af en teken" }).CountAsync()).ShouldBe(0);
        await one.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "1 uitwisseling wacht nog." }).GetByRole(AriaRole.Link, new() { Name = "Bekijk" }).ClickAsync();
        (await one.Locator("main").InnerTextAsync()).ShouldContain(BooksScene.Eva);

        // Who sends the form all the same is told the same list.
        using (var visitor = await scene.VisitorAsync(Chaima))
        {
            var refused = await visitor.SendToAsync(await visitor.GetAsync("/kas/instelling/nieuw"), "/kas/afsluiting/sluit", ("CommandId", Guid.NewGuid().ToString()), ("tot", "2026-11-19"));
            refused.Status.ShouldBe(200);
            refused.Text.ShouldContain("De periode is niet afgesloten");
            refused.Text.ShouldContain("1 uitwisseling wacht nog.");
        }

        var exchange = waiting.Json.GetProperty("exchangeId").GetGuid();
        (await scene.Community.PostAsync($"exchanges/{exchange}/confirm", body: null, scene.Community.Token(Role.Member, BooksScene.Eva))).Status.ShouldBe(200);
        await one.GotoAsync("/kas/afsluiting?tot=2026-11-19");
        await one.GetByRole(AriaRole.Button, new() { Name = "Sluit af en teken" }).ClickAsync();
        (await one.Locator("main").InnerTextAsync()).ShouldContain("Jij gaf de eerste handtekening.");
        (await one.GetByRole(AriaRole.Button, new() { Name = "Teken het verslag" }).CountAsync()).ShouldBe(0);

        // The second signature is missing, so the next period can't be closed yet.
        await one.GotoAsync("/kas/afsluiting");
        (await one.Locator("main").InnerTextAsync()).ShouldContain("De tweede handtekening ontbreekt.");

        var two = await scene.Screens.OpenAsync(Bram, "/controle", withOffice: true);
        await two.GetByRole(AriaRole.Link, new() { Name = "Een afsluiting wacht op de tweede handtekening" }).ClickAsync();
        (await two.Locator("main").InnerTextAsync()).ShouldContain("Nagerekend: het journaal begint nog met precies deze boekingen.");
        await two.GetByRole(AriaRole.Button, new() { Name = "Teken het verslag" }).ClickAsync();
        var signed = await two.Locator("main").InnerTextAsync();
        signed.ShouldContain("Getekend door twee personen");
        signed.ShouldContain($"{Bram} tekende op 20 november 2026");
        (await scene.Community.PostAsync("exchanges", Help(Anna, Bram, 15), scene.Community.Token(Role.Coordinator))).ShouldBeProblem(422, "period-closed");
    }

    [Fact]
    public async Task Books_are_downloaded_in_a_browser_and_a_wrong_period_is_said()
    {
        var scene = await BooksScene.OfAsync(server);
        await scene.BookAsync(Anna, Bram, 90);
        var page = await scene.Screens.OpenAsync(Chaima, "/kas/boeken", withOffice: true, options => options.AcceptDownloads = true);
        await page.GetByLabel("Voor hledger").CheckAsync();
        await page.GetByLabel("Van").FillAsync("2026-11-01");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        download.SuggestedFilename.ShouldBe($"{scene.Community.Code}-2026-11-01.journal");
        var book = await File.ReadAllBytesAsync(await download.PathAsync());
        Encoding.UTF8.GetString(book).ShouldContain("Members:L0001  90 MIN");
        if (Tool.IsInstalled("hledger")) await Tool.RunAsync("hledger", book, _ => "-f", file => file, _ => "check", _ => "--strict");

        await page.GotoAsync("/kas/boeken?handler=File&als=csv&van=2026-12-02&tot=2026-12-01");
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("De eerste dag ligt na de laatste.");
    }

    [Fact]
    public async Task A_years_books_are_one_zip_that_agrees_with_itself()
    {
        var scene = await BooksScene.OfAsync(server);
        await scene.BookAsync(Anna, Bram, 90);
        await scene.Screens.Scene.ShowAsync();
        using var visitor = await scene.VisitorAsync(Bram);
        await using var zip = new ZipArchive(new MemoryStream(await visitor.BytesAsync("/controle/boeken?handler=File&als=year&van=2026-01-01&tot=2026-12-31")));
        var files = new Dictionary<string, byte[]>();
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using var stream = await entry.OpenAsync();
            await stream.CopyToAsync(content);
            files.Add(entry.FullName, content.ToArray());
        }

        files.Keys.Order(StringComparer.Ordinal).ShouldBe(["LEESMIJ.txt", "boeken.beancount", "boeken.journal", "cijfers.csv", "journaal.ndjson", "overzichten.csv", "saldibalans.csv", "verify.md", "verslag.html", "vingerafdruk.checkpoint"]);
        var fine = (await JournalVerification.RunAsync(new MemoryStream(files["journaal.ndjson"]))).ShouldBeOfType<VerificationResult.Fine>();
        Encoding.UTF8.GetString(files["vingerafdruk.checkpoint"]).ShouldBe(fine.Checkpoint.ToText());
        Encoding.UTF8.GetString(files["LEESMIJ.txt"]).ShouldContain(fine.Checkpoint.Fingerprint);
        var balances = Encoding.UTF8.GetString(files["saldibalans.csv"]);
        balances.ShouldContain("L0001,member,0,90\r\n");
        balances.ShouldContain("L0002,member,0,-90\r\n");
        Encoding.UTF8.GetString(files["overzichten.csv"]).ShouldContain(",L0002,member,-90,-90");
        var report = Encoding.UTF8.GetString(files["verslag.html"]);
        report.ShouldContain("Alles klopt: de standen zijn samen precies 0.");
        report.ShouldContain("<th>Hulp</th><td class=\"n\">1</td><td class=\"n\">1 uur 30</td>");
        report.ShouldContain("<th>L0001</th><td>Lid</td><td class=\"n\">0 uur</td><td class=\"n\">1 uur 30</td>");
        report.ShouldContain("<th>Samen</th><td></td><td class=\"n\">0 uur</td><td class=\"n\">0 uur</td>");
        Encoding.UTF8.GetString(files["boeken.journal"]).ShouldContain("Members:L0001  90 MIN");
        Encoding.UTF8.GetString(files["boeken.beancount"]).ShouldContain("Assets:Members:L0002  -90 MIN");
        Encoding.UTF8.GetString(files["cijfers.csv"]).ShouldContain("exchanges.count,1,");
        Encoding.UTF8.GetString(files["verify.md"]).ShouldStartWith("# Verifying a journal");
        foreach (var file in files.Values) Encoding.UTF8.GetString(file).ShouldNotContain("de Vries");
    }
}
