using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Writing;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Signals;

public sealed class ConcernTests
{
    private static readonly ConcernId TheConcern = new(Earlier);

    [Fact]
    public void A_concern_is_recorded_without_a_word_of_whom() =>
        Given(Joined(Anna), Joined(Bram))
            .When(new RaiseConcern(New, Actor.Member(Bram), Noon) { About = Anna, RaisedBy = Bram })
            .Then(new ConcernRaised(new ConcernId(New), Today));

    [Fact]
    public void A_concern_may_be_about_nobody_in_particular_and_about_somebody_who_left()
    {
        Given().When(new RaiseConcern(New, Desk, Noon)).Then(new ConcernRaised(new ConcernId(New), Today));
        Given(Joined(Anna), Left(Anna)).When(new RaiseConcern(New, Desk, Noon) { About = Anna, RaisedBy = Anna }).Then(new ConcernRaised(new ConcernId(New), Today));
    }

    [Fact]
    public void Whoever_raises_a_concern_about_whomever_the_journal_says_the_same()
    {
        var raised = new RaiseConcern(New, Actor.Member(Bram), Noon) { About = Anna, RaisedBy = Bram };
        raised.RecordedActor().ShouldBe("member");
        (raised with { Actor = Desk }).RecordedActor().ShouldBe("member");
        CommandDigest.Of(raised).ShouldBe(CommandDigest.Of(new RaiseConcern(New, Actor.Member(Dirk), Noon) { About = Chaima, RaisedBy = Dirk }), "trying each member would tell who it was");
    }

    [Theory]
    [InlineData(ConcernOutcome.Watching, true)]
    [InlineData(ConcernOutcome.Settled, false)]
    [InlineData(ConcernOutcome.Referred, false)]
    [InlineData(ConcernOutcome.Unfounded, false)]
    public void What_came_of_it_closes_a_concern_unless_somebody_keeps_an_eye_on_it(ConcernOutcome outcome, bool open)
    {
        var history = Given(new ConcernRaised(TheConcern, Yesterday));
        history.When(new FollowUpConcern(New, Desk, Noon, TheConcern, outcome)).Then(new ConcernFollowedUp(TheConcern, outcome, Today));
        Given(new ConcernRaised(TheConcern, Yesterday), new ConcernFollowedUp(TheConcern, outcome, Today)).State().Concerns[TheConcern].IsOpen.ShouldBe(open);
    }

    [Fact]
    public void What_somebody_keeps_an_eye_on_is_followed_up_again() =>
        Given(new ConcernRaised(TheConcern, Yesterday), new ConcernFollowedUp(TheConcern, ConcernOutcome.Watching, Yesterday))
            .When(new FollowUpConcern(New, Desk, Noon, TheConcern, ConcernOutcome.Referred))
            .Then(new ConcernFollowedUp(TheConcern, ConcernOutcome.Referred, Today));

    [Fact]
    public void An_agreement_from_before_signals_reads_as_it_was()
    {
        var stored = (Buurthulp.Ledger.Communities.AgreementChanged)EventJson.Read("agreement_changed", """{"agreement":{"giftFloorMinutes":0,"proposalDays":14,"shopFloorMinutes":0,"shortfall":"belowZero"}}"""u8);
        stored.Agreement.Signals.ShouldBeNull();
        SignalTerms.Of(stored.Agreement).ShouldBe(new SignalTerms(OveraskingMinutes: 20 * 60, UnansweredDays: 14));
    }
}
