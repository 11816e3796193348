using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Tests.Ledger.Scenarios;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Matching;

/// <summary>Anna may act for her father Bram, in what he asks and in what he helps with. Chaima is the other side.</summary>
public sealed class SpeakingForRequestTests
{
    private static readonly RequestId His = new(Number(11));
    private static readonly RequestId Hers = new(Number(12));
    private static readonly Actor Daughter = Actor.Member(Anna);
    private static readonly LedgerEvent[] Beginning = [Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram), Asked(Bram, His.Value), Asked(Chaima, Hers.Value)];

    [Fact]
    public void She_answers_for_what_he_asks()
    {
        After(new HelperProposed(His, Chaima, Proposer.Helper, Today)).When(new AgreeMatch(New, Daughter, Noon, His)).Then(new MatchAgreed(His, Chaima, Today));
        After(new HelperProposed(His, Chaima, Proposer.Helper, Today)).When(new DeclineProposal(New, Daughter, Noon, His)).Then(new ProposalDeclined(His, Today));
        After(new MatchAgreed(His, Chaima, Today)).When(new HandBackMatch(New, Daughter, Noon, His)).Then(new MatchHandedBack(His, Today));
        After().When(new WithdrawRequest(New, Daughter, Noon, His)).Then(new RequestWithdrawn(His, Today));
    }

    [Fact]
    public void She_answers_for_what_he_helps_with()
    {
        After().When(new ProposeHelper(New, Daughter, Noon, Hers, Bram)).Then(new HelperProposed(Hers, Bram, Proposer.Helper, Today));
        After(new HelperProposed(Hers, Bram, Proposer.Coordinator, Today)).When(new AgreeMatch(New, Daughter, Noon, Hers)).Then(new MatchAgreed(Hers, Bram, Today));
        After(new MatchAgreed(Hers, Bram, Today)).When(new HandBackMatch(New, Daughter, Noon, Hers)).Then(new MatchHandedBack(Hers, Today));
        var roster = new RosterPosted(Hers, [Today, Tomorrow]);
        After(roster).When(new TakeRosterDate(New, Daughter, Noon, Hers, Tomorrow, Bram)).Then(new RosterDateTaken(Hers, Tomorrow, Bram, Today));
        After(roster, new RosterDateTaken(Hers, Tomorrow, Bram, Today)).When(new GiveBackRosterDate(New, Daughter, Noon, Hers, Tomorrow)).Then(new RosterDateGivenBack(Hers, Tomorrow, Today));
    }

    [Fact]
    public void Nobody_says_yes_in_his_name_to_what_they_proposed_themselves()
    {
        After(new HelperProposed(His, Anna, Proposer.Helper, Today)).When(new AgreeMatch(New, Daughter, Noon, His)).Then(new Refusal.AnswerNotYours(His));
        After(new HelperProposed(His, Anna, Proposer.Helper, Today)).When(new AgreeMatch(New, Actor.Member(Bram), Noon, His)).Then(new MatchAgreed(His, Anna, Today));
    }

    [Fact]
    public void After_the_last_day_his_requests_are_those_of_others()
    {
        var over = Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram, until: Yesterday), Asked(Bram, His.Value));
        over.When(new WithdrawRequest(New, Daughter, Noon, His)).Then(new Refusal.RequestNotYours(His));
    }

    [Fact]
    public void His_offer_she_takes_back() =>
        After(Offered(Bram, Number(14))).When(new WithdrawOffer(New, Daughter, Noon, new OfferId(Number(14)))).Then(new OfferWithdrawn(new OfferId(Number(14)), Today));

    [Fact]
    public void What_was_given_back_is_recorded_without_her_name()
    {
        new HandBackMatch(New, Daughter, Noon, His).RecordedActor().ShouldBe("member");
        new DeclineProposal(New, Daughter, Noon, His).RecordedActor().ShouldBe("member");
        new GiveBackRosterDate(New, Daughter, Noon, Hers, Tomorrow).RecordedActor().ShouldBe("member");
    }

    private static History After(params LedgerEvent[] more) => Given([.. Beginning, .. more]);
}
