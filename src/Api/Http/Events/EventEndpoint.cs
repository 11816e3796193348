using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;
using Microsoft.AspNetCore.Mvc;

namespace Buurthulp.Api.Http.Events;

/// <summary>What is recorded, told as it happens by server-sent events.</summary>
internal static class EventEndpoint
{
    public static void MapEvents(this IEndpointRouteBuilder community) =>
        community.MapGet("/events", FollowAsync).WithTags("journal").Allow(Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin).RequireRateLimiting(WriteLimit.Streams)
            .Produces<string>(StatusCodes.Status200OK, EventStream.ContentType)
            .WithName("followEvents").WithSummary("Entries as they are recorded, by server-sent events")
            .WithDescription("The id of an event is its position, its name the stored name of what happened, its data the entry as in the journal. It goes on after Last-Event-ID or else after the parameter; "
                + "without either it tells what comes from now on. Members and shops are told of entries in which their account takes part, and of these their own part only. "
                + "The stream ends when the token expires, after a quarter of an hour and when the server stops: connect again, and nothing is missed or told twice.")
            .Example($"id: {Sample.Position}\nevent: {Sample.Booked.Type}\ndata: {Sample.JournalLine()}\n");

    private static async Task FollowAsync(HttpContext context, TokenCall call, IJournal journal, EventStream stream, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after)
    {
        var head = await journal.HeadAsync(call.Token.Community, call.CancellationToken);
        var from = Parameters.Number(lastEventId, "Last-Event-ID", least: 0, most: head) ?? Parameters.Number(after, "after", least: 0, most: head) ?? head;
        await stream.WriteAsync(context, call.Token, from, head);
    }
}
