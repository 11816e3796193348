using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/pot/{no}/geef</c>: gives minutes from a pot to a member, within the pot's rule.</summary>
internal sealed class GrantModel(PageCall call, BooksRoom room) : PageModel
{
    public AccountNumber Pot { get; private set; }

    /// <summary>Null when nothing was agreed: then nothing can be given.</summary>
    public GrantRule? Rule { get; private set; }

    /// <summary>Minutes that the pot can still give this month.</summary>
    public long Left { get; private set; }

    [BindProperty]
    public GrantForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string no) => await FindAsync(no) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        var on = Balie.DateField.Read(ModelState, "Form.On", Form.On);
        if (!Code.TryParse<AccountNumber>(Form.Member?.Trim(), out var member)) ModelState.AddModelError("Form.Member", "form.required");
        if (Form.Minutes is null) ModelState.AddModelError("Form.Minutes", "form.required");
        if (ModelState.IsValid)
        {
            var asked = await call.AskAsync(new GiveGrant(call.CommandId, room.Me, call.Now, Pot, member, Form.Minutes!.Value, on));
            if (asked.Recorded is { } recorded) return Redirect($"/kas/journaal/{recorded.Position}");
            ModelState.AddModelError("", asked.Why!);
        }

        return Page();
    }

    private async Task<bool> FindAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return false;
        Pot = number;
        (var isPot, Rule, Left) = await call.LookAsync(state => state.Accounts.TryGet(number, out var pot) && pot.Kind == AccountKind.Pot
            ? (true, pot.Grants, pot.Grants is { } rule ? Math.Max(0, Math.Min(rule.MostPerMonthMinutes - MonthlyUse.In(state, number, state.Today(call.Now)), pot.Balance)) : 0)
            : (false, null, 0));
        return isPot;
    }
}

/// <summary>What is filled in about a grant.</summary>
public sealed class GrantForm
{
    public string? Member { get; set; }

    public long? Minutes { get; set; }

    /// <summary>Nothing is today.</summary>
    public string? On { get; set; }
}
