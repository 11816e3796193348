using Buurthulp.Ledger;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Signals;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

/// <summary>What the coordinator is told. The definitions are tested with the views.</summary>
public sealed class SignalsTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly LocalDate Today = new(2026, 11, 20);

    [Fact]
    public async Task A_coordinator_sees_each_signal_with_the_figures_that_make_it()
    {
        var community = await server.FoundAsync();
        await community.ExecuteAsync(new ChangeAgreement(Guid.NewGuid(), Actor.Import, ApiServer.Noon, Agreement.Default with
        {
            Requests = RequestTerms.Default with { OverloadMinutes = 100, FollowUpDays = 5 },
            Signals = new SignalTerms(OveraskingMinutes: 119, UnansweredDays: 3),
        }));
        await community.ExecuteAsync(new JoinMember(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new("L0005"), null, Today.PlusDays(-45)));
        (await community.PostAsync("exchanges", Help(Anna, Bram, 120), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        (await community.PostAsync("exchanges", Help(Anna, Chaima, 60).Replace("2026-11-19", "2026-07-01", StringComparison.Ordinal), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var (unanswered, due) = (await AskedAsync(community, Today.PlusDays(-4)), await AskedAsync(community, Today.PlusDays(-9)));
        await community.ExecuteAsync(new AgreeMatch(Guid.NewGuid(), Actor.Import, ApiServer.Noon, new(due), new(Chaima), Today.PlusDays(-6)));
        var concern = Guid.NewGuid();
        (await community.PostAsync("concerns", """{"words":"Er klopt iets niet"}""", community.Token(Role.Member, Bram), concern)).Status.ShouldBe(201);

        var answer = await community.GetAsync("signals", community.Token(Role.Coordinator));

        answer.Status.ShouldBe(200, answer.Text);
        var head = await community.HeadAsync();
        answer.Text.ShouldBe($$"""
            {"asOf":"2026-11-20","thresholds":{"overloadMinutes":100,"overloadPeople":8,"overaskingMinutes":119,"unansweredDays":3,"followUpDays":5},
            "overload":{"count":1,"members":[{"account":"L0001","gaveMinutes":120,"helpedPeople":1}]},
            "overasking":{"count":1,"members":[{"account":"L0002","receivedMinutes":120}]},
            "quiet":{"count":1,"members":[{"account":"L0003","lastExchangeOn":"2026-07-01"}]},
            "newWithoutFirst":{"count":1,"members":[{"account":"L0005","joinedOn":"2026-10-06"}]},
            "unansweredRequests":{"count":1,"requests":[{"requestId":"{{unanswered}}","member":"L0001","category":"boodschappen","status":"open","since":"2026-11-16","days":4}]},
            "followUpsDue":{"count":1,"requests":[{"requestId":"{{due}}","member":"L0001","category":"boodschappen","status":"matched","since":"2026-11-14","days":6}]},
            "openConcerns":{"count":1,"concerns":[{"concernId":"{{concern}}","isOpen":true,"raisedOn":"2026-11-20"}]},"position":{{head}}}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Where_all_is_well_there_is_nothing_to_look_after()
    {
        var community = await server.FoundAsync();

        var answer = (await community.GetAsync("signals", community.Token(Role.Coordinator))).Json;

        foreach (var signal in new[] { "overload", "overasking", "quiet", "newWithoutFirst", "unansweredRequests", "followUpsDue", "openConcerns" }) answer.GetProperty(signal).GetProperty("count").GetInt64().ShouldBe(0, signal);
    }

    private static async Task<Guid> AskedAsync(Neighbourhood community, LocalDate on)
    {
        var id = Guid.NewGuid();
        await community.ExecuteAsync(new PostRequest(id, Actor.Import, ApiServer.Noon, new(Anna), new("boodschappen"), Channel.Phone, on));
        return id;
    }
}
