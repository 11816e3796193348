using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
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
        activities.MapPost("/{id:guid}/attend", AttendAsync).Allow(Role.Coordinator).Produces<PositionAnswer>()
            .WithName("attendActivity").WithSummary("Adds people who came to an activity").WithDescription("Those who are on the list already are passed over.")
            .Example(new AttendActivityBody([Sample.Chaima]), new PositionAnswer(Sample.Position));
        activities.MapGet("", ListAsync).Allow(Role.Coordinator).Produces<IReadOnlyList<ActivityAnswer>>()
            .WithName("listActivities").WithSummary("Activities and who came, the latest first").WithDescription($"{Most} at most.")
            .Example(new ActivityAnswer[] { new(Sample.Id, new("koffieochtend"), Sample.Yesterday, [Sample.Anna, Sample.Bram], new(Minutes: 30, Cents: 150)) });
    }

    private static Task<IResult> HoldAsync(CommandCall call, Body<HoldActivityBody> body)
    {
        var (kind, heldOn, attendees, price) = body.Value;
        return call.ExecuteAsync(new HoldActivity(call.CommandId, call.Actor, call.Now, kind, heldOn, attendees ?? [], price is null ? null : new ActivityPrice(price.Minutes, price.Cents)),
            recorded => Results.Json(new ActivityHeldAnswer(((ActivityHeld)recorded.Entries[0].Event).Activity.Value, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static Task<IResult> AttendAsync(CommandCall call, Guid id, Body<AttendActivityBody> body) =>
        call.ExecuteAsync(new AttendActivity(call.CommandId, call.Actor, call.Now, new ActivityId(id), body.Value.Attendees));

    private static async Task<IResult> ListAsync(ReadCall call, CommunityWriters writers)
    {
        var activities = await writers.LookAsync(call.Community, (state, _) => state.Activities.All.OrderByDescending(pair => pair.Value.HeldOn).ThenBy(pair => pair.Key.Value).Take(Most)
            .Select(pair => new ActivityAnswer(pair.Key.Value, pair.Value.Kind, pair.Value.HeldOn, pair.Value.Attendees, pair.Value.Price is { } price ? new ActivityPriceBody(price.Minutes, price.Cents) : null))
            .ToList(), call.CancellationToken);
        return Results.Json(activities);
    }
}

/// <summary>An activity that took place.</summary>
/// <param name="Kind">A code, such as <c>koffieochtend</c>.</param>
/// <param name="HeldOn">The day; today or earlier.</param>
/// <param name="Attendees">Who came; each account once.</param>
/// <param name="Price">What taking part costs.</param>
public sealed record HoldActivityBody(ActivityKind Kind, LocalDate HeldOn, IReadOnlyList<AccountNumber>? Attendees = null, ActivityPriceBody? Price = null);

/// <summary>What taking part costs, partly in minutes and partly in money.</summary>
/// <param name="Minutes">May be zero.</param>
/// <param name="Cents">In euro cents; may be zero.</param>
public sealed record ActivityPriceBody(long Minutes, long Cents);

/// <summary>People who came to an activity.</summary>
/// <param name="Attendees">Each account once.</param>
public sealed record AttendActivityBody(IReadOnlyList<AccountNumber> Attendees);

/// <summary>An activity that was written down.</summary>
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
