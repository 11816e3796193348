using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Identity;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>Thanks that somebody gives by phone.</summary>
public sealed class DeskThanksTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_desk_passes_on_thanks_once_in_the_name_of_who_was_helped()
    {
        var screens = await Screens.OfAsync(server);
        await screens.Scene.GiveAsync(Chaima, Role.Coordinator);
        var exchange = (await screens.Community.PostAsync("exchanges", Help(Bram, Anna, 60), screens.Community.Token(Role.Coordinator))).Json.GetProperty("exchangeId").GetGuid();
        using var desk = new PageVisitor(server.Address);
        desk.Cookies.Add(server.Address, new System.Net.Cookie("buurthulp", await screens.Scene.SignInAsync(Chaima, fromCommandLine: true)));

        (await desk.GetAsync($"/balie/persoon/{Bram}")).Said.ShouldNotContain("Geef de dank door", Case.Sensitive, "he helped");
        var card = await desk.GetAsync($"/balie/persoon/{Anna}");
        card.Said.ShouldContain("Geef de dank door");
        (await desk.SendToAsync(card, $"/balie/persoon/{Anna}?handler=Thank", ("CommandId", Guid.NewGuid().ToString()), ("exchange", exchange.ToString()))).SentTo.ShouldBe($"/balie/persoon/{Anna}");

        (await desk.GetAsync($"/balie/persoon/{Anna}")).Said.ShouldNotContain("Geef de dank door");
        var entries = (await screens.Community.GetAsync("journal", screens.Community.Token(Role.Auditor))).Text.Trim().Split('\n');
        entries.Single(entry => entry.Contains("exchange_thanked", StringComparison.Ordinal)).ShouldMatch($"\"actor\":\"{Chaima}\".*\"by\":\"{Anna}\"");
    }
}
