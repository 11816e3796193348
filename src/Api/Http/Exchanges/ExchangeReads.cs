using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Projections;
using Buurthulp.Projections.Exchanges;
using NodaTime;

namespace Buurthulp.Api.Http.Exchanges;

/// <summary>Exchanges as they stand, for those who were in them.</summary>
internal static class ExchangeReads
{
    private const int Most = 500;

    public static void MapExchangeReads(this IEndpointRouteBuilder community)
    {
        const string own = "Members and shops see exchanges that they were in, and members those of whom they may act for.";
        var sample = new ExchangeRowAnswer(Sample.Id, ExchangeStatus.Booked, Sample.Yesterday, Sample.Errands, Channel.Web, RequestId: null,
            [new ShareBody(Sample.Bram, 60)], [new ShareBody(Sample.Anna, 60)], Thanked: 1, ProposedBy: null, BookedBy: Sample.Chaima.Value, ReversedBy: null);
        community.MapGet("/exchanges/{id:guid}", FindAsync).WithTags("exchanges").Allow(Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor).AlsoAfterLeaving().Produces<ExchangeRowAnswer>()
            .WithName("readExchange").WithSummary("One exchange").WithDescription(own).Example(sample);
        community.MapGet("/accounts/{no}/exchanges", ListAsync).WithTags("exchanges").Allow(Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor).AlsoAfterLeaving().Produces<IReadOnlyList<ExchangeRowAnswer>>()
            .WithName("listExchanges").WithSummary("The exchanges that an account was in, the latest first").WithDescription($"{own} {Most} at most; status is proposed, booked, declined or reversed.")
            .Example(new[] { sample });
    }

    private static async Task<IResult> FindAsync(ReadCall call, Guid id)
    {
        var found = await ExchangeQueries.FindAsync(call.Database, call.Community, new ExchangeId(id), call.CancellationToken);
        return found is not null && await call.MaySeeAnyAsync(found.People()) ? Results.Json(ExchangeRowAnswer.Of(found)) : RefusalProblem.Of(new Refusal.ExchangeUnknown(new ExchangeId(id)));
    }

    private static async Task<IResult> ListAsync(ReadCall call, string no, string? status)
    {
        var account = Parameters.Account(no, "no");
        if (!await call.MaySeeAsync(account)) return EdgeProblems.NoSuchAccount(account);
        var rows = await ExchangeQueries.OfAccountAsync(call.Database, call.Community, account, StatusOf(status), Most, call.CancellationToken);
        return Results.Json(rows.Select(ExchangeRowAnswer.Of));
    }

    private static ExchangeStatus? StatusOf(string? text)
    {
        if (text is null) return null;
        foreach (var status in Enum.GetValues<ExchangeStatus>())
        {
            if (EnumText.Of(status) == text) return status;
        }

        throw ProblemException.Malformed("status");
    }
}

/// <summary>An exchange.</summary>
/// <param name="ExchangeId">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="HappenedOn">The day of the help.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="Channel">Which way the record came in.</param>
/// <param name="RequestId">The request that it answers.</param>
/// <param name="Helpers">Who helped, in order of their number.</param>
/// <param name="Receivers">Who was helped, in order of their number.</param>
/// <param name="Thanked">How many receivers said thank you.</param>
/// <param name="ProposedBy">Who proposed it for others: a number, or a role's name. Absent when one of those in it did.</param>
/// <param name="BookedBy">Who booked it for others, in the same way.</param>
/// <param name="ReversedBy">Who undid it for others, in the same way.</param>
public sealed record ExchangeRowAnswer(Guid ExchangeId, ExchangeStatus Status, LocalDate HappenedOn, CategoryCode Category, Channel Channel, Guid? RequestId,
    IReadOnlyList<ShareBody> Helpers, IReadOnlyList<ShareBody> Receivers, long Thanked, string? ProposedBy, string? BookedBy, string? ReversedBy)
{
    internal static ExchangeRowAnswer Of(ExchangeRow row) => new(row.Exchange.Value, row.Status, row.HappenedOn, row.Category, row.Channel, row.Request?.Value,
        [.. row.Helpers.Select(share => new ShareBody(share.Account, share.Minutes))], [.. row.Receivers.Select(share => new ShareBody(share.Account, share.Minutes))], row.Thanked,
        row.ProposedBy, row.BookedBy, row.ReversedBy);
}
