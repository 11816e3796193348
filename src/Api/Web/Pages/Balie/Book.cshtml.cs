using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Exchanges;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime.Text;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/noteer</c>: books help for others, with several people on either side; a pot or an institution may pay.</summary>
internal sealed class BookModel(PageCall call, Desk desk, PersonVault vault, Words words) : PageModel
{
    private const string SearchAddress = "/balie/noteer?handler=Search";

    /// <summary>What was booked just now.</summary>
    public string? Done { get; private set; }

    public DeskChoices Choices { get; private set; } = null!;

    public WhoPicker Helpers { get; private set; } = null!;

    public WhoPicker Receivers { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Lengths { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Payers { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Channels { get; private set; } = [];

    [BindProperty]
    public DeskBookForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "voor")] string? receiver, [FromQuery(Name = "klaar")] Guid? booked)
    {
        await call.CatchUpAsync();
        if (receiver is not null) Form.Receivers = [receiver];
        if (booked is { } id && await ExchangeQueries.FindAsync(call.Database, call.Community, new ExchangeId(id), call.Stop) is { } row) Done = await InWordsAsync(row);
        return await ShowAsync();
    }

    public Task<IActionResult> OnPostSearchAsync()
    {
        ModelState.Clear();
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (helpers, receivers) = (WhoPicker.Numbers(Form.Helpers), WhoPicker.Numbers(Form.Receivers));
        if (helpers.Count == 0) ModelState.AddModelError("Form.Helpers", "deskbook.helpers-missing");
        if (receivers.Count == 0) ModelState.AddModelError("Form.Receivers", "deskbook.receivers-missing");
        if (Form.Minutes is < 1 or > Desk.LongestMinutes) ModelState.AddModelError("Form.Minutes", "form.unreadable");
        if (!Code.TryParse<CategoryCode>(Form.Category, out var category)) ModelState.AddModelError("Form.Category", "record.what-missing");
        var on = DateField.Read(ModelState, "Form.On", Form.On);
        if (on is null && string.IsNullOrEmpty(Form.On)) ModelState.AddModelError("Form.On", "record.date-missing");
        if (!ModelState.IsValid || on is not { } day) return await ShowAsync();

        AccountNumber? payer = Code.TryParse<AccountNumber>(Form.Payer, out var named) ? named : null;
        var asked = await call.AskAsync(new RecordExchange(call.CommandId, desk.Me, call.Now, helpers.ConvertAll(helper => new Share(helper, Form.Minutes)),
            receivers.ConvertAll(receiver => new Share(receiver, 1)).ToTotal((long)Form.Minutes * helpers.Count), category, day, Form.Channel == "desk" ? Channel.Desk : Channel.Phone, payer));
        if (asked.Why is null) return Redirect($"/balie/noteer?klaar={call.CommandId}");
        ModelState.AddModelError("", asked.Why);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        await call.CatchUpAsync();
        Choices = await desk.ChoicesAsync();
        Form.On ??= LocalDatePattern.Iso.Format(Choices.Today);
        (Lengths, Channels) = (desk.Lengths(), desk.Channels());
        Payers = [new SelectListItem(words["deskbook.payer-none"], ""), .. await PayersAsync()];
        Helpers = await WhoPicker.OfAsync(desk, "Form.Helpers", "deskbook.helpers", isOne: false, Form.Helpers, Form.HelpersSearch, SearchAddress);
        Receivers = await WhoPicker.OfAsync(desk, "Form.Receivers", "deskbook.receivers", isOne: false, Form.Receivers, Form.ReceiversSearch, SearchAddress);
        return Page();
    }

    private async Task<IEnumerable<SelectListItem>> PayersAsync()
    {
        var pots = await AccountQueries.ListAsync(call.Database, call.Community, AccountKind.Pot, call.Stop);
        var institutions = await AccountQueries.ListAsync(call.Database, call.Community, AccountKind.Institution, call.Stop);
        var numbers = pots.Concat(institutions).Where(account => account.ClosedOn is null).Select(account => account.Account).ToList();
        var names = await vault.NamesOfGroupsAsync(call.Community, numbers, call.Stop);
        return numbers.Select(number => new SelectListItem(names.GetValueOrDefault(number, words.Category(number.Value)), number.Value));
    }

    private async Task<string> InWordsAsync(ExchangeRow row)
    {
        var people = await desk.PeopleAsync(row.People());
        var today = await call.TodayAsync();
        return words.Of(row.Status == ExchangeStatus.Proposed ? "deskbook.done-waits" : "deskbook.done", ("helpers", people.NamesOf(row.Helpers.Select(share => share.Account))), ("receivers", people.NamesOf(row.Receivers.Select(share => share.Account))),
            ("what", words.Category(row.Category.Value)), ("when", words.Day(row.HappenedOn, today)));
    }
}

/// <summary>What a coordinator fills in on <c>/balie/noteer</c>.</summary>
public sealed class DeskBookForm
{
    /// <summary>Account numbers.</summary>
    public List<string> Helpers { get; set; } = [];

    public string? HelpersSearch { get; set; }

    /// <summary>Account numbers.</summary>
    public List<string> Receivers { get; set; } = [];

    public string? ReceiversSearch { get; set; }

    /// <summary>Of each helper.</summary>
    public int Minutes { get; set; } = 60;

    public string? Category { get; set; }

    /// <summary>ISO date.</summary>
    public string? On { get; set; }

    /// <summary>Number of a pot or an institution; empty: those who were helped.</summary>
    public string? Payer { get; set; }

    /// <summary>phone or desk.</summary>
    public string Channel { get; set; } = "phone";
}
