using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Matching;

namespace Buurthulp.Api.Http.Matching;

/// <summary>What people offer.</summary>
internal static class OfferEndpoints
{
    private const int Most = 500;

    public static void MapOffers(this IEndpointRouteBuilder community)
    {
        var offers = community.MapGroup("/offers").WithTags("offers");
        offers.MapPost("", PostAsync).Allow(Role.Member, Role.Coordinator).Produces<OfferPostedAnswer>(StatusCodes.Status201Created)
            .WithName("postOffer").WithSummary("Offers help")
            .Example(new PostOfferBody(Sample.Errands, Sample.Bram, "Ik doe graag boodschappen mee.", [Daypart.ThursdayMorning], [new("nl"), new("ar")]), new OfferPostedAnswer(Sample.OtherId, Sample.Position));
        offers.MapPost("/{id:guid}/withdraw", WithdrawAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("withdrawOffer").WithSummary("Takes an offer back").WithDescription("Members take back their own only.")
            .Example(new PositionAnswer(Sample.Position));
        offers.MapGet("", ListAsync).Allow(Role.Member, Role.Coordinator).Produces<IReadOnlyList<OfferAnswer>>()
            .WithName("listOffers").WithSummary("Open offers, the oldest first").WithDescription($"Members see their own. {Most} at most.")
            .Example(new OfferAnswer[] { new(Sample.OtherId, Sample.Bram, Sample.Errands, Sample.Yesterday, "Ik doe graag boodschappen mee.", [Daypart.ThursdayMorning], [new("nl"), new("ar")], Neighbourhood: null, NotFromMyStreet: false) });
    }

    private static async Task<IResult> PostAsync(CommandCall call, RequestWords vault, Body<PostOfferBody> body)
    {
        var posted = body.Value;
        var member = await RequestWriting.SpokenForAsync(call, posted.Member, "member");
        var terms = new OfferTerms(posted.Availability, posted.Languages, posted.Neighbourhood, posted.NotFromMyStreet ? true : null);
        if (terms == new OfferTerms()) terms = null;
        var command = new PostOffer(call.CommandId, call.Actor, call.Now, member, posted.Category, RequestWriting.ChannelOf(call, posted.Channel), PostedOn: null, terms);
        return await RequestWriting.ExecuteAsync(call, vault, new RequestText(call.CommandId, TextKind.Words, member, ""), posted.Words, "words", command,
            recorded => Results.Json(new OfferPostedAnswer(((OfferPosted)recorded.Entries[0].Event).Offer.Value, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static Task<IResult> WithdrawAsync(CommandCall call, Guid id) => call.ExecuteAsync(new WithdrawOffer(call.CommandId, call.Actor, call.Now, new OfferId(id)));

    private static async Task<IResult> ListAsync(ReadCall call, string? category)
    {
        CategoryCode? wanted = category is null ? null : Code.TryParse<CategoryCode>(category, out var code) ? code : throw ProblemException.Malformed("category");
        var rows = await OfferQueries.ListAsync(call.Database, call.Community, call.Token.Role == Role.Member ? call.Token.Account : null, wanted, Most, call.CancellationToken);
        var words = await new RequestTexts(call.Database).FindAsync(call.Community, [.. rows.Select(row => row.Offer.Value)], TextKind.Words, call.CancellationToken);
        return Results.Json(rows.Select(row => new OfferAnswer(row.Offer.Value, row.Member, row.Category, row.PostedOn, words.GetValueOrDefault(row.Offer.Value), row.Terms.Availability, row.Terms.Languages,
            row.Terms.Neighbourhood, row.Terms.NotFromMyStreet == true)));
    }
}
