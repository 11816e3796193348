using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Figures;
using NodaTime;

namespace Buurthulp.Api.Http.Goals;

/// <summary>What a community wants its figures to come to.</summary>
internal static class GoalEndpoints
{
    public static void MapGoals(this IEndpointRouteBuilder community)
    {
        var goals = community.MapGroup("/goals").WithTags("indicators");
        goals.MapGet("", ListAsync).Allow(Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin).Produces<IReadOnlyList<GoalFigures>>()
            .WithName("listGoals").WithSummary("The goals and how they stand, those that end first first")
            .WithDescription("The value is that of the year up to today; it is on track when it has come as far as a straight line from the start value to the target.")
            .Example(SampleFigures.Goals);
        goals.MapPost("", SetAsync).Allow(Role.Coordinator, Role.Admin).Produces<PositionAnswer>(StatusCodes.Status201Created)
            .WithName("setGoal").WithSummary("Sets a goal, or replaces the one with the same code")
            .WithDescription("The measure is the path of a figure that is one number. Without a start value the goal starts from what the figure was in the year up to its start.")
            .Example(new SetGoalBody(new GoalCode("reach"), "Een op de vijf buurtbewoners doet mee", "participation.reach", 0.2m, new(2027, 11, 20)), new PositionAnswer(Sample.Position));
        goals.MapPost("/{goal}/drop", DropAsync).Allow(Role.Coordinator, Role.Admin).Produces<PositionAnswer>()
            .WithName("dropGoal").WithSummary("Drops a goal").Example(new PositionAnswer(Sample.Position));
    }

    private static async Task<IResult> ListAsync(ReadCall call, IndicatorQueries indicators, GoalNames names, CommunityWriters writers, IClock clock)
    {
        var today = await writers.LookAsync(call.Community, (state, _) => state.Today(clock.GetCurrentInstant()), call.CancellationToken);
        var figures = await indicators.FiguresAsync(call.Community, ReportPeriod.YearUpTo(today), call.Head, call.CancellationToken);
        return Results.Json(await GoalsOfAsync(call, indicators, names, figures), IndicatorJson.Options);
    }

    /// <summary>The goals with the figures of a period and with their names.</summary>
    internal static Task<IReadOnlyList<GoalFigures>> GoalsOfAsync(ReadCall call, IndicatorQueries indicators, GoalNames names, IndicatorFigures figures) =>
        GoalsOfAsync(call.Community, indicators, names, figures, call.CancellationToken);

    internal static async Task<IReadOnlyList<GoalFigures>> GoalsOfAsync(CommunityCode community, IndicatorQueries indicators, GoalNames names, IndicatorFigures figures, CancellationToken cancellationToken)
    {
        return await NamedAsync(community, names, (await indicators.WithGoalsAsync(community, figures, cancellationToken)).Goals, cancellationToken);
    }

    /// <summary>The same goals with their words from the vault.</summary>
    internal static async Task<IReadOnlyList<GoalFigures>> NamedAsync(CommunityCode community, GoalNames names, IReadOnlyList<GoalFigures> goals, CancellationToken cancellationToken)
    {
        if (goals.Count == 0) return goals;
        var known = await names.AllAsync(community, cancellationToken);
        return [.. goals.Select(goal => goal with { Name = known.GetValueOrDefault(goal.Entry) })];
    }

    /// <summary>Keeps the name and then executes, so that a goal never stands there without one. The journal can't tell whether a repetition has the same name, so the vault does.</summary>
    private static async Task<IResult> SetAsync(CommandCall call, Body<SetGoalBody> body, GoalNames names)
    {
        var command = body.Value.ToCommand(call);
        var added = await names.AddAsync(call.Community, call.CommandId, body.Value.CheckedName(), call.CancellationToken);
        if (added is null) return RefusalProblem.Of(new Refusal.CommandIdReused());
        var result = await call.ExecuteAsync(command, PositionAnswer.Created);

        // After anything but a plain no it may be recorded all the same, and the client will send it again.
        if (added == true && result is Problem { Status: < StatusCodes.Status500InternalServerError and not StatusCodes.Status409Conflict })
        {
            await names.RemoveAsync(call.Community, call.CommandId, CancellationToken.None);
        }

        return result;
    }

    private static Task<IResult> DropAsync(CommandCall call, string goal) =>
        Code.TryParse<GoalCode>(goal, out var code) ? call.ExecuteAsync(new DropGoal(call.CommandId, call.Actor, call.Now, code)) : throw ProblemException.Malformed("goal");
}

/// <summary>A goal.</summary>
/// <param name="Goal">A code of one's own; a later goal with the same code replaces it.</param>
/// <param name="Name">What people call it, 1 to 200 characters.</param>
/// <param name="Measure">The path of a figure, such as <c>participation.reach</c>.</param>
/// <param name="Target">What the figure shall come to, with three decimals at most: a share of 20 percent is 0.2.</param>
/// <param name="By">The day by which. Absent: a year after the start.</param>
/// <param name="StartValue">What the figure was at the start. Absent: as the journal has it.</param>
/// <param name="StartedOn">The day from which it counts. Absent: today.</param>
public sealed record SetGoalBody(GoalCode Goal, string Name, string Measure, decimal Target, LocalDate? By = null, decimal? StartValue = null, LocalDate? StartedOn = null)
{
    private const decimal Thousand = 1000;

    internal string CheckedName() => Name.Length is > 0 and <= GoalNames.LongestName && !Name.Contains('\0', StringComparison.Ordinal) ? Name : throw ProblemException.Malformed("name");

    internal SetGoal ToCommand(CommandCall call)
    {
        if (!Code.TryParse<MeasureCode>(Measure.Replace('.', '-'), out var measure)) throw ProblemException.Malformed("measure");
        return new SetGoal(call.CommandId, call.Actor, call.Now, Goal, measure, Thousandths(Target, "target"), By, StartValue is { } start ? Thousandths(start, "startValue") : null, StartedOn);
    }

    /// <summary>Whole, or the number has more decimals than a goal needs.</summary>
    private static long Thousandths(decimal value, string field)
    {
        const decimal most = SetGoal.MostThousandths / Thousand;
        if (decimal.Round(value, 3) != value || value > most * 1000 || value < -most * 1000) throw ProblemException.Malformed(field);
        return (long)(value * Thousand);
    }
}
