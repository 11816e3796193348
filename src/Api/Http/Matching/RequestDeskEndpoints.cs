using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;

namespace Buurthulp.Api.Http.Matching;

/// <summary>What only a coordinator does with a request.</summary>
internal static class RequestDeskEndpoints
{
    public static void MapRequestDesk(this IEndpointRouteBuilder community)
    {
        var request = community.MapGroup("/requests/{id:guid}").WithTags("requests");
        request.MapPost("/stop", StopAsync).Allow(Role.Coordinator).Produces<PositionAnswer>()
            .WithName("stopRequest").WithSummary("Ends a request because something is not right")
            .WithDescription("The reason is kept outside the journal and shown to coordinators only; to members the request looks withdrawn.")
            .Example(new StopRequestBody("De vraag is geen burenhulp; met de familie besproken."), new PositionAnswer(Sample.Position));
        request.MapPost("/follow-up", FollowUpAsync).Allow(Role.Coordinator).Produces<PositionAnswer>()
            .WithName("followUpRequest").WithSummary("Writes down that somebody asked how it went")
            .Example(new FollowUpBody(new("well")), new PositionAnswer(Sample.Position));
        request.MapPost("/refer", ReferAsync).Allow(Role.Coordinator).Produces<PositionAnswer>()
            .WithName("referRequest").WithSummary("Hands a request on to an organisation outside")
            .Example(new ReferRequestBody(new("wijkteam")), new PositionAnswer(Sample.Position));
        request.MapPost("/expire", ExpireAsync).Allow(Role.Coordinator).Produces<PositionAnswer>()
            .WithName("expireRequest").WithSummary("Closes a request for which nobody was found")
            .Example(new PositionAnswer(Sample.Position));
    }

    /// <summary>The reason says something of the one who asked, so it goes when they are erased.</summary>
    private static async Task<IResult> StopAsync(CommandCall call, RequestWords vault, Guid id, Body<StopRequestBody> body)
    {
        var asker = await call.Writers.LookAsync(call.Community, (state, _) => state.Requests.TryGet(new RequestId(id), out var request) ? request.Member : (AccountNumber?)null, call.CancellationToken);
        return await RequestWriting.ExecuteAsync(call, vault, new RequestText(id, TextKind.Stopped, asker, ""), body.Value.Reason, "reason", new StopRequest(call.CommandId, call.Actor, call.Now, new RequestId(id)),
            recorded => Results.Json(new PositionAnswer(recorded.Position)));
    }

    private static Task<IResult> FollowUpAsync(CommandCall call, Guid id, Body<FollowUpBody> body) =>
        call.ExecuteAsync(new FollowUpRequest(call.CommandId, call.Actor, call.Now, new RequestId(id), body.Value.Outcome));

    private static Task<IResult> ReferAsync(CommandCall call, Guid id, Body<ReferRequestBody> body) =>
        call.ExecuteAsync(new ReferRequest(call.CommandId, call.Actor, call.Now, new RequestId(id), ReferredOn: null, body.Value.Organisation));

    private static Task<IResult> ExpireAsync(CommandCall call, Guid id) => call.ExecuteAsync(new ExpireRequest(call.CommandId, call.Actor, call.Now, new RequestId(id)));
}
