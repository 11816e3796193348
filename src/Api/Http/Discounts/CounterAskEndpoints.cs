using Buurthulp.Api.Counter;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Identity;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Api.Http.Discounts;

/// <summary>A till of others checks the code that a member shows and asks for their yes, as the counter page does: nothing moves until the member says it on their own phone.</summary>
internal static class CounterAskEndpoints
{
    private static readonly TryLimit WrongCode = new("counter-code", 20, Duration.FromMinutes(10));

    public static void MapCounterAsks(this IEndpointRouteBuilder community)
    {
        var asks = community.MapGroup("/counter-asks").WithTags("discounts");
        var waiting = new CounterAskAnswer(Sample.Id, CounterAskState.Waiting, Minutes: 90, DiscountCents: 750, Why: null, Sample.RecordedAt.AddMinutes(10));
        asks.MapPost("", AskAsync).Allow(Role.Shop).Produces<CounterAskAnswer>(StatusCodes.Status201Created)
            .WithName("askMember").WithSummary("Asks a member at the counter for their yes to a discount")
            .WithDescription("The code is what the member's phone shows now, such as L0042-482913, or the bare account number. The member says yes or no on their phone within ten minutes; the discount gets the id of the ask. What can't be anyway is refused at once.")
            .Example(new CounterAskBody($"{Sample.Anna}-482913", PurchaseCents: 1850, Minutes: 90), waiting);
        asks.MapGet("/{id:guid}", ReadAsync).Allow(Role.Shop).Produces<CounterAskAnswer>()
            .WithName("readAsk").WithSummary("Whether the member has said yes").Example(waiting with { State = CounterAskState.Done });
        asks.MapPost("/{id:guid}/stop", StopAsync).Allow(Role.Shop).Produces<CounterAskAnswer>()
            .WithName("stopAsk").WithSummary("Takes an ask back that was not answered").Example(waiting with { State = CounterAskState.Stopped });
    }

    private static async Task<IResult> AskAsync(CommandCall call, Body<CounterAskBody> body, CounterAsks asks, MemberCodes codes, Tries tries)
    {
        var (text, purchaseCents, minutes) = body.Value;
        var shop = call.Token.Account ?? throw new InvalidOperationException("a shop's token without an account");
        if (MemberCodes.Read(text) is not var (member, digits)) throw ProblemException.Malformed("code");
        var shownBy = digits is null ? ShownBy.Number : ShownBy.Code;
        var ask = await asks.FindAsync(call.Community, call.CommandId, call.CancellationToken);
        if (ask is null)
        {
            if (digits is not null && !codes.IsNow(call.Community, member, digits, call.Now)) return await WrongAsync(call, shop, tries);
            // As it would be decided now. Who only knows a number does not learn what its member has: then the phone says so.
            var refusal = await call.Writers.LookAsync(call.Community, (state, _) => new GiveDiscount(call.CommandId, call.Actor, call.Now, shop, member, purchaseCents, minutes).Decide(state).Refusal, call.CancellationToken);
            if (refusal is not null && !(refusal is Refusal.FloorReached && shownBy == ShownBy.Number)) return RefusalProblem.Of(refusal);
            await asks.BeginAsync(call.CommandId, call.Community, shop, member, shownBy, purchaseCents, call.CancellationToken);
            ask = await asks.FindAsync(call.Community, call.CommandId, call.CancellationToken);
        }

        if (ask is null || ask.Shop != shop || ask.Member != member || ask.PurchaseCents != purchaseCents || (ask.Minutes ?? minutes) != minutes) return RefusalProblem.Of(new Refusal.CommandIdReused());
        if (ask.Minutes is null) await asks.AskAsync(ask, minutes, call.CancellationToken);
        return Results.Json(await AnswerAsync(call.Community, call.CommandId, call.Now, asks, call.Writers, call.CancellationToken), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ReadAsync(TokenCall call, Guid id, CounterAsks asks, CommunityWriters writers, IClock clock)
    {
        await OwnAsync(call, id, asks);
        return Results.Json(await AnswerAsync(call.Token.Community, id, clock.GetCurrentInstant(), asks, writers, call.CancellationToken));
    }

    private static async Task<IResult> StopAsync(CommandCall command, TokenCall call, Guid id, CounterAsks asks)
    {
        await asks.StopAsync(await OwnAsync(call, id, asks), call.CancellationToken);
        return Results.Json(await AnswerAsync(call.Token.Community, id, command.Now, asks, command.Writers, call.CancellationToken));
    }

    private static async Task<IResult> WrongAsync(CommandCall call, AccountNumber shop, Tries tries) =>
        await tries.CountAsync(WrongCode, $"{call.Community}/{shop}", call.CancellationToken) is { } wait ? EdgeProblems.TooManyRequests(wait) : DiscountProblems.MemberCodeWrong();

    private static async Task<CounterAsk> OwnAsync(TokenCall call, Guid id, CounterAsks asks) =>
        await asks.FindAsync(call.Token.Community, id, call.CancellationToken) is { } ask && ask.Shop == call.Token.Account ? ask : throw new ProblemException(EdgeProblems.NotFound);

    /// <summary>The journal says whether it is booked, also when the process died before it could say so here.</summary>
    private static async Task<CounterAskAnswer> AnswerAsync(CommunityCode community, Guid id, Instant now, CounterAsks asks, CommunityWriters writers, CancellationToken cancellationToken)
    {
        var ask = await asks.FindAsync(community, id, cancellationToken) ?? throw new ProblemException(EdgeProblems.NotFound);
        var (isGiven, cents) = await writers.LookAsync(community, [Subject.Of(new DiscountId(id))], (state, _) => (state.Discounts.TryGet(new DiscountId(id), out var _), state.Accounts[ask.Shop].Terms?.DiscountCents(ask.Minutes ?? 0) ?? 0), cancellationToken);
        var standing = isGiven ? CounterAskState.Done : ask.Status switch
        {
            AskStatus.Done => CounterAskState.Done,
            AskStatus.Refused => CounterAskState.Refused,
            AskStatus.Stopped => CounterAskState.Stopped,
            _ => ask.IsOpen(now) ? CounterAskState.Waiting : CounterAskState.Expired,
        };
        return new CounterAskAnswer(id, standing, ask.Minutes ?? 0, cents, ask.Why, ask.ExpiresAt.ToDateTimeUtc());
    }
}

/// <summary>What a till asks of a member.</summary>
/// <param name="Code">What the member shows or says: the code on their phone, or their account number.</param>
/// <param name="PurchaseCents">The whole purchase in euro cents.</param>
/// <param name="Minutes">The minutes that the member would spend.</param>
public sealed record CounterAskBody(string Code, long PurchaseCents, long Minutes);

/// <summary>Where an ask stands.</summary>
public enum CounterAskState
{
    Waiting,
    Done,
    Refused,
    Stopped,
    Expired,
}

/// <summary>An ask of a till.</summary>
/// <param name="AskId">Its id, which is the Idempotency-Key; once the member has said yes also the discount's id.</param>
/// <param name="State">Only <c>done</c> is a yes: then the discount is booked.</param>
/// <param name="Minutes">The minutes that were asked for.</param>
/// <param name="DiscountCents">What the shop takes off the price for them, in euro cents.</param>
/// <param name="Why">When it was refused: <c>declined</c> for the member's no, else the code of the rule.</param>
/// <param name="ExpiresAt">After this moment nobody can say yes.</param>
public sealed record CounterAskAnswer(Guid AskId, CounterAskState State, long Minutes, long DiscountCents, string? Why, DateTime ExpiresAt);
