using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Matching;

public sealed class MatchingTests
{
    private static readonly RequestId TheRequest = new(Earlier);
    private static readonly OfferId TheOffer = new(Earlier);

    [Fact]
    public void A_member_asks_for_help() =>
        Given(Joined(Anna))
            .When(new PostRequest(New, Desk, Noon, Anna, Chores, Channel.Phone))
            .Then(Asked(Anna, request: New, on: Today));

    [Fact]
    public void A_member_far_below_zero_may_ask_for_help() =>
        Given(Joined(Anna), Opened(Anna, -6000))
            .When(new PostRequest(New, Actor.Member(Anna), Noon, Anna, Chores, Channel.Phone, PostedOn: Yesterday))
            .Then(Asked(Anna, request: New));

    [Fact]
    public void A_member_offers_help() =>
        Given(Joined(Anna))
            .When(new PostOffer(New, Desk, Noon, Anna, Chores, Channel.Phone))
            .Then(Offered(Anna, offer: New, on: Today));

    [Fact]
    public void A_helper_is_found() =>
        Given(Joined(Anna), Joined(Bram), Asked(Anna))
            .When(new AgreeMatch(New, Desk, Noon, TheRequest, Bram))
            .Then(new MatchAgreed(TheRequest, Bram, Today));

    [Fact]
    public void A_request_may_be_matched_on_the_day_it_was_posted() =>
        Given(Joined(Anna), Joined(Bram), Asked(Anna))
            .When(new AgreeMatch(New, Desk, Noon, TheRequest, Bram, Yesterday))
            .Then(new MatchAgreed(TheRequest, Bram, Yesterday));

    [Fact]
    public void A_request_is_taken_back() =>
        Given(Joined(Anna), Asked(Anna))
            .When(new WithdrawRequest(New, Desk, Noon, TheRequest))
            .Then(new RequestWithdrawn(TheRequest, Today));

    [Fact]
    public void A_request_for_which_nobody_was_found_expires() =>
        Given(Joined(Anna), Asked(Anna))
            .When(new ExpireRequest(New, Actor.Clock, Noon + Duration.FromDays(60), TheRequest, Today.PlusDays(59)))
            .Then(new RequestExpired(TheRequest, Today.PlusDays(59)));

    [Fact]
    public void A_request_is_handed_on_to_an_organisation_outside() =>
        Given(Joined(Anna), Asked(Anna))
            .When(new ReferRequest(New, Desk, Noon, TheRequest))
            .Then(new RequestReferred(TheRequest, Today));

    [Fact]
    public void An_offer_is_taken_back() =>
        Given(Joined(Anna), Offered(Anna))
            .When(new WithdrawOffer(New, Desk, Noon, TheOffer))
            .Then(new OfferWithdrawn(TheOffer, Today));

    [Fact]
    public void However_a_request_was_closed_it_is_closed()
    {
        LedgerEvent[] endings = [new MatchAgreed(TheRequest, Bram, Today), new RequestWithdrawn(TheRequest, Today), new RequestExpired(TheRequest, Today), new RequestReferred(TheRequest, Today)];
        foreach (var ending in endings)
        {
            Given(Joined(Anna), Joined(Bram), Asked(Anna), ending)
                .When(new AgreeMatch(New, Desk, Noon, TheRequest, Bram))
                .Then(new Refusal.RequestClosed(TheRequest));
        }
    }
}
