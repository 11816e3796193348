using Buurthulp.Ledger.Goals;
using Buurthulp.Projections.Indicators.Figures;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Goals;

public sealed class GoalTests
{
    private static readonly GoalCode Reach = new("reach");
    private static readonly MeasureCode Measure = new("participation-reach");
    private static readonly SetGoal Set = new(New, Desk, Noon, Reach, Measure, TargetThousandths: 200);

    [Fact]
    public void A_goal_starts_today_and_takes_a_year_when_nothing_else_is_said() =>
        Given().When(Set).Then(new GoalSet(Reach, Measure, 200, By: new(2027, 11, 20), StartedOn: Today));

    [Fact]
    public void A_goal_takes_the_days_and_the_start_value_that_are_said() =>
        Given().When(Set with { By = Tomorrow, StartThousandths = 0, StartedOn = Yesterday }).Then(new GoalSet(Reach, Measure, 200, Tomorrow, Yesterday, StartThousandths: 0));

    [Fact]
    public void A_goal_is_replaced_dropped_and_set_again()
    {
        var was = new GoalSet(Reach, Measure, 100, Tomorrow, Today);
        Given(was).When(Set).Then(new GoalSet(Reach, Measure, 200, new(2027, 11, 20), Today));
        Given(was).When(new DropGoal(New, Desk, Noon, Reach)).Then(new GoalDropped(Reach, Today));
        Given(was, new GoalDropped(Reach, Today)).When(Set).Then(new GoalSet(Reach, Measure, 200, new(2027, 11, 20), Today));
    }

    /// <summary>The ledger knows the names of the figures and the views count them: neither has one that the other lacks.</summary>
    [Fact]
    public void The_figures_that_a_goal_can_be_set_for_are_those_that_are_counted()
    {
        Measures.All.Count.ShouldBeGreaterThan(60);
        Measures.All.Select(FigurePaths.Of).ShouldBe(FigurePaths.All, ignoreOrder: true);
    }
}
