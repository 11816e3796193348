using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections;
using Buurthulp.Projections.Matching;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member.Board;

/// <summary>A request on the board: what is asked, and not who asks.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="Text">What they wrote.</param>
/// <param name="When">When the help is wanted, in words.</param>
/// <param name="Neighbourhood">Where.</param>
/// <param name="Status">Name of a text: a stopped request looks withdrawn, to everybody but coordinators.</param>
internal sealed record RequestCard(Guid Id, string Category, string? Text, string When, string? Neighbourhood, string Status)
{
    /// <summary>What was agreed, and last helped with, longer ago than this is not running any more, although nobody closed it.</summary>
    public const int RunningDays = 90;

    /// <summary>The cards of some requests; one question to the vault for all of their words.</summary>
    public static async Task<IReadOnlyList<RequestCard>> OfAsync(PageCall call, Words words, LocalDate today, IReadOnlyList<RequestRow> rows)
    {
        var texts = await new RequestTexts(call.Database).FindAsync(call.Community, [.. rows.Select(row => row.Request.Value)], TextKind.Words, call.Stop);
        return [.. rows.Select(row => new RequestCard(row.Request.Value, row.Category.Value, texts.GetValueOrDefault(row.Request.Value), WhenOf(row, words, today), row.Wishes.Neighbourhood?.Value, StatusOf(row)))];
    }

    public static string StatusOf(RequestRow row) => row.Status == RequestStatus.Stopped ? "withdrawn" : EnumText.Of(row.Status);

    public static string WhenOf(RequestRow row, Words words, LocalDate today)
    {
        if (row.Dates.Count > 0) return words.Of("request.roster", ("open", row.Dates.Count(day => day.Helper is null)), ("all", row.Dates.Count), ("first", words.Day(row.Dates[0].On, today)));
        return row.Wishes switch
        {
            { NeededOn: { } on } => words.Of("request.on", ("day", words.Day(on, today))),
            { NeededBy: { } by } => words.Of("request.by", ("day", words.Day(by, today))),
            _ => words.Of("request.any-time", ("day", words.Day(row.PostedOn, today))),
        };
    }
}
