using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Exchanges;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Http.Treasury;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;

namespace Buurthulp.Api.Http.Discounts;

/// <summary>Minutes for a discount at a shop's counter.</summary>
internal static class DiscountEndpoints
{
    public static void MapDiscounts(this IEndpointRouteBuilder community)
    {
        var discounts = community.MapGroup("/discounts").WithTags("discounts");
        discounts.MapPost("", GiveAsync).Allow(Role.Shop, Role.Coordinator).Produces<DiscountAnswer>(StatusCodes.Status201Created)
            .WithName("giveDiscount").WithSummary("Takes minutes from a member for a discount").WithDescription("A shop books for itself only.")
            .Example(new GiveDiscountBody(Sample.Bakery, Sample.Anna, PurchaseCents: 1850, Minutes: 90), new DiscountAnswer(Sample.Id, DiscountCents: 750, Sample.Position));
        discounts.MapPost("/{id:guid}/cancel", CancelAsync).Allow(Role.Shop, Role.Coordinator).Produces<CorrectionAnswer>()
            .WithName("cancelDiscount").WithSummary("Undoes a discount by an opposite entry").WithDescription("A shop undoes its own only. For a coordinator it waits for a second person above the agreed amount; see corrections.")
            .Example(new ReasonBody(Sample.Mistake), new CorrectionAnswer(Sample.Position, CorrectionAnswerStatus.Done, CorrectionId: null));
    }

    private static async Task<IResult> GiveAsync(CommandCall call, Body<GiveDiscountBody> body)
    {
        var (shop, member, purchaseCents, minutes) = body.Value;
        if (call.Token.Role == Role.Shop && call.Token.Account != shop) return EdgeProblems.AccountNotYours(shop);
        var command = new GiveDiscount(call.CommandId, call.Actor, call.Now, shop, member, purchaseCents, minutes);
        return await call.ExecuteAsync(command, recorded => Results.Json(AnswerOf(recorded), statusCode: StatusCodes.Status201Created));
    }

    private static Task<IResult> CancelAsync(CommandCall call, Guid id, Body<ReasonBody> body) =>
        call.ExecuteAsync(new CancelDiscount(call.CommandId, call.Actor, call.Now, new DiscountId(id), body.Value.Reason), CorrectionAnswer.Of);

    private static DiscountAnswer AnswerOf(Ledger.Writing.CommandOutcome.Recorded recorded)
    {
        var given = (DiscountGiven)recorded.Entries[0].Event;
        return new DiscountAnswer(given.Discount.Value, given.DiscountCents, recorded.Position);
    }
}

/// <summary>A discount at the counter.</summary>
/// <param name="Shop">The shop's account.</param>
/// <param name="Member">The account of the member who spends.</param>
/// <param name="PurchaseCents">The whole purchase in euro cents.</param>
/// <param name="Minutes">The minutes that the member spends.</param>
public sealed record GiveDiscountBody(AccountNumber Shop, AccountNumber Member, long PurchaseCents, long Minutes);

/// <summary>A discount that was booked.</summary>
/// <param name="DiscountId">Its id, which is the Idempotency-Key.</param>
/// <param name="DiscountCents">What the shop takes off the price, in euro cents.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record DiscountAnswer(Guid DiscountId, long DiscountCents, long Position);
