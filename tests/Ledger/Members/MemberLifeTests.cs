using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Members;

public sealed class MemberLifeTests
{
    [Theory]
    [InlineData("L0003", "L0007", "L0008")]
    [InlineData("L0003", "L9999", "L10000")]
    [InlineData("W0044", "L0001", "L0002")]
    [InlineData("L003", "Lise-9000", "L0001")]
    [InlineData("L0000000009", "L12a4", "L0001")]
    public void A_new_member_gets_the_number_after_the_highest(string one, string other, string expected) =>
        Given(Joined(new AccountNumber(one)), Joined(new AccountNumber(other)))
            .When(new AdmitMember(New, Desk, Noon, North))
            .Then(Joined(new AccountNumber(expected), Today));

    [Fact]
    public void The_number_of_somebody_who_left_and_was_erased_is_not_given_again() =>
        Given(Joined(Anna), Joined(Bram), Left(Bram), new MemberErased(Bram))
            .When(new AdmitMember(New, Desk, Noon, North))
            .Then(Joined(Chaima, Today));

    [Fact]
    public void A_member_pauses_and_comes_back()
    {
        Given(Joined(Anna)).When(new PauseMember(New, Member(Anna), Noon, Anna)).Then(new MemberPaused(Anna, Today));
        Given(Joined(Anna), new MemberPaused(Anna, Yesterday)).When(new ResumeMember(New, Member(Anna), Noon, Anna)).Then(new MemberResumed(Anna, Today));
    }

    [Fact]
    public void Help_that_happens_in_a_pause_is_recorded() =>
        Given(Joined(Anna), Joined(Bram), new MemberPaused(Anna, Yesterday))
            .When(Book(helper: Anna, receiver: Bram))
            .Then(Booked(helper: Anna, receiver: Bram, minutes: 60));

    [Fact]
    public void An_office_is_given_and_taken()
    {
        Given(Joined(Anna)).When(new GiveRole(New, Desk, Noon, Anna, Role.Treasurer)).Then(new RoleGiven(Anna, Role.Treasurer, Today));
        Given(Joined(Anna), new RoleGiven(Anna, Role.Treasurer, Today)).When(new TakeRole(New, Desk, Noon, Anna, Role.Treasurer)).Then(new RoleTaken(Anna, Role.Treasurer, Today));
    }

    [Fact]
    public void Who_is_very_frail_is_no_longer_asked_to_give() =>
        Given(Joined(Anna)).When(new ExpectReciprocity(New, Desk, Noon, Anna, Expected: false)).Then(new ReciprocityExpectationChanged(Anna, ReciprocityExpected: false, Today));

    [Fact]
    public void A_daughter_books_help_that_her_father_got() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram))
            .When(Book(helper: Chaima, receiver: Bram, by: Member(Anna)))
            .Then(Booked(helper: Chaima, receiver: Bram, minutes: 60, by: Recorder.Member));

    [Fact]
    public void Help_that_her_father_gave_waits_for_the_other_side_in_his_name() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram))
            .When(Book(helper: Bram, receiver: Chaima, by: Member(Anna)))
            .Then(Proposed(helper: Bram, receiver: Chaima, exchange: New, channel: Channel.Desk));

    [Fact]
    public void What_she_did_for_her_father_herself_is_not_hers_to_book() =>
        Given(Joined(Anna), Joined(Bram), MayAct(Anna, forMember: Bram))
            .When(Book(helper: Anna, receiver: Bram, by: Member(Anna)))
            .Then(Proposed(helper: Anna, receiver: Bram, exchange: New, channel: Channel.Desk));

    [Fact]
    public void What_her_father_did_for_her_is_hers_to_book() =>
        Given(Joined(Anna), Joined(Bram), MayAct(Anna, forMember: Bram))
            .When(Book(helper: Bram, receiver: Anna, by: Member(Anna)))
            .Then(Booked(helper: Bram, receiver: Anna, minutes: 60, by: Recorder.Member));

    [Fact]
    public void She_says_yes_no_and_thanks_for_her_father()
    {
        var waiting = Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram), Proposed(helper: Chaima, receiver: Bram));
        waiting.When(Confirm(by: Member(Anna))).Then(Booked(helper: Chaima, receiver: Bram, minutes: 60, exchange: Earlier, by: Recorder.Member, channel: Channel.Web));
        waiting.When(Decline(by: Member(Anna))).Then(Declined());
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram), Booked(helper: Chaima, receiver: Bram, minutes: 60, exchange: Earlier))
            .When(Thank(by: Member(Anna))).Then(Thanked(Bram));
    }

    [Fact]
    public void Who_acts_for_two_thanks_for_one_after_the_other() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), Joined(Dirk), MayAct(Anna, forMember: Bram), MayAct(Anna, forMember: Dirk),
                Booked([Of(Chaima, 60)], [Of(Bram, 30), Of(Dirk, 30)], exchange: Earlier), Thanked(Bram))
            .When(Thank(by: Member(Anna))).Then(Thanked(Dirk));

    [Fact]
    public void Who_may_act_on_one_day_only_acts_on_that_day() =>
        Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram, from: Today, until: Today), Proposed(helper: Chaima, receiver: Bram))
            .When(Decline(by: Member(Anna)))
            .Then(Declined());

    [Fact]
    public void The_next_number_is_one_more_than_the_highest_in_whatever_order_people_came() =>
        Given(Joined(new AccountNumber("L0009")), Joined(Bram))
            .When(new AdmitMember(New, Desk, Noon, North))
            .Then(Joined(new AccountNumber("L0010"), Today));

    [Fact]
    public void A_proxy_that_is_over_can_be_given_again() =>
        Given(Joined(Anna), Joined(Bram), MayAct(Anna, forMember: Bram, until: Yesterday))
            .When(new GiveProxy(New, Member(Bram), Noon, Bram, Anna, ProxyKind.Proxy))
            .Then(MayAct(Anna, forMember: Bram, from: Today));

    [Fact]
    public void A_guardian_may_lay_it_down() =>
        Given(Joined(Anna), Joined(Bram), new ProxyGiven(Bram, Anna, ProxyKind.Guardian, Joining, Until: null))
            .When(new EndProxy(New, Member(Anna), Noon, Bram, Anna))
            .Then(new ProxyEnded(Bram, Anna, Today));
}
