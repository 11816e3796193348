using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Web;

/// <summary>What anybody sees of a neighbourhood on any day. The journal begins on 20 November 2026, so November settles on 15 December.</summary>
public sealed class LatelyTests(ApiServer server) : IClassFixture<ApiServer>, IDisposable
{
    private static readonly LocalDate November = new(2026, 11, 18);
    private static readonly Instant Settled = Instant.FromUtc(2026, 12, 14, 23, 0);

    private StoppedClock Clock => (StoppedClock)server.Services.GetRequiredService<IClock>();

    public void Dispose() => Clock.Now = ApiServer.Noon;

    [Fact]
    public async Task A_month_that_settled_is_told_in_tens()
    {
        var community = await BusyAsync(members: 12, exchanges: 23);
        (await FiguresAsync(community)).ShouldBeNull("the day after the help");
        Clock.Now = Settled - Duration.FromMinutes(1);
        (await FiguresAsync(community)).ShouldBeNull("two weeks have not gone by");

        Clock.Now = Settled;
        (await FiguresAsync(community)).ShouldBe("10 of meer, 20 of meer, 20 uur of meer");
        (await PageAsync(community)).ShouldContain("De buurt in november 2026");
    }

    [Fact]
    public async Task Whoever_looks_every_day_does_not_see_anybody_come_or_go_nor_what_is_written_down_late()
    {
        var community = await BusyAsync(members: 9, exchanges: 9);
        Clock.Now = Settled;
        const string told = "minder dan 10, minder dan 10, minder dan 10 uur";
        (await FiguresAsync(community)).ShouldBe(told);

        for (var day = 1; day <= 20; day++)
        {
            Clock.Now = Settled + Duration.FromDays(day);
            await community.ExecuteAsync(new JoinMember(Guid.NewGuid(), Actor.Import, Clock.Now, new AccountNumber($"L1{day:000}"), null, November));
            await HelpAsync(community, $"L1{day:000}", Anna);
            (await FiguresAsync(community)).ShouldBe(told, $"day {day}");
        }

        await using var another = await server.StartAnotherAsync();
        (await another.Services.GetRequiredService<Buurthulp.Api.Web.Figures.LatelyFigures>().FindAsync(community.Code, Clock.Now, default)).ShouldNotBeNull("a server that was just started").Members.ShouldBe(0, "fewer than ten");
    }

    [Fact]
    public async Task Of_fewer_than_five_nothing_is_told_however_often_they_help()
    {
        var community = await server.FoundAsync();
        for (var i = 0; i < 12; i++) await HelpAsync(community, Anna, i % 2 == 0 ? Bram : Chaima);
        Clock.Now = Settled;

        (await FiguresAsync(community)).ShouldBeNull();
        var page = await PageAsync(community);
        page.ShouldContain("als in een maand genoeg mensen hebben meegedaan");
        page.ShouldNotContain("bh-figure");
    }

    /// <summary>Somebody helps the next one round.</summary>
    private async Task<Neighbourhood> BusyAsync(int members, int exchanges)
    {
        var community = await server.FoundAsync();
        // Anna, Bram and Chaima are there already.
        string[] people = [Anna, Bram, Chaima, .. Enumerable.Range(5, members - 3).Select(number => $"L{number:0000}")];
        foreach (var member in people.Skip(3)) await community.JoinAsync(member);
        for (var i = 0; i < exchanges; i++) await HelpAsync(community, people[i % people.Length], people[(i + 1) % people.Length]);
        return community;
    }

    private Task HelpAsync(Neighbourhood community, string helper, string receiver) => community.ExecuteAsync(new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), Clock.Now,
        [new Share(new AccountNumber(helper), 60)], [new Share(new AccountNumber(receiver), 60)], new CategoryCode("boodschappen"), November, Channel.Phone));

    /// <summary>The figures on the page, as somebody reads them; null when there are none.</summary>
    private async Task<string?> FiguresAsync(Neighbourhood community)
    {
        var page = await PageAsync(community);
        return page.Contains("<dl", StringComparison.Ordinal) ? string.Join(", ", page.Split("<dd>").Skip(1).Select(part => part.Split("</dd>")[0])) : null;
    }

    private async Task<string> PageAsync(Neighbourhood community)
    {
        // The page does not wait for the views, as nobody's own writes are on it.
        await community.GetAsync("indicators?from=2026", community.Token(Role.Auditor));
        using var client = server.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", "nl");
        return System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(new Uri($"/buurt/{community.Code}", UriKind.Relative)));
    }
}
