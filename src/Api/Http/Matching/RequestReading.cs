using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections;
using Buurthulp.Projections.Matching;
using Buurthulp.Projections.Members;
using NodaTime;

namespace Buurthulp.Api.Http.Matching;

/// <summary>The board, one request, who could help with it, and whom to call.</summary>
internal static class RequestReading
{
    private const int Most = 500;

    public static void MapRequestReading(this IEndpointRouteBuilder community)
    {
        var requests = community.MapGroup("/requests").WithTags("requests");
        requests.MapGet("", ListAsync).Allow(Role.Member, Role.Coordinator).Produces<IReadOnlyList<RequestAnswer>>()
            .WithName("listRequests").WithSummary("Requests, the longest waiting first")
            .WithDescription($"Members see the board, which is what is open, and with mine=true what they ask or help with. {Most} at most.")
            .Example(new[] { SampleAnswers.Request });
        requests.MapGet("/{id:guid}", FindAsync).Allow(Role.Member, Role.Coordinator).Produces<RequestAnswer>()
            .WithName("readRequest").WithSummary("One request")
            .Example(SampleAnswers.Request);
        requests.MapGet("/{id:guid}/suggestions", SuggestAsync).Allow(Role.Coordinator).Produces<IReadOnlyList<SuggestionAnswer>>()
            .WithName("suggestHelpers").WithSummary("Who could help with a request, and why")
            .WithDescription("From open offers, least recently asked first. Left out: who gave much lately, who is paused, and who would rather not. Whether somebody helped this person before plays no part.")
            .Example(new SuggestionAnswer[] { new(Sample.Bram, Sample.OtherId, [new(SuggestionReason.OffersThis, SuggestionWords.Of(SuggestionReason.OffersThis, Language.English))]) });
        community.MapGet("/followups", FollowUpsAsync).WithTags("requests").Allow(Role.Coordinator).Produces<IReadOnlyList<FollowUpAnswer>>()
            .WithName("listFollowUps").WithSummary("Requests to call about, the longest waiting first")
            .Example(new FollowUpAnswer[] { new(Sample.Id, RequestStatus.Matched, Sample.Anna, Sample.Bram, Sample.Yesterday, Sample.NextWeek) });
    }

    private static async Task<IResult> ListAsync(ReadCall call, CommunityWriters writers, IClock clock, string? status, string? category, string? neighbourhood, string? olderThanDays, string? mine)
    {
        var own = mine switch { null or "false" => false, "true" => true, _ => throw ProblemException.Malformed("mine") };
        var reader = own ? await ReaderAsync(call, writers, clock) : new RequestReader(call.Token.Role == Role.Coordinator, call.Token.Account, []);
        if (own && reader.Account is null) throw ProblemException.Malformed("mine");
        var wanted = StatusOf(status);
        if (!reader.IsDesk && !own && (wanted ??= RequestStatus.Open) != RequestStatus.Open) throw ProblemException.Malformed("status");
        var days = Parameters.Number(olderThanDays, "olderThanDays", least: 0, most: 36_500);
        var postedBy = days is { } age ? (await AgreedAsync(call, writers, clock)).Today.PlusDays(-(int)age - 1) : (LocalDate?)null;
        var filter = new RequestFilter(wanted, CodeOf<CategoryCode>(category, "category"), CodeOf<NeighbourhoodCode>(neighbourhood, "neighbourhood"), postedBy);
        var rows = own ? await InvolvingAsync(call, filter, reader) : await RequestQueries.ListAsync(call.Database, call.Community, filter, Most, call.CancellationToken);
        var words = await new RequestTexts(call.Database).FindAsync(call.Community, [.. rows.Select(row => row.Request.Value)], TextKind.Words, call.CancellationToken);
        return Results.Json(rows.Select(row => RequestAnswer.Of(row, reader, words.GetValueOrDefault(row.Request.Value))));
    }

    /// <summary>What each of them asks or helps with, the longest waiting first.</summary>
    private static async Task<IReadOnlyList<RequestRow>> InvolvingAsync(ReadCall call, RequestFilter filter, RequestReader reader)
    {
        List<RequestRow> rows = [];
        foreach (var account in reader.Accounts) rows.AddRange(await RequestQueries.ListAsync(call.Database, call.Community, filter with { Involved = account }, Most, call.CancellationToken));
        return [.. rows.DistinctBy(row => row.Request).OrderBy(row => row.PostedOn).ThenBy(row => row.Request.Value).Take(Most)];
    }

    private static async Task<IResult> FindAsync(ReadCall call, CommunityWriters writers, IClock clock, Guid id)
    {
        var reader = await ReaderAsync(call, writers, clock);
        var row = await RequestAsync(call, id);
        if (!reader.MaySee(row)) return RefusalProblem.Of(new Refusal.RequestUnknown(row.Request));
        var vault = new RequestTexts(call.Database);
        var words = await vault.FindAsync(call.Community, [id], TextKind.Words, call.CancellationToken);
        var reasons = reader.IsDesk ? await vault.FindAsync(call.Community, [id], TextKind.Stopped, call.CancellationToken) : null;
        return Results.Json(RequestAnswer.Of(row, reader, words.GetValueOrDefault(id), reasons?.GetValueOrDefault(id)));
    }

    private static async Task<IResult> SuggestAsync(HttpRequest http, ReadCall call, CommunityWriters writers, IClock clock, Guid id)
    {
        var request = await RequestAsync(call, id);
        var suggested = await SuggestionSearch.ForAsync(call.Database, writers, call.Community, request, clock.GetCurrentInstant(), call.CancellationToken);
        var language = Language.Of(http);
        return Results.Json(suggested.Select(suggestion => SuggestionAnswer.Of(suggestion, language)));
    }

    private static async Task<IResult> FollowUpsAsync(ReadCall call, CommunityWriters writers, IClock clock)
    {
        var (today, terms) = await AgreedAsync(call, writers, clock);
        var rows = await FollowUps.DueAsync(call.Database, call.Community, today, terms, skip: 0, Most, call.CancellationToken);
        return Results.Json(rows.Select(row =>
            new FollowUpAnswer(row.Request.Value, row.Status, row.Member, row.Helper, row.DueFrom!.Value, row.DueFrom.Value.PlusDays(terms.FollowUpDays))));
    }

    private static async Task<RequestRow> RequestAsync(ReadCall call, Guid id) =>
        await RequestQueries.FindAsync(call.Database, call.Community, new RequestId(id), call.CancellationToken)
        ?? throw new ProblemException(RefusalProblem.Of(new Refusal.RequestUnknown(new RequestId(id))));

    private static Task<(LocalDate Today, RequestTerms Terms)> AgreedAsync(ReadCall call, CommunityWriters writers, IClock clock) =>
        writers.LookAsync(call.Community, (state, _) => (state.Today(clock.GetCurrentInstant()), RequestTerms.Of(state.Agreement)), call.CancellationToken);

    private static async Task<RequestReader> ReaderAsync(ReadCall call, CommunityWriters writers, IClock clock)
    {
        if (call.Token.Role != Role.Member || call.Token.Account is not { } own) return new RequestReader(call.Token.Role == Role.Coordinator, call.Token.Account, []);
        var proxies = await OfficeQueries.ProxiesAsync(call.Database, call.Community, own, call.CancellationToken);
        if (!proxies.Any(proxy => proxy.Proxy == own)) return new RequestReader(IsDesk: false, own, []);
        var today = (await AgreedAsync(call, writers, clock)).Today;
        return new RequestReader(IsDesk: false, own, [.. proxies.Where(proxy => proxy.Proxy == own && proxy.From <= today && (proxy.Until is not { } last || today <= last)).Select(proxy => proxy.Member)]);
    }

    private static RequestStatus? StatusOf(string? text)
    {
        if (text is null) return null;
        foreach (var status in Enum.GetValues<RequestStatus>())
        {
            if (EnumText.Of(status) == text) return status;
        }

        throw ProblemException.Malformed("status");
    }

    private static T? CodeOf<T>(string? text, string field) where T : struct, ICode<T> =>
        text is null ? null : Code.TryParse<T>(text, out var code) ? code : throw ProblemException.Malformed(field);
}
