using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Leaving is free, also for the last admin; then the desk reads that there is none.</summary>
public sealed class LastAdminPageTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string None = "Er is nu geen beheerder.";

    [Fact]
    public async Task When_the_last_admin_has_left_the_desk_reads_so()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        await screens.Scene.GiveAsync(Bram, Role.Admin);
        await screens.Scene.ShowAsync();
        using var desk = new PageVisitor(server.Address);
        desk.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await screens.Scene.SignInAsync(Chaima, fromCommandLine: true)));
        (await desk.GetAsync("/balie")).Said.ShouldNotContain(None);

        await screens.Community.ExecuteAsync(new LeaveMember(Guid.CreateVersion7(), Actor.Member(new AccountNumber(Bram)), screens.Scene.Clock.Now, new AccountNumber(Bram)));

        (await desk.GetAsync("/balie")).Said.ShouldContain(None);
    }
}
