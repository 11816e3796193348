using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/instelling/nieuw</c> opens an account for an institution, <c>/kas/instelling/{no}</c> sets its budget.</summary>
internal sealed class InstitutionModel(PageCall call, BooksRoom room, Words words) : PageModel
{
    private const string New = "nieuw";
    private const int MinutesPerHour = 60;
    private const long MostHours = 1_000_000;

    /// <summary>Null for a new one.</summary>
    public AccountNumber? Account { get; private set; }

    public IReadOnlyList<SelectListItem> Periods { get; } =
        [new SelectListItem(words["books.per-year"], "Year"), new SelectListItem(words["books.per-month"], "Month"), new SelectListItem(words["books.per-balance"], "")];

    [BindProperty]
    public InstitutionForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        var budget = Account is { } number ? await call.LookAsync(state => state.Accounts[number].Budget) : null;
        if (budget is not null) Form = new InstitutionForm { Hours = budget.Minutes / MinutesPerHour, Per = budget.Per?.ToString() };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        if (Form.Hours is < 0 or > MostHours) ModelState.AddModelError("Form.Hours", "form.unreadable");
        if (ModelState.IsValid && await CommandAsync() is { } command)
        {
            var asked = await call.AskAsync(command);
            if (asked.Why is null) return Redirect(command is JoinInstitution joined ? $"/kas/instelling/{joined.Account}" : "/kas/rekeningen/instellingen");
            ModelState.AddModelError("", asked.Why);
        }

        return Page();
    }

    private async Task<LedgerCommand?> CommandAsync()
    {
        if (Account is { } number)
            return new SetIssuingBudget(call.CommandId, room.Me, call.Now, number, new IssuingBudget(Form.Hours * MinutesPerHour, Enum.TryParse<BudgetPeriod>(Form.Per, out var per) ? per : null));
        if (Code.TryParse<AccountNumber>(Form.Number?.Trim(), out var wanted)) return new JoinInstitution(call.CommandId, room.Me, call.Now, wanted, await call.TodayAsync());
        ModelState.AddModelError("Form.Number", "form.unreadable");
        return null;
    }

    private async Task<bool> FindAsync(string no)
    {
        if (no == New) return true;
        if (!Code.TryParse<AccountNumber>(no, out var number)) return false;
        Account = number;
        return await call.LookAsync(state => state.Accounts.TryGet(number, out var account) && account.Kind == AccountKind.Institution);
    }
}

/// <summary>What is filled in about an institution.</summary>
public sealed class InstitutionForm
{
    public string? Number { get; set; }

    /// <summary>Whole hours.</summary>
    public long Hours { get; set; }

    /// <summary>Year, Month or nothing.</summary>
    public string? Per { get; set; }
}
