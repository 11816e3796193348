using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Who asked to join is told by mail what came of it.</summary>
public sealed class JoinMailTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Who_is_admitted_gets_one_mail_in_their_language_also_when_the_program_stopped_in_between()
    {
        var screens = await WithDeskAsync();
        using var visitor = new PageVisitor(server.Address);
        visitor.Cookies.Add(server.Address, new System.Net.Cookie("taal", "en"));
        var joining = await AskAsync(screens, visitor, "Emma <b>Post</b>", "emma@example.org");
        using var desk = await DeskAsync(screens);

        (await desk.SendAsync($"/balie/intake/{joining}", ("CommandId", Id()), ("Form.Name", "Emma Post"), ("Form.Email", "emma@example.org"))).SentTo.ShouldBe("/balie/persoon/L0005");
        var mail = await MailFolder.MailToAsync(server, "emma@example.org");

        mail.ShouldContain("Content-Language: en");
        mail.ShouldContain("Your number is L0005.");
        mail.ShouldContain("/inloggen");
        mail.ShouldContain("text/html");
        mail.ShouldNotContain("Emma", Case.Sensitive, "mail is read over shoulders");
        // The clock finishes what may have stopped in between: that brings no second one.
        await screens.Scene.Get<MemberIntake>().FinishAsync(screens.Community.Code, joining, new AccountNumber("L0005"), default);
        (await QueuedAsync(screens, $"joining-admitted/{screens.Community.Code}/{joining}")).ShouldBe(1);
        (await screens.Scene.ScalarAsync<string[]>("SELECT languages FROM vault.persons WHERE community = $1 AND account = 'L0005'", screens.Community.Code.Value)).ShouldBe(["en"]);
    }

    [Fact]
    public async Task A_mail_that_could_not_be_queued_leaves_the_answer_to_be_finished_later()
    {
        var screens = await WithDeskAsync();
        using var visitor = new PageVisitor(server.Address);
        var joining = await AskAsync(screens, visitor, "Gerda", "gerda@example.org");
        var (community, now) = (screens.Community.Code, screens.Scene.Clock.Now);
        using var stopped = new CancellationTokenSource();
        // The account is opened, and then the program stops.
        (await screens.Scene.Get<WaitingJoinings>().TakeUpAsync(community, joining, Guid.CreateVersion7(), default)).ShouldBeTrue();
        await screens.Scene.ExecuteAsync(new Buurthulp.Ledger.Members.AdmitMember(joining, Actor.Coordinator(), now, null));
        await stopped.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(screens.Scene.Get<MemberIntake>().FinishAsync(community, joining, new AccountNumber("L0005"), stopped.Token));
        (await QueuedAsync(screens, $"joining-admitted/{screens.Community.Code}/{joining}")).ShouldBe(0);

        await screens.Scene.Get<MemberIntake>().FinishAsync(community, joining, new AccountNumber("L0005"), default);

        (await QueuedAsync(screens, $"joining-admitted/{screens.Community.Code}/{joining}")).ShouldBe(1);
        (await MailFolder.MailToAsync(server, "gerda@example.org")).ShouldContain("Je nummer is L0005.");
    }

    [Fact]
    public async Task Who_is_declined_is_told_kindly_and_who_left_no_address_is_not_written_to()
    {
        var screens = await WithDeskAsync();
        using var visitor = new PageVisitor(server.Address);
        var (declined, phoned) = (await AskAsync(screens, visitor, "Nee Dank", "nee@example.org"), await AskAsync(screens, visitor, "Dirk", email: null));
        using var desk = await DeskAsync(screens);
        (await desk.GetAsync($"/balie/intake/{declined}")).Said.ShouldContain("krijgt een mail dat het niet doorgaat");
        (await desk.GetAsync($"/balie/intake/{phoned}")).Said.ShouldNotContain("krijgt een mail");

        foreach (var joining in new[] { declined, phoned })
        {
            for (var twice = 0; twice < 2; twice++) (await desk.SendToAsync(await desk.GetAsync("/balie/intake/nieuw"), $"/balie/intake/{joining}?handler=Decline", ("CommandId", Id()))).SentTo.ShouldBe("/balie/intake");
        }

        (await MailFolder.MailToAsync(server, "nee@example.org")).ShouldContain("Dat gaat nu niet door.");
        (await QueuedAsync(screens, $"joining-declined/{screens.Community.Code}/%")).ShouldBe(1);
        (await screens.Scene.ScalarAsync<long>("SELECT count(*) FROM vault.intakes WHERE community = $1 AND person IS NOT NULL", screens.Community.Code.Value)).ShouldBe(0);
    }

    private static string Id() => Guid.CreateVersion7().ToString();

    private static Task<long> QueuedAsync(Screens screens, string key) => screens.Scene.ScalarAsync<long>("SELECT count(*) FROM mail.outbox WHERE key LIKE $1", key);

    private static async Task<Guid> AskAsync(Screens screens, PageVisitor visitor, string name, string? email)
    {
        var before = await WaitingAsync(screens);
        (await visitor.SendAsync($"/meedoen/{screens.Community.Code}", ("CommandId", Id()), ("Form.Name", name), ("Form.Email", email ?? ""), ("Form.Phone", "06 11 22 33 44"))).Status.ShouldBe(200);
        return (await WaitingAsync(screens)).Except(before).ShouldHaveSingleItem();
    }

    private static Task<Guid[]> WaitingAsync(Screens screens) => screens.Scene.ScalarAsync<Guid[]>("SELECT coalesce(array_agg(command), ARRAY[]::uuid[]) FROM vault.intakes WHERE community = $1 AND waits", screens.Community.Code.Value);

    private async Task<PageVisitor> DeskAsync(Screens screens)
    {
        var desk = new PageVisitor(server.Address);
        desk.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await screens.Scene.SignInAsync(Chaima, fromCommandLine: true)));
        return desk;
    }

    private async Task<Screens> WithDeskAsync()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        return screens;
    }
}
