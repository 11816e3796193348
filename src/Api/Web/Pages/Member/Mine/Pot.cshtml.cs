using System.Globalization;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Pots;
using Buurthulp.Projections.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Member.Mine;

/// <summary><c>/mijn/pot</c>: gives hours to a pot of the neighbourhood.</summary>
internal sealed class PotModel(PageCall call, CommunityCards cards, PersonVault vault, IJournal journal, Words words) : PageModel
{
    private const int QuarterHour = 15;
    private const int MostMinutes = 12 * 60;

    public string CommunityName { get; private set; } = "";

    public long Balance { get; private set; }

    public IReadOnlyList<SelectListItem> Pots { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Lengths { get; } =
        [.. Enumerable.Range(1, MostMinutes / QuarterHour).Select(quarters => quarters * QuarterHour).Select(minutes => new SelectListItem(words.Amount(minutes), minutes.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>Minutes that were just given.</summary>
    public long? Given { get; private set; }

    [BindProperty]
    public PotForm Form { get; set; } = new();

    public async Task OnGetAsync([FromQuery(Name = "gift")] Guid? gift)
    {
        await ShowAsync();
        if (gift is not { } id) return;
        var entries = await journal.FindCommandsAsync([id], call.Stop);
        Given = entries.Where(entry => entry.Community == call.Community).Select(entry => entry.Event).OfType<GiftMade>().FirstOrDefault(made => made.From == call.Account)?.Minutes;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Code.TryParse<AccountNumber>(Form.Pot, out var pot)) ModelState.AddModelError("Form.Pot", "form.required");
        if (ModelState.IsValid)
        {
            var asked = await call.AskAsync(new MakeGift(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, call.Account, pot, Form.Minutes));
            if (asked.Why is null) return Redirect($"/mijn/pot?gift={call.CommandId}");
            ModelState.AddModelError("", asked.Why);
        }

        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        await call.CatchUpAsync();
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        Balance = (await AccountQueries.FindAsync(call.Database, call.Community, call.Account, call.Stop))?.Balance ?? 0;
        var pots = (await AccountQueries.ListAsync(call.Database, call.Community, AccountKind.Pot, call.Stop)).Where(pot => pot.ClosedOn is null).Select(pot => pot.Account).ToList();
        var names = await vault.NamesOfGroupsAsync(call.Community, pots, call.Stop);
        Pots = [.. pots.Select(pot => new SelectListItem(names.GetValueOrDefault(pot) ?? words.Category(pot.Value), pot.Value))];
    }
}

/// <summary>What somebody fills in on <c>/mijn/pot</c>.</summary>
public sealed class PotForm
{
    public string? Pot { get; set; }

    public int Minutes { get; set; } = 60;
}
