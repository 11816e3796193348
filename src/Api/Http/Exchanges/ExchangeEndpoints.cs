using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Http.Treasury;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;

namespace Buurthulp.Api.Http.Exchanges;

/// <summary>Help between members: written down, answered, thanked for, undone.</summary>
internal static class ExchangeEndpoints
{
    public static void MapExchanges(this IEndpointRouteBuilder community)
    {
        var exchanges = community.MapGroup("/exchanges").WithTags("exchanges");
        exchanges.MapPost("", RecordAsync).Allow(Role.Member, Role.Coordinator).Produces<ExchangeAnswer>(StatusCodes.Status201Created)
            .WithName("recordExchange").WithSummary("Writes down help that was given")
            .WithDescription("By a receiver or a coordinator it is booked at once; by a helper it waits for the other side. "
                + "A member must be in it; only a coordinator names a payer or another channel than web.")
            .Example(new RecordExchangeBody([new(Sample.Bram, 60)], [new(Sample.Anna, 60)], Sample.Errands, Sample.Yesterday), new ExchangeAnswer(Sample.Id, Sample.Position, ExchangeAnswerStatus.Booked));

        var exchange = exchanges.MapGroup("/{id:guid}");
        exchange.MapPost("/confirm", ConfirmAsync).Allow(Role.Member, Role.Coordinator).AlsoAfterLeaving().Produces<PositionAnswer>()
            .WithName("confirmExchange").WithSummary("Says yes to a proposed exchange; it is booked")
            .Example(new PositionAnswer(Sample.Position));
        exchange.MapPost("/decline", DeclineAsync).Allow(Role.Member, Role.Coordinator).AlsoAfterLeaving().Produces<PositionAnswer>()
            .WithName("declineExchange").WithSummary("Says no to a proposed exchange").WithDescription("No reason is asked; nothing moves.")
            .Example(new PositionAnswer(Sample.Position));
        exchange.MapPost("/thank", ThankAsync).Allow(Role.Member, Role.Coordinator).AlsoAfterLeaving().Produces<PositionAnswer>()
            .WithName("thankForExchange").WithSummary("Says thank you for a booked exchange").WithDescription("Once for each receiver. A member thanks for themselves and needs no body; a coordinator who passes thanks on says whose, unless only one was helped.")
            .Example(new ThankBody(Sample.Anna), new PositionAnswer(Sample.Position));
        exchange.MapPost("/reverse", ReverseAsync).Allow(Role.Coordinator, Role.Treasurer).Produces<CorrectionAnswer>()
            .WithName("reverseExchange").WithSummary("Undoes a booked exchange by an opposite entry").WithDescription("Above the agreed amount it waits for a second person; see corrections.")
            .Example(new ReasonBody(Sample.Mistake), new CorrectionAnswer(Sample.Position, CorrectionAnswerStatus.Done, CorrectionId: null));
    }

    private static Task<IResult> RecordAsync(CommandCall call, Body<RecordExchangeBody> body)
    {
        var (helpers, receivers, category, happenedOn, payer, request, channel) = body.Value;
        if (call.Token.Role == Role.Member && channel != ExchangeChannel.Web) throw ProblemException.Malformed("channel");
        var command = new RecordExchange(call.CommandId, call.Actor, call.Now, SharesOf(helpers), SharesOf(receivers), category, happenedOn, ChannelOf(channel), payer, RequestOf(request));
        return call.ExecuteAsync(command, recorded => Results.Json(AnswerOf(recorded), statusCode: StatusCodes.Status201Created));
    }

    private static Task<IResult> ConfirmAsync(CommandCall call, Guid id) =>
        call.ExecuteAsync(new ConfirmExchange(call.CommandId, call.Actor, call.Now, new ExchangeId(id)));

    private static Task<IResult> DeclineAsync(CommandCall call, Guid id) =>
        call.ExecuteAsync(new DeclineExchange(call.CommandId, call.Actor, call.Now, new ExchangeId(id)));

    private static Task<IResult> ThankAsync(CommandCall call, Guid id, OptionalBody<ThankBody> body) =>
        call.ExecuteAsync(new ThankForExchange(call.CommandId, call.Actor, call.Now, new ExchangeId(id), body.Value?.By));

    private static Task<IResult> ReverseAsync(CommandCall call, Guid id, Body<ReasonBody> body) =>
        call.ExecuteAsync(new ReverseExchange(call.CommandId, call.Actor, call.Now, new ExchangeId(id), body.Value.Reason), CorrectionAnswer.Of);

    internal static ExchangeAnswer AnswerOf(Ledger.Writing.CommandOutcome.Recorded recorded) => recorded.Entries[0].Event switch
    {
        ExchangeBooked booked => new ExchangeAnswer(booked.Exchange.Value, recorded.Position, ExchangeAnswerStatus.Booked),
        ExchangeProposed proposed => new ExchangeAnswer(proposed.Exchange.Value, recorded.Position, ExchangeAnswerStatus.Proposed),
        var other => throw new InvalidOperationException($"an exchange was recorded as a {other.GetType().Name}"),
    };

    private static Share[] SharesOf(IReadOnlyList<ShareBody> shares) => [.. shares.Select(share => new Share(share.Account, share.Minutes))];

    private static RequestId? RequestOf(Guid? request) => request is { } id ? new RequestId(id) : null;

    private static Channel ChannelOf(ExchangeChannel channel) => channel switch
    {
        ExchangeChannel.Phone => Channel.Phone,
        ExchangeChannel.Desk => Channel.Desk,
        _ => Channel.Web,
    };
}
