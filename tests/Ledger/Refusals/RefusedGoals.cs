using Buurthulp.Ledger;
using Buurthulp.Ledger.Goals;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Goals.</summary>
internal static class RefusedGoals
{
    private static readonly GoalCode Reach = new("reach");
    private static readonly SetGoal Set = new(New, Desk, Noon, Reach, new MeasureCode("participation-reach"), TargetThousandths: 200);
    private static readonly GoalSet Was = new(Reach, Set.Measure, 200, Tomorrow, Today);

    public static readonly RefusalCase[] Cases =
    [
        new("a goal without a community", GivenOnly(), Set, new Refusal.CommunityUnknown(Molenwijk)),
        new("a goal for a figure that nobody counts", Given(), Set with { Measure = new MeasureCode("happiness") }, new Refusal.MeasureUnknown(new MeasureCode("happiness"))),
        new("a goal for a list of figures", Given(), Set with { Measure = new MeasureCode("exchanges-byMonth") }, new Refusal.MeasureUnknown(new MeasureCode("exchanges-byMonth"))),
        new("a goal below zero", Given(), Set with { TargetThousandths = -1 }, new Refusal.GoalOutOfRange(-1, SetGoal.MostThousandths)),
        new("a goal beyond all numbers", Given(), Set with { TargetThousandths = SetGoal.MostThousandths + 1 }, new Refusal.GoalOutOfRange(SetGoal.MostThousandths + 1, SetGoal.MostThousandths)),
        new("a goal that starts from below zero", Given(), Set with { StartThousandths = -1 }, new Refusal.GoalOutOfRange(-1, SetGoal.MostThousandths)),
        new("a goal that starts tomorrow", Given(), Set with { StartedOn = Tomorrow }, new Refusal.DateInFuture(Tomorrow, Today)),
        new("a goal that ends on the day it starts", Given(), Set with { By = Today }, new Refusal.GoalEndsTooSoon(Today, Today)),
        new("a goal that ends before it starts", Given(), Set with { StartedOn = Today, By = Yesterday }, new Refusal.GoalEndsTooSoon(Yesterday, Today)),
        new("dropping a goal that nobody set", Given(), new DropGoal(New, Desk, Noon, Reach), new Refusal.GoalUnknown(Reach)),
        new("dropping a goal twice", Given(Was, new GoalDropped(Reach, Today)), new DropGoal(New, Desk, Noon, Reach), new Refusal.GoalUnknown(Reach)),
    ];
}
