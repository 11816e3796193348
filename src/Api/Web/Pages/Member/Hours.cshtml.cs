using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/mijn/uren</c>: my statement, a page at a time, the newest page first; opening and lines make closing.</summary>
internal sealed class HoursModel(PageCall call, CommunityCards cards, OwnLines own, IndicatorQueries indicators, Words words) : PageModel
{
    private const int LinesPerPage = 25;

    public string CommunityName { get; private set; } = "";

    public LocalDate Today { get; private set; }

    public long Balance { get; private set; }

    public long BroughtForward { get; private set; }

    public int PageNumber { get; private set; }

    public int Pages { get; private set; }

    public IReadOnlyList<OwnLine> Lines { get; private set; } = [];

    public Circle Circle { get; private set; } = new(0, 0);

    /// <summary>How help went round through me in the last year; null but on the newest page, which is the one that opens first.</summary>
    public OwnReciprocity? Round { get; private set; }

    /// <summary>Help on this page that I received and have not said thank you for.</summary>
    public HashSet<ExchangeId> MayThank { get; private set; } = [];

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
        Circle = await CircleQuery.ReadAsync(call.Database, call.Community, call.Account, call.Stop);
        ExchangeId[] exchanges = [.. Lines.Select(line => line.Exchange).OfType<ExchangeId>()];
        (Today, MayThank) = await call.LookAsync([.. exchanges.Select(Subject.Of)], state => (state.Today(call.Now), exchanges.Where(id => IsToThank(state, id)).ToHashSet()));
        if (page is null) Round = await OwnReciprocity.FindAsync(call.Database, indicators, call.Community, call.Account, ReportPeriod.YearUpTo(Today), call.Stop);
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        return Page();
    }

    public async Task<IActionResult> OnPostThankAsync(Guid exchange)
    {
        var asked = await call.AskAsync(new ThankForExchange(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, new ExchangeId(exchange)));
        if (asked.Why is null) return Redirect("/mijn/uren");
        ModelState.AddModelError("", asked.Why);
        return await OnGetAsync(page: null);
    }

    /// <summary>The whole statement as a file.</summary>
    public async Task<IActionResult> OnGetDownloadAsync()
    {
        await call.CatchUpAsync();
        var statement = await StatementQueries.PageAsync(call.Database, call.Community, call.Account, from: null, to: null, page: 1, int.MaxValue, call.Stop);
        var file = new CsvDownload();
        file.Add(words["hours.day"], words["hours.happened"], words["hours.file-minutes"], words["hours.file-after"], words["hours.file-paid"]);
        foreach (var line in await own.InWordsAsync(call, statement.Lines)) file.Add(line.On, line.What, line.Amount, line.BalanceAfter, line.PaidByPot);
        return File(file.ToBytes(), "text/csv; charset=utf-8", $"buurthulp-{call.Account}.csv");
    }

    private bool IsToThank(CommunityState state, ExchangeId id) =>
        state.Exchanges.TryGet(id, out var exchange) && exchange.Status == ExchangeStatus.Booked && exchange.Receivers.Includes(call.Account) && exchange.ThankedBy?.Contains(call.Account) != true;
}
