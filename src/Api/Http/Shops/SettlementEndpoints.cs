using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using Buurthulp.Projections.Shops;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Http.Shops;

/// <summary>What sponsors take over from shops.</summary>
internal static class SettlementEndpoints
{
    public static void MapSettlements(this IEndpointRouteBuilder community)
    {
        var settlements = community.MapGroup("/settlements").WithTags("shops");
        settlements.MapPost("", SettleAsync).Allow(Role.Treasurer).Produces<SettlementAnswer>(StatusCodes.Status201Created)
            .WithName("settleCredits").WithSummary("Brings minutes that a shop holds to the sponsor that pays for them")
            .WithDescription("The sponsor is an institution, an organisation or a pot. The euro are information and move nothing. To undo it, correct its entry.")
            .Example(new SettleBody(Sample.Bakery, Sample.Institution, Minutes: 1200, PaidCents: 10_000, new(2026, 10, 1), Sample.Today), new SettlementAnswer(Sample.Id, Sample.Position));
        settlements.MapGet("", ListAsync).Allow(Role.Shop, Role.Treasurer, Role.Auditor).Produces<IReadOnlyList<SettlementLine>>()
            .WithName("listSettlements").WithSummary("What was settled in a period, the latest first").WithDescription("A shop sees its own. The period is of the days on which it was booked.")
            .Example(new SettlementLine[] { new(Sample.Id, Sample.Position, Sample.Bakery, Sample.Institution, new(2026, 10, 1), Sample.Today, Minutes: 1200, PaidCents: 10_000, Sample.Today, UndoneOn: null) });
    }

    private static Task<IResult> SettleAsync(CommandCall call, Body<SettleBody> body)
    {
        var (shop, sponsor, minutes, paidCents, from, through) = body.Value;
        return call.ExecuteAsync(new SettleCredits(call.CommandId, call.Actor, call.Now, shop, sponsor, minutes, paidCents, from, through),
            recorded => Results.Json(new SettlementAnswer(((CreditsSettled)recorded.Entries[0].Event).Settlement.Value, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> ListAsync(ReadCall call, NpgsqlDataSource database, string? from, string? to)
    {
        AccountNumber? own = call.Token.Role == Role.Shop ? call.Token.Account : null;
        var rows = await ShopQueries.SettlementsAsync(database, call.Community, own, Parameters.Date(from, "from"), Parameters.Date(to, "to"), call.CancellationToken);
        return Results.Json(rows.Select(row => new SettlementLine(row.Settlement.Value, row.Position, row.Shop, row.Sponsor, row.From, row.Through, row.Minutes, row.PaidCents, row.SettledOn, row.UndoneOn)));
    }
}

/// <summary>What a sponsor takes over.</summary>
/// <param name="Shop">The shop's account.</param>
/// <param name="Sponsor">Where the minutes go: an institution, an organisation or a pot.</param>
/// <param name="Minutes">Whole minutes, more than zero and no more than the shop holds.</param>
/// <param name="PaidCents">What the shop gets for them outside the ledger, in euro cents; may be zero.</param>
/// <param name="From">The first day of the period that is settled.</param>
/// <param name="Through">Its last day; today at the latest.</param>
public sealed record SettleBody(AccountNumber Shop, AccountNumber Sponsor, long Minutes, long PaidCents, LocalDate From, LocalDate Through);

/// <summary>A settlement that was booked.</summary>
/// <param name="SettlementId">Its id, which is the Idempotency-Key.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record SettlementAnswer(Guid SettlementId, long Position);

/// <summary>A settlement.</summary>
/// <param name="SettlementId">Its id.</param>
/// <param name="Position">Its place in the journal.</param>
/// <param name="Shop">Who was paid.</param>
/// <param name="Sponsor">Where the minutes went.</param>
/// <param name="From">The first day of the period.</param>
/// <param name="Through">Its last day.</param>
/// <param name="Minutes">How many minutes moved.</param>
/// <param name="PaidCents">What the shop got for them, in euro cents.</param>
/// <param name="SettledOn">The day on which it was booked.</param>
/// <param name="UndoneOn">The day on which it was undone; absent when it stands.</param>
public sealed record SettlementLine(Guid SettlementId, long Position, AccountNumber Shop, AccountNumber Sponsor, LocalDate From, LocalDate Through, long Minutes, long PaidCents, LocalDate SettledOn, LocalDate? UndoneOn);
