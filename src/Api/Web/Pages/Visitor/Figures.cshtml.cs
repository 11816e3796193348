using System.Text.Json;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Figures;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Indicators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Visitor;

/// <summary><c>/buurt/{code}/cijfers</c>: the figures that a community has made public, without small groups. Not found when nothing is public.</summary>
internal sealed class FiguresModel(PublishedReports reports, IJournal journal, CommunityCards cards, IClock clock, Words words) : PageModel
{
    public CommunityCode Code { get; private set; }

    public string CommunityName { get; private set; } = "";

    public string Named { get; private set; } = "";

    public IReadOnlyList<SelectListItem> Options { get; private set; } = [];

    /// <summary>Null when no period has been over long enough.</summary>
    public FigureReport? Report { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, [FromQuery(Name = "periode")] string? named, CancellationToken cancellationToken)
    {
        // Anyone may ask, so a code that nobody founded must not take memory.
        if (!Ledger.Accounts.Code.TryParse<CommunityCode>(code, out var community) || await journal.HeadAsync(community, cancellationToken) == 0) return NotFound();
        var now = clock.GetCurrentInstant();
        if (await reports.PeriodsAsync(community, now, cancellationToken) is not { } periods) return NotFound();
        var text = new FigureText(words, isPublished: true);
        (Code, CommunityName) = (community, (await cards.FindAsync(community, cancellationToken)).Name);
        Options = [.. periods.Select(period => PeriodChoice.Item(period, text))];
        Named = named ?? (Options.Count > 0 ? Options[0].Value : "");
        if (Named.Length == 0) return Page();
        if (!ReportPeriod.TryParse(Named, out var asked) || await reports.FindAsync(community, asked, now, cancellationToken) is not { } figures) return NotFound();
        Report = FigureReport.Of(JsonSerializer.SerializeToElement(figures, IndicatorJson.Options), goals: null, text);
        return Page();
    }
}
