using Buurthulp.Api.Web.Pages.Books;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Pots;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Kas;

/// <summary><c>/kas/pot/nieuw</c> opens a pot, <c>/kas/pot/{no}</c> agrees what it may give.</summary>
internal sealed class PotModel(PageCall call, BooksRoom room) : PageModel
{
    private const string New = "nieuw";

    /// <summary>Null for a new one.</summary>
    public AccountNumber? Account { get; private set; }

    [BindProperty]
    public PotForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        var rule = Account is { } number ? await call.LookAsync(state => state.Accounts[number].Grants) : null;
        if (rule is not null) Form = new PotForm { PerMember = rule.MostPerMemberMinutes, PerMonth = rule.MostPerMonthMinutes };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string no)
    {
        if (!await FindAsync(no)) return NotFound();
        if (ModelState.IsValid && await CommandAsync() is { } command)
        {
            var asked = await call.AskAsync(command);
            if (asked.Why is null) return Redirect(command is OpenPot opened ? $"/kas/pot/{opened.Pot}" : "/kas/rekeningen/potten");
            ModelState.AddModelError("", asked.Why);
        }

        return Page();
    }

    private async Task<LedgerCommand?> CommandAsync()
    {
        if (Account is { } number)
        {
            if (Form.PerMember is null) ModelState.AddModelError("Form.PerMember", "form.required");
            if (Form.PerMonth is null) ModelState.AddModelError("Form.PerMonth", "form.required");
            return Form is { PerMember: { } member, PerMonth: { } month } ? new AgreeGrantRule(call.CommandId, room.Me, call.Now, number, new GrantRule(member, month)) : null;
        }

        if (Code.TryParse<AccountNumber>(Form.Number?.Trim(), out var wanted)) return new OpenPot(call.CommandId, room.Me, call.Now, wanted, await call.TodayAsync());
        ModelState.AddModelError("Form.Number", "form.unreadable");
        return null;
    }

    private async Task<bool> FindAsync(string no)
    {
        if (no == New) return true;
        if (!Code.TryParse<AccountNumber>(no, out var number)) return false;
        Account = number;
        return await call.LookAsync(state => state.Accounts.TryGet(number, out var account) && account.Kind == AccountKind.Pot);
    }
}

/// <summary>What is filled in about a pot.</summary>
public sealed class PotForm
{
    public string? Number { get; set; }

    /// <summary>Minutes that one member gets in a calendar month at most.</summary>
    public long? PerMember { get; set; }

    /// <summary>Minutes that all members together get in a calendar month at most.</summary>
    public long? PerMonth { get; set; }
}
