using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Tests.Ledger.Scenarios;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Members;

public sealed class LeavingTests
{
    private static readonly LeavingTerms Waits = ToPot with { Policy = LeavingBalance.WaitsForTreasurer };

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    public void By_agreement_the_balance_goes_to_the_pot_above_zero_and_below(long minutes) =>
        Leaving(ToPot, minutes)
            .When(new LeaveMember(New, Desk, Noon, Anna))
            .Then(Left(Anna), Settled(Anna, minutes))
            .AndBalances((Anna, 0), (Pot, minutes));

    [Fact]
    public void Who_has_nothing_leaves_without_a_second_entry() =>
        Given(Agreed(BelowZero with { Leaving = ToPot }), PotOpen(), Joined(Anna))
            .When(new LeaveMember(New, Desk, Noon, Anna))
            .Then(Left(Anna));

    [Fact]
    public void By_agreement_the_balance_waits_for_the_treasurer() =>
        Leaving(Waits, 90)
            .When(new LeaveMember(New, Desk, Noon, Anna))
            .Then(Left(Anna))
            .AndBalances((Anna, 90), (Pot, 0));

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    public void The_treasurer_writes_off_what_waits(long minutes) =>
        Given(Agreed(BelowZero with { Leaving = Waits }), PotOpen(), Joined(Anna), Opened(Anna, minutes), Left(Anna))
            .When(new SettleLeavingBalance(New, new Actor("treasurer", Role.Treasurer), Noon, Anna))
            .Then(Settled(Anna, minutes, Settlement.WrittenOff))
            .AndBalances((Anna, 0), (Pot, minutes));

    [Fact]
    public void Help_from_before_that_is_booked_after_leaving_follows_to_the_pot() =>
        Given(Agreed(BelowZero with { Leaving = ToPot }), PotOpen(), Joined(Anna), Joined(Bram), Left(Anna), Booked(helper: Anna, receiver: Bram, minutes: 60, on: Yesterday))
            .When(new SettleLeavingBalance(New, new Actor("treasurer", Role.Treasurer), Noon, Anna))
            .Then(Settled(Anna, 60))
            .AndBalances((Anna, 0), (Pot, 60), (Bram, -60));

    [Fact]
    public void A_pot_that_is_not_open_yet_keeps_nobody_from_leaving() =>
        GivenOnly(Founded(), Agreed(BelowZero with { Leaving = ToPot }), Joined(Anna), Opened(Anna, 90))
            .When(new LeaveMember(New, Desk, Noon, Anna))
            .Then(Left(Anna))
            .AndBalances((Anna, 90));

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    public void What_went_to_the_pot_can_be_undone_and_settled_anew(long minutes)
    {
        var treasurer = new Actor("L0003", Role.Treasurer, Chaima);
        LedgerEvent[] settled = [Agreed(BelowZero with { Leaving = ToPot }), PotOpen(), Joined(Anna), Joined(Chaima), Opened(Anna, minutes), Left(Anna), Settled(Anna, minutes)];
        var position = Given(settled).State().Position;
        var undoing = new CorrectEntry(New, treasurer, Noon, position, new ReasonCode("mistake"));
        var undone = new EntryReversed(position, minutes > 0 ? Pot : Anna, minutes > 0 ? Anna : Pot, 90, new ReasonCode("mistake"), Today);

        Given(settled).When(undoing).Then(undone).AndBalances((Anna, minutes), (Pot, 0));
        Given([.. settled, undone]).When(undoing).Then(new Refusal.ReversedAlready(position));
        Given([.. settled, undone]).When(new SettleLeavingBalance(New, treasurer, Noon, Anna)).Then(Settled(Anna, minutes)).AndBalances((Anna, 0), (Pot, minutes));
    }

    [Fact]
    public void Who_is_erased_while_still_a_member_leaves_at_the_same_moment() =>
        Leaving(ToPot, -30)
            .When(new EraseMember(New, Buurthulp.Ledger.Actor.Member(Anna), Noon, Anna))
            .Then(Left(Anna), Settled(Anna, -30), new MemberErased(Anna))
            .AndBalances((Anna, 0), (Pot, -30));

    [Fact]
    public void Who_left_before_is_erased_in_one_entry() =>
        Given(Joined(Anna), Left(Anna, Yesterday))
            .When(new EraseMember(New, Desk, Noon, Anna))
            .Then(new MemberErased(Anna));

    [Fact]
    public void Who_left_holds_no_office_and_nobody_acts_for_them()
    {
        var state = Given(Joined(Anna), Joined(Bram), new RoleGiven(Anna, Role.Auditor, Today), MayAct(Bram, forMember: Anna), new MemberPaused(Anna, Today), Left(Anna)).State();
        state.Members[Anna].ShouldBe(new MemberState(ReciprocityExpected: true));
    }

    private static History Leaving(LeavingTerms terms, long minutes) => Given(Agreed(BelowZero with { Leaving = terms }), PotOpen(), Joined(Anna), Opened(Anna, minutes));
}
