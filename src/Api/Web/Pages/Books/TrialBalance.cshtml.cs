using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/saldibalans</c>: all balances, now, at the end of a day or as of an entry.</summary>
internal sealed class TrialBalanceModel(PageCall call, IJournal journal, Words words) : PageModel
{
    public string? Day { get; private set; }

    public long? Entry { get; private set; }

    public long Head { get; private set; }

    /// <summary>As of when, in words.</summary>
    public string Heading { get; private set; } = "";

    public long Total { get; private set; }

    public IReadOnlyList<TrialBalanceLine> Accounts { get; private set; } = [];

    public async Task OnGetAsync([FromQuery(Name = "op")] string? day, [FromQuery(Name = "boeking")] string? entry)
    {
        await call.CatchUpAsync();
        Day = day;
        Head = await journal.HeadAsync(call.Community, call.Stop);
        Entry = NumberField.Read(ModelState, nameof(Entry), entry, most: Head);
        var balance = await ReadAsync(Balie.DateField.Read(ModelState, nameof(Day), day));
        (Accounts, Total) = (balance.Accounts, balance.Total);
    }

    private Task<TrialBalance> ReadAsync(LocalDate? day)
    {
        if (Entry is { } position)
        {
            Heading = words.Of("books.as-of-entry-said", ("no", position));
            return TrialBalance.AsOfAsync(call.Database, call.Community, position, call.Stop);
        }

        Heading = day is { } on ? words.Of("books.as-of-day-said", ("day", words.Date(on))) : words.Of("books.as-of-now", ("no", Head));
        return day is { } end ? TrialBalance.AtEndOfAsync(call.Database, call.Community, end, call.Stop) : TrialBalance.AsOfAsync(call.Database, call.Community, Head, call.Stop);
    }
}
