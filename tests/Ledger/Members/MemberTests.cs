using Buurthulp.Ledger;
using Buurthulp.Ledger.Members;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Members;

public sealed class MemberTests
{
    [Fact]
    public void A_member_joins_with_nothing_on_the_account() =>
        Given()
            .When(new JoinMember(New, Desk, Noon, Anna, North, Joining))
            .Then(Joined(Anna))
            .AndBalances((Anna, 0));

    [Fact]
    public void A_member_who_is_never_asked_to_give_is_marked_so() =>
        Given()
            .When(new JoinMember(New, Desk, Noon, Anna, Neighbourhood: null, Today, ReciprocityExpected: false))
            .Then(new MemberJoined(Anna, Neighbourhood: null, Today, ReciprocityExpected: false));

    [Fact]
    public void An_organisation_joins() =>
        Given()
            .When(new JoinOrganisation(New, Desk, Noon, House, North, Joining))
            .Then(HouseJoined());

    [Fact]
    public void A_member_who_leaves_keeps_their_balance() =>
        Given(Joined(Anna), Opened(Anna, 90))
            .When(new LeaveMember(New, Desk, Noon, Anna, Today))
            .Then(Left(Anna))
            .AndBalances((Anna, 90));

    [Fact]
    public void A_member_may_leave_on_the_day_of_joining() =>
        Given(Joined(Anna))
            .When(new LeaveMember(New, Desk, Noon, Anna, Joining))
            .Then(Left(Anna, Joining));

    [Fact]
    public void Nobody_leaves_twice_not_even_on_an_earlier_day() =>
        Given(Joined(Anna), Left(Anna, Today))
            .When(new LeaveMember(New, Desk, Noon, Anna, Yesterday))
            .Then(new Refusal.AccountClosed(Anna, Today));
}
