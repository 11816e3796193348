using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Pages.Member.Board;
using Buurthulp.Projections;
using Buurthulp.Projections.Matching;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary>A request in a list of the desk: who asks what, since when, and how to reach them.</summary>
/// <param name="Card">What is asked.</param>
/// <param name="Member">Number of who asks.</param>
/// <param name="Who">Who asks.</param>
/// <param name="Contact">Their phone and street; null when nobody knows.</param>
/// <param name="Helper">Who is proposed, matched or helped.</param>
/// <param name="Status">As coordinators see it.</param>
/// <param name="DaysOpen">Since it was posted or became open again.</param>
/// <param name="DueFrom">The day to ask about, when a call is due.</param>
internal sealed record DeskRequest(RequestCard Card, string Member, string Who, FoundPerson? Contact, string? Helper, string Status, int DaysOpen, LocalDate? DueFrom)
{
    /// <summary>Lines for some requests: one question for all words, one for all people.</summary>
    public static async Task<IReadOnlyList<DeskRequest>> OfAsync(PageCall call, Desk desk, Words words, LocalDate today, IReadOnlyList<RequestRow> rows)
    {
        var cards = await RequestCard.OfAsync(call, words, today, rows);
        var people = await desk.PeopleAsync(rows.Select(row => row.Member).Concat(rows.Where(row => row.Helper is not null).Select(row => row.Helper!.Value)));
        return [.. rows.Zip(cards, (row, card) => new DeskRequest(card, row.Member.Value, people.NameOf(row.Member), people.Find(row.Member), row.Helper is { } helper ? people.NameOf(helper) : null,
            EnumText.Of(row.Status), Period.DaysBetween(row.ReopenedOn ?? row.PostedOn, today), row.DueFrom))];
    }
}
