using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Activities;

public sealed class ActivityTests
{
    private static readonly ActivityId TheActivity = new(New);
    private static readonly ActivityKind Walk = new("wandeling");

    [Fact]
    public void Who_came_to_a_walk_is_written_down_and_nothing_moves() =>
        Given(Joined(Anna), Joined(Bram))
            .When(new HoldActivity(New, Desk, Noon, Walk, Yesterday, [Bram, Anna]))
            .Then(new ActivityHeld(TheActivity, Walk, Yesterday), new ActivityAttended(TheActivity, [Bram, Anna]))
            .AndBalances((Anna, 0), (Bram, 0));

    [Fact]
    public void A_walk_is_planned_for_today_or_later_and_nothing_moves() =>
        Given(Joined(Anna))
            .When(new PlanActivity(New, Desk, Noon, Walk, Today, new ActivityPrice(60, 300)))
            .Then(new ActivityPlanned(TheActivity, Walk, Today, new ActivityPrice(60, 300)))
            .AndBalances((Anna, 0));

    [Fact]
    public void A_planned_walk_that_took_place_keeps_its_number() =>
        Given(Joined(Anna), new ActivityPlanned(new ActivityId(Earlier), Walk, Yesterday))
            .When(new HoldActivity(New, Desk, Noon, Walk, Yesterday, [Anna], Planned: new ActivityId(Earlier)))
            .Then(new ActivityHeld(new ActivityId(Earlier), Walk, Yesterday), new ActivityAttended(new ActivityId(Earlier), [Anna]));

    [Fact]
    public void A_planned_walk_is_called_off() =>
        Given(new ActivityPlanned(new ActivityId(Earlier), Walk, Tomorrow))
            .When(new CancelActivity(New, Desk, Noon, new ActivityId(Earlier)))
            .Then(new ActivityCancelled(new ActivityId(Earlier), Today));

    [Fact]
    public void A_walk_to_which_nobody_came_took_place_all_the_same() =>
        Given()
            .When(new HoldActivity(New, Desk, Noon, Walk, Today, []))
            .Then(new ActivityHeld(TheActivity, Walk, Today));

    [Fact]
    public void Neighbours_may_come_to_a_walk_before_they_join() =>
        Given(Joined(Anna, on: Today))
            .When(new HoldActivity(New, Actor.Import, Noon, Walk, Joining, [Anna]))
            .Then(new ActivityHeld(TheActivity, Walk, Joining), new ActivityAttended(TheActivity, [Anna]));

    [Fact]
    public void Neighbours_who_left_may_still_come_to_a_walk() =>
        Given(Joined(Anna), Left(Anna, Joining))
            .When(new HoldActivity(New, Desk, Noon, Walk, Today, [Anna]))
            .Then(new ActivityHeld(TheActivity, Walk, Today), new ActivityAttended(TheActivity, [Anna]));

    [Fact]
    public void Who_was_forgotten_on_the_list_of_a_walk_is_added_and_those_on_it_are_passed_over() =>
        Given(Joined(Anna), Joined(Bram), new ActivityHeld(new ActivityId(Earlier), Walk, Yesterday), new ActivityAttended(new ActivityId(Earlier), [Anna]))
            .When(new AttendActivity(New, Desk, Noon, new ActivityId(Earlier), [Anna, Bram]))
            .Then(new ActivityAttended(new ActivityId(Earlier), [Bram]));
}
