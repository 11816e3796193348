using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Members;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Api.Http.Shops;

/// <summary>Shops that take minutes for a discount, and what was agreed with each.</summary>
internal static class ShopEndpoints
{
    public static void MapShops(this IEndpointRouteBuilder community)
    {
        var shops = community.MapGroup("/shops").WithTags("shops");
        shops.MapPost("", JoinAsync).Allow(Role.Coordinator, Role.Admin).Produces<AdmittedAnswer>(StatusCodes.Status201Created)
            .WithName("joinShop").WithSummary("Opens an account for a shop and agrees its first terms").WithDescription("The name goes to the vault.")
            .Example(new JoinShopBody(Sample.Bakery, "Bakkerij Korenaar", Sample.Today, new(CentsPerHour: 500, MaxSharePercent: 50, MaxBalanceMinutes: 3600), Sample.North), new AdmittedAnswer(Sample.Bakery, Sample.Position));
        shops.MapGet("", ListAsync).Allow(Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin).Produces<IReadOnlyList<ShopAnswer>>()
            .WithName("listShops").WithSummary("All shops with their terms and what they still take, in order of their number")
            .Example(new ShopAnswer[] { new(Sample.Bakery, "Bakkerij Korenaar", Sample.Yesterday, new(CentsPerHour: 500, MaxSharePercent: 50, MaxBalanceMinutes: 3600), AvailableMinutes: 3060, Sample.Position) });
        shops.MapPost("/{no}/terms", AgreeAsync).Allow(Role.Coordinator, Role.Admin).Produces<PositionAnswer>()
            .WithName("agreeShopTerms").WithSummary("Replaces a shop's terms").WithDescription("They hold from here on. Discounts that were given stay as they are.")
            .Example(new ShopTermsBody(CentsPerHour: 500, MaxSharePercent: 50, MaxBalanceMinutes: 3600), new PositionAnswer(Sample.Position));
    }

    private static Task<IResult> JoinAsync(CommandCall call, Body<JoinShopBody> body, MemberIntake intake)
    {
        var (account, name, joinedOn, terms, neighbourhood) = body.Value;
        return AccountOpening.OpenAsync(call, intake, body.Value, PersonForm.Of(name), new JoinShop(call.CommandId, call.Actor, call.Now, account, neighbourhood, joinedOn, terms.ToTerms()));
    }

    private static Task<IResult> AgreeAsync(CommandCall call, string no, Body<ShopTermsBody> body) =>
        call.ExecuteAsync(new AgreeShopTerms(call.CommandId, call.Actor, call.Now, Parameters.Account(no, "no"), body.Value.ToTerms()));

    private static async Task<IResult> ListAsync(ReadCall call, CommunityWriters writers, PersonVault vault)
    {
        var (shops, position) = await writers.LookAsync(call.Community, (state, _) => (state.AccountsOf(AccountKind.Shop).ToList(), state.Position), call.CancellationToken);
        var names = await vault.NamesOfGroupsAsync(call.Community, shops.ConvertAll(shop => shop.Number), call.CancellationToken);
        return Results.Json(shops.Select(shop => new ShopAnswer(shop.Number, names.GetValueOrDefault(shop.Number), shop.OpenedOn,
            shop.Terms is { } terms ? new ShopTermsBody(terms.CentsPerHour, terms.MaxSharePercent, terms.MaxBalanceMinutes) : null,
            Math.Max(0, (shop.Terms?.MaxBalanceMinutes ?? 0) - shop.Balance), position)));
    }
}

/// <summary>A shop that joins.</summary>
/// <param name="Account">A new number.</param>
/// <param name="Name">As people know it; 1 to 200 characters.</param>
/// <param name="JoinedOn">The first day on which it may take minutes; today or earlier.</param>
/// <param name="Terms">What was agreed with it.</param>
/// <param name="Neighbourhood">Where it is.</param>
public sealed record JoinShopBody(AccountNumber Account, string Name, LocalDate JoinedOn, ShopTermsBody Terms, NeighbourhoodCode? Neighbourhood = null);

/// <summary>What a shop gives for minutes.</summary>
/// <param name="CentsPerHour">The discount in euro cents for 60 minutes.</param>
/// <param name="MaxSharePercent">The largest part of a purchase that a discount may be, 1 to 100.</param>
/// <param name="MaxBalanceMinutes">The most minutes that the shop wants to hold.</param>
public sealed record ShopTermsBody(int CentsPerHour, int MaxSharePercent, long MaxBalanceMinutes)
{
    internal ShopTerms ToTerms() => new(CentsPerHour, MaxSharePercent, MaxBalanceMinutes);
}

/// <summary>A shop.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Name">As people know it; absent when nobody wrote it down.</param>
/// <param name="JoinedOn">The first day on which it may take minutes.</param>
/// <param name="Terms">What was agreed with it; absent: nothing.</param>
/// <param name="AvailableMinutes">How many minutes it still takes before it holds the agreed most.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record ShopAnswer(AccountNumber Account, string? Name, LocalDate JoinedOn, ShopTermsBody? Terms, long AvailableMinutes, long Position);
