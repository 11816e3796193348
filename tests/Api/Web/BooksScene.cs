using Buurthulp.Ledger;
using Buurthulp.Ledger.Notes;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>A neighbourhood with two treasurers, Chaima and Anna, and an auditor, Bram; Eva (L0005) holds no office.</summary>
internal sealed class BooksScene
{
    public const string Eva = "L0005";

    private readonly ApiServer server;

    private BooksScene(ApiServer server, Screens screens) => (this.server, Screens) = (server, screens);

    public Screens Screens { get; }

    public Neighbourhood Community => Screens.Community;

    public static async Task<BooksScene> OfAsync(ApiServer server)
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Treasurer);
        await screens.Scene.GiveAsync(Anna, Role.Treasurer);
        await screens.Scene.GiveAsync(Bram, Role.Auditor);
        await screens.Community.JoinAsync(Eva);
        await screens.Scene.ShowAsync();
        return new BooksScene(server, screens);
    }

    /// <summary>The addresses below /kas and /controle that need nothing but an entry.</summary>
    public static IReadOnlyList<string> Rooms(long position) =>
    [
        "", "/saldibalans", "/journaal", $"/journaal/{position}", "/rekeningen", $"/rekening/{Anna}", "/rekeningen/potten", "/rekeningen/instellingen", "/rekeningen/winkels", "/rekeningen/verrekeningen", "/rekeningen/urenbiljetten",
        "/rekeningen/urenbiljetten/zoek",
        "/rekeningen/vertrokken", "/rekeningen/beginstanden", "/correcties", "/afsluiting", "/afsluiting/wacht", "/bewijs", "/boeken",
    ];

    /// <summary>Books help of 19 November; the position of the entry.</summary>
    public async Task<long> BookAsync(string helper, string receiver, long minutes)
    {
        var answer = await Community.PostAsync("exchanges", Help(helper, receiver, minutes), Community.Token(Role.Coordinator));
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json.GetProperty("position").GetInt64();
    }

    public async Task<long> BalanceAsync(string account) => (await Community.GetAsync($"accounts/{account}", Community.Token(Role.Treasurer))).Json.GetProperty("balance").GetInt64();

    /// <summary>Opens a page as somebody with their offices, without a browser.</summary>
    public async Task<Seen> GetAsync(string account, string path)
    {
        using var visitor = await VisitorAsync(account);
        return await visitor.GetAsync(path);
    }

    public async Task<PageVisitor> VisitorAsync(string account)
    {
        var visitor = new PageVisitor(server.Address);
        visitor.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await Screens.Scene.SignInAsync(account, fromCommandLine: true)));
        return visitor;
    }

    /// <summary>Fills every list; the addresses of the treasurer's and the auditor's pages. What both read the same is looked at in one of the two rooms.</summary>
    public async Task<IReadOnlyList<string>> WithEverythingAsync()
    {
        var treasurer = Community.Token(Role.Treasurer, Chaima);
        var position = await BookAsync(Anna, Bram, 90);
        var large = await BookAsync(Bram, Eva, 700);
        var undone = await BookAsync(Bram, Eva, 20);
        var correction = (await Community.PostAsync("corrections", $$"""{"position":{{large}},"reason":"mistake"}""", treasurer)).Json.GetProperty("correctionId").GetGuid();
        (await Community.PostAsync("corrections", $$"""{"position":{{undone}},"reason":"twice"}""", treasurer)).Status.ShouldBe(200);
        (await Community.PostAsync("institutions", """{"account":"gemeente","joinedOn":"2026-11-01"}""", treasurer)).Status.ShouldBe(201);
        (await Community.PostAsync("institutions/gemeente/budget", """{"minutes":6000,"per":"year"}""", treasurer)).Status.ShouldBe(200);
        (await Community.PostAsync("opening-balances", $$"""{"account":"{{Anna}}","minutes":180,"on":"2026-11-01"}""", treasurer)).Status.ShouldBe(201);
        (await Community.PostAsync("checkpoints", body: null, treasurer)).Status.ShouldBe(201);
        (await Community.PostAsync("pots/buurtpot/grant-rule", """{"mostPerMemberMinutes":240,"mostPerMonthMinutes":2400}""", treasurer)).Status.ShouldBe(200);
        var batch = await TreasurerActTests.NotesAsync(this, Instant.FromUtc(2026, 9, 1, 12, 0), validMonths: 1);
        var close = (await Community.PostAsync("periods/close", """{"through":"2026-10-31"}""", treasurer)).Json.GetProperty("periodId").GetGuid();
        await Screens.Scene.ShowAsync();
        var size = await Community.HeadAsync();
        // Lists of the same make are looked at once.
        var (first, inBoth) = (NoteSerial.OfNumber(1), new[] { "/saldibalans", "/journaal", $"/journaal/{position}", "/rekeningen", $"/rekening/{Anna}", "/afsluiting", "/boeken" });
        return
        [
            .. Rooms(position).Where(path => !inBoth.Contains(path) && path is not ("/rekeningen/winkels" or "/rekeningen/vertrokken" or "/rekeningen/beginstanden" or "/rekeningen/urenbiljetten/zoek" or "/afsluiting/wacht" or "/bewijs")).Select(path => "/kas" + path),
            "/controle", .. inBoth.Select(path => "/controle" + path), $"/controle/afsluiting/{close}",
            $"/kas/bewijs?oud={position}&nieuw={size}", $"/kas/correctie/{correction}", $"/kas/naam/{Anna}", "/kas/instelling/gemeente", "/kas/pot/buurtpot", "/kas/pot/buurtpot/geef",
            $"/kas/rekeningen/urenbiljetten/zoek?nummer={first}", $"/kas/urenbiljet/{first}/ongeldig", $"/kas/urenbiljetten/{batch}/verlopen",
        ];
    }
}
