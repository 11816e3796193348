using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Ledger;

namespace Buurthulp.Api.Http.Members;

/// <summary>A card to make.</summary>
/// <param name="Pin">Six digits that the member chose; absent: one is made.</param>
public sealed record LoginCardBody(string? Pin = null);

/// <summary>A card to print. It is shown for this command only.</summary>
/// <param name="Number">Three groups of four symbols.</param>
/// <param name="Pin">Six digits.</param>
/// <param name="Link">What the QR code holds.</param>
public sealed record LoginCardAnswer(string Number, string Pin, Uri Link);

/// <summary>The card that a member has now.</summary>
/// <param name="MadeAt">When it was made.</param>
/// <param name="MadeBy">By whom: a number, or a role where no number stands behind it.</param>
/// <param name="LastUsedAt">When somebody last signed in with it; absent: never.</param>
/// <param name="LockedUntil">After five wrong PINs; absent: it is not locked.</param>
public sealed record LoginCardStateAnswer(DateTime MadeAt, string MadeBy, DateTime? LastUsedAt = null, DateTime? LockedUntil = null);

/// <summary>A card was revoked or unlocked. Nothing of it stands in the journal.</summary>
/// <param name="Changed">False when there was nothing to do.</param>
public sealed record LoginCardChangeAnswer(bool Changed);

/// <summary>Printed cards with which people without e-mail sign in.</summary>
internal static class LoginCardEndpoints
{
    public static void MapLoginCard(this IEndpointRouteBuilder member)
    {
        var card = member.MapGroup("/card");
        card.MapGet("", FindAsync).Allow(Role.Coordinator).Produces<LoginCardStateAnswer>()
            .WithName("readLoginCard").WithSummary("The login card that a member has, without its number")
            .Example(new LoginCardStateAnswer(Sample.RecordedAt, Sample.Bram.Value));
        card.MapPost("", MakeAsync).Allow(Role.Coordinator).Produces<LoginCardAnswer>(StatusCodes.Status201Created)
            .WithName("makeLoginCard").WithSummary("Makes a login card to print, and revokes the one before")
            .WithDescription("Number and PIN are kept as hashes only: they can be shown again only by sending the same command again. A session that is opened with a card opens no office.")
            .Example(new LoginCardBody("274915"), new LoginCardAnswer("K7QF-2M9X-84TD", "274915", new Uri("https://hulp.example.org/inloggen/kaart?nummer=K7QF-2M9X-84TD")));
        card.MapPost("/revoke", RevokeAsync).Allow(Role.Coordinator).Produces<LoginCardChangeAnswer>()
            .WithName("revokeLoginCard").WithSummary("Makes a login card useless and ends the sessions that it opened").Example(new LoginCardChangeAnswer(Changed: true));
        card.MapPost("/unlock", UnlockAsync).Allow(Role.Coordinator).Produces<LoginCardChangeAnswer>()
            .WithName("unlockLoginCard").WithSummary("Lets a card be tried again that five wrong PINs locked").Example(new LoginCardChangeAnswer(Changed: true));
    }

    private static async Task<IResult> FindAsync(ReadCall call, string no, LoginCards cards) =>
        await cards.FindAsync(call.Community, Parameters.Account(no, "no"), call.CancellationToken) is { } card
            ? Results.Json(new LoginCardStateAnswer(card.MadeAt.ToDateTimeUtc(), card.MadeBy, card.LastUsedAt?.ToDateTimeUtc(), card.LockedUntil?.ToDateTimeUtc()))
            : EdgeProblems.NotFound;

    private static async Task<IResult> MakeAsync(CommandCall call, string no, Body<LoginCardBody> body, LoginCards cards)
    {
        var account = Parameters.Account(no, "no");
        if (body.Value.Pin is { } chosen && !CardSecrets.IsPin(chosen)) throw ProblemException.Malformed("pin");
        if (body.Value.Pin is { } pin && CardSecrets.IsSimple(pin)) return EdgeProblems.PinTooSimple;
        var (card, refusal) = await cards.MakeAsync(call.Community, account, call.CommandId, call.Actor, body.Value.Pin, call.CancellationToken);
        if (card is not null) return Results.Json(new LoginCardAnswer(card.Number, card.Pin, card.Link), statusCode: StatusCodes.Status201Created);
        return refusal is Refusal.AccountUnknown ? EdgeProblems.NoSuchAccount(account) : RefusalProblem.Of(refusal!);
    }

    private static async Task<IResult> RevokeAsync(CommandCall call, string no, LoginCards cards) =>
        Results.Json(new LoginCardChangeAnswer(await cards.RevokeAsync(call.Community, Parameters.Account(no, "no"), call.CancellationToken)));

    private static async Task<IResult> UnlockAsync(CommandCall call, string no, LoginCards cards) =>
        Results.Json(new LoginCardChangeAnswer(await cards.UnlockAsync(call.Community, Parameters.Account(no, "no"), call.CancellationToken)));
}
