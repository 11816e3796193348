using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Treasury;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/beginstand</c>: brings in a balance from elsewhere.</summary>
internal sealed class OpeningBalanceModel(PageCall call, BooksRoom room) : PageModel
{
    [BindProperty]
    public OpeningBalanceForm Form { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        var on = Balie.DateField.Read(ModelState, "Form.On", Form.On);
        if (string.IsNullOrEmpty(Form.On)) ModelState.AddModelError("Form.On", "form.required");
        if (!Code.TryParse<AccountNumber>(Form.Account?.Trim(), out var account)) ModelState.AddModelError("Form.Account", "form.required");
        if (ModelState.IsValid)
        {
            var asked = await call.AskAsync(new BookOpeningBalance(call.CommandId, room.Me, call.Now, account, Form.Minutes, on!.Value));
            if (asked.Why is null) return Redirect("/kas/rekeningen/beginstanden");
            ModelState.AddModelError("", asked.Why);
        }

        return Page();
    }
}

/// <summary>What is filled in about a balance from elsewhere.</summary>
public sealed class OpeningBalanceForm
{
    public string? Account { get; set; }

    /// <summary>May be below zero.</summary>
    public long Minutes { get; set; }

    public string? On { get; set; }
}
