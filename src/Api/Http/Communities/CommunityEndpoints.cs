using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Http.Communities;

/// <summary>What a community agreed about itself: its rules, its kinds of help, its neighbourhoods. Everybody in it may read them.</summary>
internal static class CommunityEndpoints
{
    private static readonly Role[] Everybody = [Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor, Role.Admin];

    public static void MapCommunity(this IEndpointRouteBuilder community)
    {
        var own = community.MapGroup("").WithTags("community");
        own.MapGet("/agreement", ReadAgreementAsync).Allow(Everybody).Produces<AgreementAnswer>()
            .WithName("readAgreement").WithSummary("The community's own rules").WithDescription("Whole: sections about which nothing was agreed show what holds then.")
            .Example(new AgreementAnswer(AgreementBody.Of(Agreement.Default), Sample.Position));
        own.MapPost("/agreement", ChangeAgreementAsync).Allow(Role.Admin).Produces<PositionAnswer>()
            .WithName("changeAgreement").WithSummary("Replaces the community's rules").WithDescription("Whole: what is left out is no longer agreed. It holds from here on and changes nothing that was booked.")
            .Example(AgreementBody.Of(Agreement.Default), new PositionAnswer(Sample.Position));
        own.MapGet("/categories", ListCategoriesAsync).Allow(Everybody).Produces<IReadOnlyList<CategoryAnswer>>()
            .WithName("listCategories").WithSummary("Kinds of help that can be recorded, in order of their code")
            .Example(new CategoryAnswer[] { new(Sample.Errands), new(new("klussen")) });
        own.MapPost("/categories", AddCategoriesAsync).Allow(Role.Coordinator, Role.Admin).Produces<PositionAnswer>(StatusCodes.Status201Created)
            .WithName("addCategories").WithSummary("Adds kinds of help").WithDescription("Those that exist already are passed over. A kind of help is never taken away: old exchanges bear it.")
            .Example(new AddCategoriesBody([Sample.Errands, new("klussen")]), new PositionAnswer(Sample.Position));
        own.MapGet("/neighbourhoods", ListNeighbourhoodsAsync).Allow(Everybody).Produces<IReadOnlyList<NeighbourhoodAnswer>>()
            .WithName("listNeighbourhoods").WithSummary("Neighbourhoods with their number of residents, in order of their code")
            .Example(new NeighbourhoodAnswer[] { new(Sample.North, 2140) });
        own.MapPost("/neighbourhoods", DefineNeighbourhoodAsync).Allow(Role.Coordinator, Role.Admin).Produces<PositionAnswer>(StatusCodes.Status201Created)
            .WithName("defineNeighbourhood").WithSummary("Says how many people live in a neighbourhood").WithDescription("A later number for the same neighbourhood replaces the earlier one.")
            .Example(new DefineNeighbourhoodBody(Sample.North, 2140), new PositionAnswer(Sample.Position));
    }

    private static async Task<IResult> ReadAgreementAsync(ReadCall call, CommunityWriters writers) =>
        Results.Json(await writers.LookAsync(call.Community, (state, _) => new AgreementAnswer(AgreementBody.Of(state.Agreement), state.Position), call.CancellationToken));

    private static Task<IResult> ChangeAgreementAsync(CommandCall call, Body<AgreementBody> body) =>
        call.ExecuteAsync(new ChangeAgreement(call.CommandId, call.Actor, call.Now, body.Value.ToAgreement()));

    private static async Task<IResult> ListCategoriesAsync(ReadCall call, CommunityWriters writers)
    {
        var categories = await writers.LookAsync(call.Community, (state, _) => state.Categories, call.CancellationToken);
        return Results.Json(categories.OrderBy(category => category.Value, StringComparer.Ordinal).Select(category => new CategoryAnswer(category)));
    }

    private static Task<IResult> AddCategoriesAsync(CommandCall call, Body<AddCategoriesBody> body) =>
        call.ExecuteAsync(new AddCategories(call.CommandId, call.Actor, call.Now, body.Value.Categories), PositionAnswer.Created);

    private static async Task<IResult> ListNeighbourhoodsAsync(ReadCall call, CommunityWriters writers)
    {
        var residents = await writers.LookAsync(call.Community, (state, _) => state.Residents, call.CancellationToken);
        return Results.Json(residents.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).Select(pair => new NeighbourhoodAnswer(pair.Key, pair.Value)));
    }

    private static Task<IResult> DefineNeighbourhoodAsync(CommandCall call, Body<DefineNeighbourhoodBody> body) =>
        call.ExecuteAsync(new DefineNeighbourhood(call.CommandId, call.Actor, call.Now, body.Value.Neighbourhood, body.Value.Residents), PositionAnswer.Created);
}

/// <summary>Kinds of help to add.</summary>
/// <param name="Categories">Codes, such as <c>boodschappen</c>.</param>
public sealed record AddCategoriesBody(IReadOnlyList<CategoryCode> Categories);

/// <summary>A neighbourhood.</summary>
/// <param name="Neighbourhood">A code, such as <c>Molenwijk-Noord</c>.</param>
/// <param name="Residents">How many people live there.</param>
public sealed record DefineNeighbourhoodBody(NeighbourhoodCode Neighbourhood, int Residents);

/// <summary>A kind of help.</summary>
/// <param name="Category">Its code.</param>
public sealed record CategoryAnswer(CategoryCode Category);

/// <summary>A neighbourhood.</summary>
/// <param name="Neighbourhood">Its code.</param>
/// <param name="Residents">How many people live there.</param>
public sealed record NeighbourhoodAnswer(NeighbourhoodCode Neighbourhood, int Residents);
