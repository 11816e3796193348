using Buurthulp.Api.Webhooks;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;

namespace Buurthulp.Tests.Api.Webhooks;

/// <summary>Receivers that hang leave places for the others.</summary>
public sealed class WebhookTurnsTests
{
    private int made;

    [Fact]
    public void Receivers_that_failed_before_never_have_all_places()
    {
        var hanging = Many(20, failures: 3).ToList();
        var first = WebhookTurns.Next(hanging, []);
        first.Count.ShouldBe(WebhookTurns.MostFailing);

        var well = Hook("wijk-1", failures: 0);
        WebhookTurns.Next([.. hanging, well], first).ShouldBe([well]);
    }

    [Fact]
    public void The_receivers_of_one_community_never_have_all_places()
    {
        var many = Enumerable.Range(0, 20).Select(_ => Hook("groot", failures: 0)).ToList();
        var first = WebhookTurns.Next(many, []);
        first.ShouldBe(many.Take(WebhookTurns.MostOfOneCommunity));

        var other = Hook("klein", failures: 0);
        WebhookTurns.Next([.. many, other], first).ShouldBe([other]);
    }

    [Fact]
    public void There_are_only_so_many_places_and_who_has_one_gets_no_second()
    {
        var due = Many(40, failures: 0).ToList();
        var first = WebhookTurns.Next(due, []);
        first.ShouldBe(due.Take(WebhookTurns.MostAtOnce));
        WebhookTurns.Next(due, first).ShouldBeEmpty();
        WebhookTurns.Next(due, [.. first.Take(3)]).ShouldBe(due.Skip(3).Take(WebhookTurns.MostAtOnce - 3));
    }

    private IEnumerable<Webhook> Many(int count, int failures) => Enumerable.Range(0, count).Select(number => Hook($"wijk-{number}", failures));

    private Webhook Hook(string community, int failures) => new(new CommunityCode(community), new Guid(++made, 0, 0, new byte[8]), new Uri("https://partner.example.org/"), Account: null, StartedAfter: 0,
        WebhookState.StartingAfter(0, ApiServer.Noon) with { Failures = failures });
}
