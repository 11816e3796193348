using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Api.Http.Activities;

/// <summary>Shared activities and who came.</summary>
internal static class ActivityEndpoints
{
    private const int Most = 500;

    public static void MapActivities(this IEndpointRouteBuilder community)
    {
        var activities = community.MapGroup("/activities").WithTags("activities");
        activities.MapPost("", HoldAsync).Allow(Role.Coordinator).Produces<ActivityHeldAnswer>(StatusCodes.Status201Created)
            .WithName("holdActivity").WithSummary("Writes down an activity that took place and who came").WithDescription("The price is information only; nothing moves.")
            .Example(new HoldActivityBody(new("koffieochtend"), Sample.Yesterday, [Sample.Anna, Sample.Bram], new(Minutes: 30, Cents: 150)), new ActivityHeldAnswer(Sample.Id, Sample.Position));
        activities.MapPost("/plan", PlanAsync).Allow(Role.Coordinator).Produces<ActivityHeldAnswer>(StatusCodes.Status201Created)
            .WithName("planActivity").WithSummary("Plans an activity, so that members see it coming").WithDescription("Its words are for all members. Once it took place, holdActivity names it.")
            .Example(new PlanActivityBody(new("koffieochtend"), Sample.Today, new(Minutes: 0, Cents: 150), "Om tien uur in het buurthuis."), new ActivityHeldAnswer(Sample.Id, Sample.Position));
        activities.MapPost("/{id:guid}/cancel", CancelAsync).Allow(Role.Coordinator).Produces<PositionAnswer>()
            .WithName("cancelActivity").WithSummary("Calls a planned activity off").Example(new PositionAnswer(Sample.Position));
        activities.MapGet("/planned", PlannedAsync).Allow(Role.Member, Role.Coordinator).Produces<IReadOnlyList<PlannedActivityAnswer>>()
            .WithName("listPlannedActivities").WithSummary("Activities to come, the first first")
            .Example(new PlannedActivityAnswer[] { new(Sample.Id, new("koffieochtend"), Sample.Today, new(Minutes: 0, Cents: 150), "Om tien uur in het buurthuis.") });
        activities.MapPost("/{id:guid}/attend", AttendAsync).Allow(Role.Coordinator).Produces<PositionAnswer>()
            .WithName("attendActivity").WithSummary("Adds people who came to an activity").WithDescription("Those who are on the list already are passed over.")
            .Example(new AttendActivityBody([Sample.Chaima]), new PositionAnswer(Sample.Position));
        activities.MapGet("", ListAsync).Allow(Role.Coordinator).Produces<IReadOnlyList<ActivityAnswer>>()
            .WithName("listActivities").WithSummary("Activities and who came, the latest first").WithDescription($"{Most} at most.")
            .Example(new ActivityAnswer[] { new(Sample.Id, new("koffieochtend"), Sample.Yesterday, [Sample.Anna, Sample.Bram], new(Minutes: 30, Cents: 150)) });
    }

    private static Task<IResult> HoldAsync(CommandCall call, Body<HoldActivityBody> body)
    {
        var (kind, heldOn, attendees, price, planned) = body.Value;
        return call.ExecuteAsync(new HoldActivity(call.CommandId, call.Actor, call.Now, kind, heldOn, attendees ?? [], price?.ToPrice(), planned is { } id ? new ActivityId(id) : null),
            recorded => Results.Json(new ActivityHeldAnswer(((ActivityHeld)recorded.Entries[0].Event).Activity.Value, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static Task<IResult> PlanAsync(CommandCall call, RequestWords vault, Body<PlanActivityBody> body)
    {
        var (kind, on, price, words) = body.Value;
        return RequestWriting.ExecuteAsync(call, vault, new RequestText(call.CommandId, TextKind.Words, Account: null, ""), words, "words",
            new PlanActivity(call.CommandId, call.Actor, call.Now, kind, on, price?.ToPrice()),
            recorded => Results.Json(new ActivityHeldAnswer(((ActivityPlanned)recorded.Entries[0].Event).Activity.Value, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static Task<IResult> CancelAsync(CommandCall call, Guid id) => call.ExecuteAsync(new CancelActivity(call.CommandId, call.Actor, call.Now, new ActivityId(id)));

    private static async Task<IResult> PlannedAsync(ReadCall call, CommunityWriters writers, IClock clock)
    {
        var planned = await writers.LookAsync(call.Community, (state, _) => PlannedActivities.Of(state, state.Today(clock.GetCurrentInstant())), call.CancellationToken);
        var texts = await new RequestTexts(call.Database).FindAsync(call.Community, [.. planned.Select(one => one.Activity.Value)], TextKind.Words, call.CancellationToken);
        return Results.Json(planned.Select(one => new PlannedActivityAnswer(one.Activity.Value, one.State.Kind, one.State.HeldOn, ActivityPriceBody.Of(one.State.Price), texts.GetValueOrDefault(one.Activity.Value))));
    }

    private static Task<IResult> AttendAsync(CommandCall call, Guid id, Body<AttendActivityBody> body) =>
        call.ExecuteAsync(new AttendActivity(call.CommandId, call.Actor, call.Now, new ActivityId(id), body.Value.Attendees));

    private static async Task<IResult> ListAsync(ReadCall call, CommunityWriters writers)
    {
        var activities = await writers.LookAsync(call.Community, (state, _) => state.Activities.All.Where(pair => pair.Value.Status == ActivityStatus.Held).OrderByDescending(pair => pair.Value.HeldOn).ThenBy(pair => pair.Key.Value).Take(Most)
            .Select(pair => new ActivityAnswer(pair.Key.Value, pair.Value.Kind, pair.Value.HeldOn, pair.Value.Attendees, ActivityPriceBody.Of(pair.Value.Price)))
            .ToList(), call.CancellationToken);
        return Results.Json(activities);
    }
}

/// <summary>An activity that took place.</summary>
/// <param name="Kind">A code, such as <c>koffieochtend</c>.</param>
/// <param name="HeldOn">The day; today or earlier.</param>
/// <param name="Attendees">Who came; each account once.</param>
/// <param name="Price">What taking part costs.</param>
/// <param name="Planned">The id of the plan; left out for an activity that nobody planned.</param>
public sealed record HoldActivityBody(ActivityKind Kind, LocalDate HeldOn, IReadOnlyList<AccountNumber>? Attendees = null, ActivityPriceBody? Price = null, Guid? Planned = null);

/// <summary>An activity that is going to take place.</summary>
/// <param name="Kind">A code, such as <c>koffieochtend</c>.</param>
/// <param name="On">The day; today or later.</param>
/// <param name="Price">What taking part costs.</param>
/// <param name="Words">What it is about and where people meet, 1 to 2,000 characters. Kept outside the journal; all members read it.</param>
public sealed record PlanActivityBody(ActivityKind Kind, LocalDate On, ActivityPriceBody? Price = null, string? Words = null);

/// <summary>An activity to come.</summary>
/// <param name="ActivityId">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="On">The day.</param>
/// <param name="Price">What taking part costs; absent: nothing was written down.</param>
/// <param name="Words">What it is about and where people meet.</param>
public sealed record PlannedActivityAnswer(Guid ActivityId, ActivityKind Kind, LocalDate On, ActivityPriceBody? Price, string? Words);

/// <summary>What taking part costs, partly in minutes and partly in money.</summary>
/// <param name="Minutes">May be zero.</param>
/// <param name="Cents">In euro cents; may be zero.</param>
public sealed record ActivityPriceBody(long Minutes, long Cents)
{
    internal static ActivityPriceBody? Of(ActivityPrice? price) => price is null ? null : new ActivityPriceBody(price.Minutes, price.Cents);

    internal ActivityPrice ToPrice() => new(Minutes, Cents);
}

/// <summary>People who came to an activity.</summary>
/// <param name="Attendees">Each account once.</param>
public sealed record AttendActivityBody(IReadOnlyList<AccountNumber> Attendees);

/// <summary>An activity that was written down or planned.</summary>
/// <param name="ActivityId">Its id, which is the Idempotency-Key.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record ActivityHeldAnswer(Guid ActivityId, long Position);

/// <summary>An activity.</summary>
/// <param name="ActivityId">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="HeldOn">The day.</param>
/// <param name="Attendees">Who came.</param>
/// <param name="Price">What taking part costs; absent: nothing was written down.</param>
public sealed record ActivityAnswer(Guid ActivityId, ActivityKind Kind, LocalDate HeldOn, IReadOnlyList<AccountNumber> Attendees, ActivityPriceBody? Price);
