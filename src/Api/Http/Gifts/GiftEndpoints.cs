using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Pots;

namespace Buurthulp.Api.Http.Gifts;

/// <summary>Minutes given to a common pot.</summary>
internal static class GiftEndpoints
{
    public static void MapGifts(this IEndpointRouteBuilder community) =>
        community.MapPost("/gifts", GiveAsync).WithTags("gifts").Allow(Role.Member, Role.Coordinator, Role.Treasurer).Produces<GiftAnswer>(StatusCodes.Status201Created)
            .WithName("makeGift").WithSummary("Gives minutes to a pot").WithDescription("A member gives from their own account only.")
            .Example(new MakeGiftBody(Sample.Anna, Sample.Pot, 120), new GiftAnswer(Sample.Id, Sample.Position));

    private static async Task<IResult> GiveAsync(CommandCall call, Body<MakeGiftBody> body)
    {
        var (from, to, minutes) = body.Value;
        if (call.Token.Role == Role.Member && call.Token.Account != from) return EdgeProblems.AccountNotYours(from);
        return await call.ExecuteAsync(new MakeGift(call.CommandId, call.Actor, call.Now, from, to, minutes),
            recorded => Results.Json(AnswerOf(recorded), statusCode: StatusCodes.Status201Created));
    }

    private static GiftAnswer AnswerOf(Ledger.Writing.CommandOutcome.Recorded recorded) => new(((GiftMade)recorded.Entries[0].Event).Gift.Value, recorded.Position);
}

/// <summary>A gift to a pot.</summary>
/// <param name="From">The giver's account.</param>
/// <param name="To">The pot's account.</param>
/// <param name="Minutes">Whole minutes, more than zero.</param>
public sealed record MakeGiftBody(AccountNumber From, AccountNumber To, long Minutes);

/// <summary>A gift that was booked.</summary>
/// <param name="GiftId">Its id, which is the Idempotency-Key.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record GiftAnswer(Guid GiftId, long Position);
