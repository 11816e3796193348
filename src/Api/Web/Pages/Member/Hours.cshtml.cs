using Buurthulp.Api.Vault;
using Buurthulp.Projections.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/mijn/uren</c>: my statement, a page at a time, the newest page first; opening and lines make closing.</summary>
internal sealed class HoursModel(PageCall call, CommunityCards cards, OwnLines own) : PageModel
{
    private const int LinesPerPage = 25;

    public string CommunityName { get; private set; } = "";

    public LocalDate Today { get; private set; }

    public long Balance { get; private set; }

    public long BroughtForward { get; private set; }

    public int PageNumber { get; private set; }

    public int Pages { get; private set; }

    public IReadOnlyList<OwnLine> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "blad")] int? page)
    {
        await call.CatchUpAsync();
        var total = (await StatementQueries.PageAsync(call.Database, call.Community, call.Account, from: null, to: null, page: 1, linesPerPage: 1, call.Stop)).TotalLines;
        Pages = Math.Max(1, (int)((total + LinesPerPage - 1) / LinesPerPage));
        PageNumber = page ?? Pages;
        if (PageNumber < 1 || PageNumber > Pages) return NotFound();
        var statement = await StatementQueries.PageAsync(call.Database, call.Community, call.Account, from: null, to: null, PageNumber, LinesPerPage, call.Stop);
        (Balance, BroughtForward) = (statement.Closing, statement.BroughtForward);
        Lines = await own.InWordsAsync(call, statement.Lines);
        Today = await call.TodayAsync();
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        return Page();
    }
}
