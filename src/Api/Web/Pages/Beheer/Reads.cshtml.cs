using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer/inzage</c>: who looked at whose personal data and why. In numbers; names come on asking, and asking is written down too.</summary>
internal sealed class ReadsModel(PageCall call, Administration administration, ReadAudit audit, Words words) : PageModel
{
    private const int RowsPerPage = 50;

    private static readonly ReasonCode Reason = new("audit");
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>Whose data: a number.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Over { get; set; }

    /// <summary>Who looked: a number, or a role where no number stands behind it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Door { get; set; }

    /// <summary>ISO date.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Van { get; set; }

    /// <summary>ISO date, that day included.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tot { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Namen { get; set; }

    /// <summary>1 is the latest.</summary>
    [BindProperty(SupportsGet = true)]
    public int Pagina { get; set; } = 1;

    public int Pages { get; private set; } = 1;

    public long Total { get; private set; }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<ShownAudit> Rows { get; private set; } = [];

    public string AddressOf(int page) => $"/beheer/inzage?over={Uri.EscapeDataString(Over ?? "")}&door={Uri.EscapeDataString(Door ?? "")}&van={Uri.EscapeDataString(Van ?? "")}&tot={Uri.EscapeDataString(Tot ?? "")}&namen={(Namen ? "true" : "false")}&pagina={page}";

    public async Task OnGetAsync()
    {
        var (from, to) = (Day(nameof(Van), Van), Day(nameof(Tot), Tot));
        if (!ModelState.IsValid) return;
        Pagina = Math.Max(1, Pagina);
        var zone = await call.LookAsync(state => state.Zone);
        var filter = new ReadFilter(Filled(Over), Filled(Door), from?.AtStartOfDayInZone(zone).ToInstant(), to?.PlusDays(1).AtStartOfDayInZone(zone).ToInstant());
        (var rows, Total) = await audit.PageAsync(call.Community, filter, Pagina, RowsPerPage, call.Stop);
        Pages = (int)Math.Max(1, (Total + RowsPerPage - 1) / RowsPerPage);
        var named = Namen ? await administration.ActorsAsync(rows.SelectMany(row => new[] { row.Reader, row.Account }.OfType<string>()), Reason) : actor => actor;
        Rows = [.. rows.Select(row => Shown(row, zone, named))];
    }

    private ShownAudit Shown(AuditedRead row, DateTimeZone zone, Func<string, string> named)
    {
        var moment = row.ReadAt.InZone(zone).LocalDateTime;
        var texts = words.Language.Pages;
        var office = texts.GetValueOrDefault($"mine.role-{row.Role}", row.Role);
        var whose = row.Account is null ? words["adminreads.concern"] : Guid.TryParse(row.Account, out _) ? words["adminreads.joining"] : named(row.Account);
        return new ShownAudit($"{words.Date(moment.Date)} {Time.Format(moment.TimeOfDay)}", row.Reader == row.Role ? office : $"{named(row.Reader)}, {office}", whose,
            texts.GetValueOrDefault($"mine.reason-{row.Reason}", row.Reason));
    }

    private LocalDate? Day(string field, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (LedgerDays.Read(typed.Trim()) is { } day) return day;
        ModelState.AddModelError(field, "form.unreadable");
        return null;
    }

    private static string? Filled(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}

/// <summary>A line of the audit in words.</summary>
internal sealed record ShownAudit(string When, string Who, string Whose, string Why);
