using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary>An entry as a line of the journal.</summary>
/// <param name="Position">Its place.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="On">The day on which it counts; the day of recording where nothing moves.</param>
/// <param name="Actor">Who recorded it: a number or a role's name.</param>
/// <param name="Postings">What it moves.</param>
internal sealed record EntryLine(long Position, string Type, LocalDate On, string Actor, IReadOnlyList<Posting> Postings)
{
    public static EntryLine Of(Entry entry, CommunityState state) =>
        new(entry.Position, entry.Type, Ledger.Accounts.Postings.DateOf(entry.Event) ?? state.Today(entry.RecordedAt), entry.Actor, Ledger.Accounts.Postings.Of(entry.Event));

    /// <summary>The lines of some entries, in the order given.</summary>
    public static Task<IReadOnlyList<EntryLine>> AllAsync(PageCall call, IReadOnlyList<Entry> entries) =>
        call.LookAsync<IReadOnlyList<EntryLine>>(state => [.. entries.Select(entry => Of(entry, state))]);
}
