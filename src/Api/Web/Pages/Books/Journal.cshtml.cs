using System.Globalization;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Statements;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/journaal</c>: the entries with what they move, the latest first; all of them, or those that a filter finds.</summary>
internal sealed class JournalModel(PageCall call, BooksRoom room, IJournal journal, Words words) : PageModel
{
    private const int EntriesPerPage = 50;

    /// <summary>The stored names of what moves minutes.</summary>
    private static readonly string[] Moving =
    [
        "exchange_booked", "exchange_reversed", "discount_given", "discount_cancelled", "credits_settled", "gift_made", "grant_given", "notes_issued", "notes_redeemed", "notes_voided", "notes_expired",
        "opening_balance_booked", "leaving_balance_settled", "entry_reversed",
    ];

    public string? Account { get; private set; }

    public string? Type { get; private set; }

    public string? From { get; private set; }

    public string? To { get; private set; }

    public IReadOnlyList<SelectListItem> Types { get; } = [new SelectListItem(words["books.type-any"], ""), .. Moving.Select(type => new SelectListItem(room.TypeOf(type), type))];

    public IReadOnlyList<EntryLine> Entries { get; private set; } = [];

    /// <summary>The next page; null when this is the last.</summary>
    public string? OlderAddress { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "rekening")] string? account, [FromQuery(Name = "soort")] string? type, [FromQuery(Name = "van")] string? from, [FromQuery(Name = "tot")] string? to, [FromQuery(Name = "voor")] long? before)
    {
        (Account, Type, From, To) = (account?.Trim(), Moving.Contains(type) ? type : null, from, to);
        AccountNumber? number = null;
        if (Code.TryParse<AccountNumber>(Account, out var parsed)) number = parsed;
        else if (!string.IsNullOrEmpty(Account)) ModelState.AddModelError(nameof(Account), "form.unreadable");
        var filter = new MovementFilter(number, Type, Balie.DateField.Read(ModelState, nameof(From), from), Balie.DateField.Read(ModelState, nameof(To), to));
        if (!ModelState.IsValid) return;

        await call.CatchUpAsync();
        var found = filter.IsAny ? await LatestAsync(before) : await FoundAsync(filter, before);
        Entries = await EntryLine.AllAsync(call, [.. found.Take(EntriesPerPage)]);
        if (found.Count > EntriesPerPage) OlderAddress = AddressBefore(Entries[^1].Position);
    }

    /// <summary>One more than a page, so that it is known whether there is another.</summary>
    private async Task<List<Entry>> LatestAsync(long? before)
    {
        var last = Math.Min(before - 1 ?? long.MaxValue, await journal.HeadAsync(call.Community, call.Stop));
        var first = Math.Max(1, last - EntriesPerPage);
        List<Entry> entries = [];
        if (last >= 1) await foreach (var entry in journal.ReadAsync(call.Community, first, last - first + 1, call.Stop)) entries.Insert(0, entry);
        return entries;
    }

    private async Task<List<Entry>> FoundAsync(MovementFilter filter, long? before)
    {
        List<Entry> entries = [];
        var after = before is { } position and > 0 ? await PlaceAsync(position) : null;
        foreach (var found in await MovementQueries.PositionsAsync(call.Database, call.Community, filter, after, EntriesPerPage + 1, call.Stop))
        {
            await foreach (var entry in journal.ReadAsync(call.Community, found, limit: 1, call.Stop)) entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Where the page before this one ended.</summary>
    private async Task<(long Position, LocalDate Day)?> PlaceAsync(long position)
    {
        await foreach (var entry in journal.ReadAsync(call.Community, position, limit: 1, call.Stop))
            return Ledger.Accounts.Postings.DateOf(entry.Event) is { } day ? (position, day) : null;
        return null;
    }

    private string AddressBefore(long position)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("rekening", Account), ("soort", Type), ("van", From), ("tot", To) })
        {
            if (!string.IsNullOrEmpty(value)) query.Add(name, value);
        }

        query.Add("voor", position.ToString(CultureInfo.InvariantCulture));
        return room.At("/journaal") + query.ToQueryString();
    }
}
