using System.Globalization;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Notes;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>What the treasurer does on pages, in a browser without script, and what is said of forms that are filled in wrongly: Chaima is treasurer, Bram auditor.</summary>
public sealed class TreasurerActTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_pot_is_opened_gets_a_rule_and_gives_within_it()
    {
        var scene = await BooksScene.OfAsync(server);
        using var chaima = await scene.VisitorAsync(Chaima);

        (await SendAsync(chaima, "/kas/pot/nieuw", ("Form.Number", "Buurt pot!"))).Said.ShouldContain("Dit kunnen we niet lezen.");
        (await SendAsync(chaima, "/kas/pot/nieuw", ("Form.Number", "buurtpot"))).Text.ShouldContain("bh-errors");
        (await SendAsync(chaima, "/kas/pot/nieuw", ("Form.Number", "feestpot"))).SentTo.ShouldBe("/kas/pot/feestpot");
        (await chaima.GetAsync("/kas/pot/feestpot/geef")).Said.ShouldContain("Er is nog niet afgesproken wat deze pot mag geven.");

        foreach (var (member, month) in new[] { ("0", "600"), ("120", "-1"), ("twee uur", "600"), ("99999999999999999999", "600"), ("120", "9223372036854775807") })
            (await SendAsync(chaima, "/kas/pot/feestpot", ("Form.PerMember", member), ("Form.PerMonth", month))).Text.ShouldContain("bh-errors", Case.Sensitive, $"{member} {month}");
        (await SendAsync(chaima, "/kas/pot/feestpot", ("Form.PerMember", "120"), ("Form.PerMonth", "600"))).SentTo.ShouldBe("/kas/rekeningen/potten");
        (await chaima.GetAsync("/kas/pot/feestpot")).Text.ShouldContain("value=\"120\"");

        (await scene.Community.PostAsync("gifts", $$"""{"from":"{{Anna}}","to":"feestpot","minutes":200}""", scene.Community.Token(Role.Member, Anna))).ShouldBeProblem(422, "floor-reached");
        await scene.BookAsync(Anna, Bram, 400);
        (await scene.Community.PostAsync("gifts", $$"""{"from":"{{Anna}}","to":"feestpot","minutes":200}""", scene.Community.Token(Role.Member, Anna))).Status.ShouldBe(201);
        foreach (var (member, minutes, on) in new[] { ("", "30", ""), ("W01", "30", ""), (BooksScene.Eva, "0", ""), (BooksScene.Eva, "121", ""), (BooksScene.Eva, "30", "2027-01-01"), (BooksScene.Eva, "30", "gisteren"), (Dirk, "30", "") })
            (await GiveAsync(member, minutes, on)).Text.ShouldContain("bh-errors", Case.Sensitive, $"{member} {minutes} {on}");
        (await scene.BalanceAsync("feestpot")).ShouldBe(200);

        var given = await GiveAsync(BooksScene.Eva, "90", "2026-11-20");
        given.SentTo.ShouldBe($"/kas/journaal/{(await scene.Community.HeadAsync()).ToString(CultureInfo.InvariantCulture)}");
        ((await scene.BalanceAsync("feestpot")), (await scene.BalanceAsync(BooksScene.Eva))).ShouldBe((110, 90));
        (await chaima.GetAsync("/kas/pot/feestpot/geef")).Said.ShouldContain("Deze maand kan er nog 1 uur 50 uit deze pot.");
        foreach (var nowhere in new[] { $"/kas/pot/{Anna}", "/kas/pot/nergens", "/kas/pot/nergens/geef", $"/kas/pot/{Anna}/geef" }) (await chaima.GetAsync(nowhere)).Status.ShouldBe(404, nowhere);

        Task<Seen> GiveAsync(string member, string minutes, string on) => SendAsync(chaima, "/kas/pot/feestpot/geef", ("Form.Member", member), ("Form.Minutes", minutes), ("Form.On", on));
    }

    [Fact]
    public async Task A_budget_that_nobody_can_read_is_not_set()
    {
        var scene = await BooksScene.OfAsync(server);
        using var chaima = await scene.VisitorAsync(Chaima);
        foreach (var number in new[] { "", "ge meente", Anna }) (await SendAsync(chaima, "/kas/instelling/nieuw", ("Form.Number", number))).Text.ShouldContain("bh-errors", Case.Sensitive, number);
        (await SendAsync(chaima, "/kas/instelling/nieuw", ("Form.Number", "gemeente"))).SentTo.ShouldBe("/kas/instelling/gemeente");
        foreach (var hours in new[] { "-1", "veel", "1000001", "9223372036854775807" })
            (await SendAsync(chaima, "/kas/instelling/gemeente", ("Form.Hours", hours), ("Form.Per", "Year"))).Text.ShouldContain("bh-errors", Case.Sensitive, hours);
        (await chaima.GetAsync("/kas/rekeningen/instellingen")).Said.ShouldNotContain("uur</td>\n                        <td>jaar");
        (await SendAsync(chaima, "/kas/instelling/gemeente", ("Form.Hours", "40"), ("Form.Per", "Year"))).SentTo.ShouldBe("/kas/rekeningen/instellingen");
        (await chaima.GetAsync("/kas/rekeningen/instellingen")).Said.ShouldContain("40 uur");
    }

    [Fact]
    public async Task A_lost_note_is_found_and_taken_out_of_use_once()
    {
        var scene = await BooksScene.OfAsync(server);
        var (first, second) = (NoteSerial.OfNumber(1), NoteSerial.OfNumber(2));
        await NotesAsync(scene, ApiServer.Noon, validMonths: null);
        using var chaima = await scene.VisitorAsync(Chaima);

        foreach (var wrong in new[] { "0000011", "biljet", "-1" }) (await chaima.GetAsync($"/kas/rekeningen/urenbiljetten/zoek?nummer={wrong}")).Said.ShouldContain("Dit is geen nummer van een biljet.", Case.Sensitive, wrong);
        (await chaima.GetAsync($"/kas/rekeningen/urenbiljetten/zoek?nummer={NoteSerial.OfNumber(99)}")).Said.ShouldContain("Dit biljet is nooit gedrukt.");
        var found = await chaima.GetAsync($"/kas/rekeningen/urenbiljetten/zoek?nummer={first}");
        found.Said.ShouldContain("In omloop");
        found.Text.ShouldContain($"/kas/urenbiljet/{first}/ongeldig");
        found.Text.ShouldNotContain(Anna, Case.Sensitive, "a note does not say whose it was");
        (await scene.GetAsync(Bram, $"/controle/rekeningen/urenbiljetten/zoek?nummer={first}")).Text.ShouldNotContain("ongeldig\"");

        foreach (var reason in new[] { "", "gegeten" }) (await SendAsync(chaima, $"/kas/urenbiljet/{first}/ongeldig", ("reason", reason))).Text.ShouldContain("bh-errors");
        (await scene.BalanceAsync("notes")).ShouldBe(120);
        (await SendAsync(chaima, $"/kas/urenbiljet/{first}/ongeldig", ("reason", "lost"))).SentTo.ShouldBe($"/kas/rekeningen/urenbiljetten/zoek?nummer={first}");
        (await chaima.GetAsync($"/kas/rekeningen/urenbiljetten/zoek?nummer={first}")).Said.ShouldContain("Ongeldig");
        (await scene.BalanceAsync("notes")).ShouldBe(60);
        (await SendAsync(chaima, $"/kas/urenbiljet/{first}/ongeldig", ("reason", "lost"))).Text.ShouldContain("bh-errors");
        (await chaima.GetAsync($"/kas/urenbiljet/{second.Value[..6]}0/ongeldig")).Status.ShouldBe(second.Value.EndsWith('0') ? 200 : 404);
    }

    [Fact]
    public async Task Notes_past_their_last_day_are_ended_by_a_press_and_no_others()
    {
        var scene = await BooksScene.OfAsync(server);
        var old = await NotesAsync(scene, Instant.FromUtc(2026, 9, 1, 12, 0), validMonths: 1);
        using var chaima = await scene.VisitorAsync(Chaima);
        (await chaima.GetAsync("/kas/rekeningen/urenbiljetten")).Text.ShouldContain($"/kas/urenbiljetten/{old}/verlopen");
        (await scene.GetAsync(Bram, "/controle/rekeningen/urenbiljetten")).Text.ShouldNotContain("/verlopen");

        var page = $"/kas/urenbiljetten/{old}/verlopen";
        (await chaima.GetAsync(page)).Said.ShouldContain("nog 2 in omloop, samen 2 uur");
        (await SendAsync(chaima, page)).SentTo.ShouldBe("/kas/rekeningen/urenbiljetten");
        (await scene.BalanceAsync("notes")).ShouldBe(0);
        var again = await chaima.SendToAsync(await chaima.GetAsync("/kas/pot/nieuw"), page, ("CommandId", Guid.CreateVersion7().ToString()));
        again.Said.ShouldContain("Er is niets te doen");
        (await chaima.GetAsync($"/kas/urenbiljetten/{Guid.NewGuid()}/verlopen")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_fingerprint_is_handed_out_by_hand_once()
    {
        var scene = await BooksScene.OfAsync(server);
        var size = await scene.Community.HeadAsync();
        using var chaima = await scene.VisitorAsync(Chaima);
        (await chaima.GetAsync("/kas/bewijs/uitgeven")).SentTo.ShouldBe("/kas/bewijs");
        (await PublishAsync()).SentTo.ShouldBe("/kas/bewijs#published");
        (await chaima.GetAsync("/kas/bewijs")).Text.ShouldContain($"omvang={size}\"");
        (await PublishAsync()).Said.ShouldContain("Deze vingerafdruk is al uitgegeven.");
        (await scene.Community.HeadAsync()).ShouldBe(size + 1);
        (await scene.GetAsync(Bram, "/controle/bewijs")).Text.ShouldNotContain("uitgeven");

        async Task<Seen> PublishAsync() => await chaima.SendToAsync(await chaima.GetAsync("/kas/bewijs"), "/kas/bewijs/uitgeven", ("CommandId", Guid.CreateVersion7().ToString()));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_does_its_work_once()
    {
        var scene = await BooksScene.OfAsync(server);
        await scene.BookAsync(Anna, Bram, 400);
        (await scene.Community.PostAsync("gifts", $$"""{"from":"{{Anna}}","to":"buurtpot","minutes":200}""", scene.Community.Token(Role.Member, Anna))).Status.ShouldBe(201);
        using var chaima = await scene.VisitorAsync(Chaima);
        (await SendAsync(chaima, "/kas/pot/buurtpot", ("Form.PerMember", "120"), ("Form.PerMonth", "600"))).SentTo.ShouldNotBeNull();
        var page = await chaima.GetAsync("/kas/pot/buurtpot/geef");
        (string, string)[] form = [("CommandId", Guid.CreateVersion7().ToString()), ("Form.Member", BooksScene.Eva), ("Form.Minutes", "45"), ("Form.On", "")];
        var sent = await chaima.SendToAsync(page, "/kas/pot/buurtpot/geef", form);
        (await chaima.SendToAsync(page, "/kas/pot/buurtpot/geef", form)).SentTo.ShouldBe(sent.SentTo);
        (await scene.BalanceAsync(BooksScene.Eva)).ShouldBe(45);
    }

    /// <summary>Ten notes of an hour of which Anna has two; their batch.</summary>
    internal static async Task<Guid> NotesAsync(BooksScene scene, Instant at, int? validMonths)
    {
        var batch = Guid.CreateVersion7();
        await scene.Community.ExecuteAsync(new ChangeAgreement(Guid.CreateVersion7(), Actor.Import, ApiServer.Noon, Agreement.Default with { Notes = new NoteTerms(FloorMinutes: -600, validMonths) }));
        await scene.Community.ExecuteAsync(new PrintNoteBatch(batch, Actor.Import, at, Notes: 10, MinutesPerNote: 60));
        await scene.Community.ExecuteAsync(new IssueNotes(Guid.CreateVersion7(), Actor.Import, at, new AccountNumber(Anna), [NoteSerial.OfNumber(1), NoteSerial.OfNumber(2)]));
        await scene.Screens.Scene.ShowAsync();
        return batch;
    }

    private static async Task<Seen> SendAsync(PageVisitor visitor, string page, params (string Name, string Value)[] fields) =>
        await visitor.SendAsync(page, [("CommandId", Guid.CreateVersion7().ToString()), .. fields]);
}
