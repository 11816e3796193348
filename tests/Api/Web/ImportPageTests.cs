using System.IO.Compression;
using System.Text;
using Buurthulp.Api.Import;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Microsoft.Playwright;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>An admin reads files in: Anna holds the office. The files bring Wim and Yara and some help between them.</summary>
public sealed class ImportPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Path = "/beheer/importeren";
    private const string Community = "key,value\nname,Buurt\ncurrency,uur\nminutes_per_unit,60\ntime_zone,Europe/Amsterdam\n";
    private const string MemberColumns = "member_no,name,street,neighbourhood,joined_on,email,phone,birth_year,languages,reciprocity_expected,left_on\n";
    private const string Members = MemberColumns + "L0101,Wim <b>Bos</b>,Dorpsstraat 1,,2026-02-01,,,,nl,yes,\nL0102,Yara Aydin,,,2026-02-01,,,,,yes,\n";
    private const string ExchangeColumns = "exchange_no,happened_on,helper,receiver,minutes,category,recorded_by,thanked\n";
    private const string Exchanges = ExchangeColumns + "X1,2026-03-01,L0101,L0102,90,boodschappen,coordinator,no\n";

    [Fact]
    public async Task Files_are_checked_first_then_booked_once_and_a_second_time_brings_nothing()
    {
        var screens = await WithAdminAsync();
        var head = await screens.Community.HeadAsync();
        var page = await screens.OpenAsync(Anna, Path, withOffice: true);
        await SendAsync(page, ("community.csv", Community), ("members.csv", Members), ("exchanges.csv", Exchanges));
        var dry = await EndAsync(page, "Alles klopt");
        dry.ShouldContain("members.csv 2 2 0 0");
        (await screens.Community.HeadAsync()).ShouldBe(head, "nothing is booked yet");

        // Whoever leaves the page comes back to it.
        await page.GotoAsync("/thuis");
        await page.GotoAsync(Path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lees het in" }).ClickAsync();
        (await EndAsync(page, "De gegevens zijn ingelezen")).ShouldContain("exchanges.csv 1 1 0 0");
        (await screens.Community.GetAsync("accounts/L0101", screens.Community.Token(Role.Coordinator))).Json.GetProperty("balance").GetInt64().ShouldBe(90);
        (await screens.Scene.ScalarAsync<string>("SELECT name FROM vault.persons WHERE community = $1 AND account = 'L0101'", screens.Community.Code.Value)).ShouldBe("Wim <b>Bos</b>");

        head = await screens.Community.HeadAsync();
        await SendAsync(page, ("alles.zip", Zip(("map/community.csv", Community), ("map/members.csv", Members), ("map/exchanges.csv", Exchanges), ("../../boos.csv", "x"))));
        (await EndAsync(page, "Er is niets nieuws")).ShouldContain("exchanges.csv 1 0 1 0");
        (await screens.Community.HeadAsync()).ShouldBe(head);
        var files = screens.Scene.Get<ImportFolder>().PathOf(await screens.Scene.ScalarAsync<Guid>("SELECT id FROM vault.imports WHERE community = $1", screens.Community.Code.Value));
        Directory.Exists(files).ShouldBeTrue("somebody may still say yes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gooi weg" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain("Er is niets nieuws");
        Directory.Exists(files).ShouldBeFalse("files with names in them do not stay");
    }

    [Fact]
    public async Task Every_bad_line_is_told_with_its_number_and_the_others_can_be_booked()
    {
        var screens = await WithAdminAsync();
        var page = await screens.OpenAsync(Anna, Path, withOffice: true);
        await SendAsync(page, ("community.csv", Community), ("members.csv", Members + "L0103,,,,gisteren,,,,,yes,\n"), ("exchanges.csv", Exchanges + "X2,2026-03-01,L0103,L0102,60,boodschappen,member,no\nX3,2026-03-01,L0101,<script>,60,boodschappen,member,no\n"));
        var bad = await EndAsync(page, "Sommige regels kloppen niet");
        foreach (var told in new[] { "4 fouten", "members.csv, regel 4, name", "Er is iets niet ingevuld.", "members.csv, regel 4, joined_on", "Dit is geen datum", "exchanges.csv, regel 3", "Deze regel hoort bij een regel die fout is.", "exchanges.csv, regel 4, receiver", "'<script>' is geen code: gebruik 1 tot", "'gisteren' is geen datum zoals 2026-11-20", "L0103 is afgewezen: members.csv regel 4" })
            bad.ShouldContain(told);
        await page.GetByLabel("Laat de foute regels weg en lees de rest in").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lees het in" }).ClickAsync();
        (await EndAsync(page, "De gegevens zijn ingelezen")).ShouldContain("members.csv 3 2 0 1");

        await SendAsync(page, ("foto.jpg", "x"));
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Er zit geen bestand bij dat we kennen.");
        await SendAsync(page, ("leden.zip", Encoding.UTF8.GetBytes("geen zip")));
        (await page.Locator(".bh-errors").InnerTextAsync()).ShouldContain("Deze zip is niet te openen.");
        await SendAsync(page, ("members.csv", Members));
        (await EndAsync(page, "De bestanden zijn niet te lezen")).ShouldContain("Dit bestand ontbreekt.");
        await screens.LooksRightAsync(Anna, Path, withOffice: true);
    }

    [Fact]
    public async Task What_is_taken_out_can_be_read_in_elsewhere_and_taking_it_is_written_down()
    {
        var screens = await WithAdminAsync();
        await screens.Scene.WriteDownAsync(Bram, "=HYPERLINK(1)", "x@example.org");
        (await screens.Community.PostAsync("exchanges", Help(Anna, Bram, 60), screens.Community.Token(Role.Coordinator))).Status.ShouldBe(201);
        await screens.Scene.ExecuteAsync(new Buurthulp.Ledger.Members.JoinMember(Guid.CreateVersion7(), Actor.Import, screens.Scene.Clock.Now, new AccountNumber("L0050"), null, new NodaTime.LocalDate(2026, 1, 1)));
        await screens.Scene.WriteDownAsync("L0050", "=Formule <b>x</b>", "formule@example.org");
        var page = await screens.OpenAsync(Anna, "/beheer/gegevens", withOffice: true);
        var waiting = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Download alles" }).ClickAsync();
        var download = await waiting;
        download.SuggestedFilename.ShouldBe($"buurthulp-{screens.Community.Code}-2026-11-20.zip");
        Dictionary<string, string> files = [];
        await using (var stream = await download.CreateReadStreamAsync())
        {
            using var whole = new MemoryStream();
            await stream.CopyToAsync(whole);
            using var zip = new ZipArchive(whole);
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                files[entry.FullName] = await reader.ReadToEndAsync();
            }
        }

        files["journal.jsonl"].Trim().Split('\n').Length.ShouldBe((int)await screens.Community.HeadAsync() + 1, "every entry and the checkpoint");
        files["import/members.csv"].ShouldContain("L0050,'=Formule <b>x</b>,", Case.Sensitive, "a spreadsheet takes it for text");
        files["import/exchanges.csv"].ShouldContain(",2026-11-19,L0001,L0002,60,boodschappen,coordinator,no");
        files["vault/reads.csv"].ShouldContain("data-export");
        files.Keys.ShouldNotContain(name => name.Contains("concern", StringComparison.Ordinal));
        (await screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.reads WHERE community = $1 AND account = 'L0050' AND reader = $2 AND reason = 'data-export'", screens.Community.Code.Value, Anna)).ShouldBe(1);

        // Elsewhere: another community with the same zone and currency.
        var elsewhere = await WithAdminAsync();
        var there = await elsewhere.OpenAsync(Anna, Path, withOffice: true);
        await SendAsync(there, [.. files.Where(file => file.Key.StartsWith("import/", StringComparison.Ordinal)).Select(file => (file.Key["import/".Length..], (object)file.Value))]);
        (await there.Locator("main").InnerTextAsync()).ShouldNotBeEmpty();
        await there.GetByRole(AriaRole.Button, new() { Name = "Lees het in" }).WaitForAsync(new() { Timeout = 60_000 });
        if (await there.Locator("#skip").CountAsync() > 0) await there.Locator("#skip").CheckAsync();
        await there.GetByRole(AriaRole.Button, new() { Name = "Lees het in" }).ClickAsync();
        await EndAsync(there, "De gegevens zijn ingelezen");
        (await elsewhere.Scene.ScalarAsync<string>("SELECT name FROM vault.persons WHERE community = $1 AND account = 'L0050'", elsewhere.Community.Code.Value)).ShouldBe("=Formule <b>x</b>");
    }

    [Fact]
    public async Task An_import_that_was_broken_off_goes_on()
    {
        var screens = await WithAdminAsync();
        var (table, folder) = (screens.Scene.Get<ImportTable>(), screens.Scene.Get<ImportFolder>());
        var (id, now) = (Guid.CreateVersion7(), screens.Scene.Clock.Now);
        await folder.KeepAsync(id, [("community.csv", Content(Community)), ("members.csv", Content(Members))], default);
        // As another process left it that was killed two minutes ago.
        (await table.BeginAsync(screens.Community.Code, id, Anna, now - NodaTime.Duration.FromMinutes(3), default)).ShouldBeTrue();
        await table.RestAsync(screens.Community.Code, id, ImportPhase.Checked, result: null, now - NodaTime.Duration.FromMinutes(3), default);
        (await table.GoOnAsync(screens.Community.Code, id, skipsBad: false, now - NodaTime.Duration.FromMinutes(2), default)).ShouldBeTrue();
        var page = await screens.OpenAsync(Anna, Path, withOffice: true);
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Het inlezen is onderbroken");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ga verder" }).ClickAsync();
        await EndAsync(page, "De gegevens zijn ingelezen");
        (await screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.persons WHERE community = $1 AND account IN ('L0101', 'L0102')", screens.Community.Code.Value)).ShouldBe(2);
    }

    private static async Task SendAsync(IPage page, params (string Name, object Content)[] files)
    {
        await page.Locator("#bestanden").SetInputFilesAsync(files.Select(file => new FilePayload { Name = file.Name, MimeType = "text/csv", Buffer = file.Content as byte[] ?? Encoding.UTF8.GetBytes((string)file.Content) }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Kijk na" }).ClickAsync();
    }

    /// <summary>The page reloads itself until it shows the result.</summary>
    private static async Task<string> EndAsync(IPage page, string heading)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).WaitForAsync(new() { Timeout = 60_000 });
        return (await page.Locator("main").InnerTextAsync()).Replace('\t', ' ');
    }

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    private async Task<Screens> WithAdminAsync()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Anna, Role.Admin);
        return screens;
    }
}
