using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Exchanges;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/noteer/klaar/{exchange}</c>: what was written down and what happens next. Who wrote it down may take it back for some minutes; that is an entry of its own, and the page says so.</summary>
internal sealed class RecordedModel(PageCall call, PersonNames names, CommunityCards cards, OwnLines own, IJournal journal, Words words) : PageModel
{
    public const int UndoMinutes = 15;

    private static readonly ReasonCode Reason = new("own-account");
    private static readonly ReasonCode Undone = new("undone");

    public string CommunityName { get; private set; } = "";

    /// <summary>booked, proposed, declined or reversed.</summary>
    public string Kind { get; private set; } = "";

    public string What { get; private set; } = "";

    public int ProposalDays { get; private set; }

    public bool MayUndo { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid exchange)
    {
        await call.CatchUpAsync();
        if (await ExchangeQueries.FindAsync(call.Database, call.Community, new ExchangeId(exchange), call.Stop) is not { } row || await SubjectAsync(row) is not { } subject) return NotFound();
        var people = await names.ShowAsync(call.Community, [.. row.Helpers.Concat(row.Receivers).Select(share => share.Account)], call.Person.ActorAs(Role.Member), Reason, call.Stop);
        var helped = row.Helpers.Includes(subject);
        var minutes = (helped ? row.Helpers : row.Receivers).First(share => share.Account == subject).Minutes;
        (var today, ProposalDays) = await call.LookAsync(state => (state.Today(call.Now), state.Agreement.ProposalDays));
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        Kind = Projections.EnumText.Of(row.Status);
        What = words.Of(subject != call.Account ? "recorded.helped-other" : helped ? "recorded.you-helped" : "recorded.helped-you", ("who", own.Names(helped && subject == call.Account ? row.Receivers : row.Helpers, people)),
            ("whom", own.Names(row.Receivers, people)), ("amount", words.Amount(minutes)),
            ("what", words.Category(row.Category.Value)), ("when", words.Day(row.HappenedOn, today)));
        MayUndo = row.Status is ExchangeStatus.Booked or ExchangeStatus.Proposed && await IsMineAndNewAsync(row.Exchange);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid exchange)
    {
        await call.CatchUpAsync();
        var id = new ExchangeId(exchange);
        if (await ExchangeQueries.FindAsync(call.Database, call.Community, id, call.Stop) is not { } row || await SubjectAsync(row) is null) return NotFound();
        if (!await IsMineAndNewAsync(id))
        {
            ModelState.AddModelError("", "recorded.too-late");
            return await OnGetAsync(exchange);
        }

        var actor = call.Person.ActorAs(Role.Member);
        var asked = await call.AskAsync(row.Status == ExchangeStatus.Proposed
            ? new DeclineExchange(call.CommandId, actor, call.Now, id)
            : new ReverseExchange(call.CommandId, actor, call.Now, id, Undone));
        if (asked.Why is not null) ModelState.AddModelError("", asked.Why);
        return asked.Why is null ? RedirectToPage() : await OnGetAsync(exchange);
    }

    /// <summary>Whose help it is of those whom I act for, myself first; null when it is nobody's business of mine.</summary>
    private async Task<AccountNumber?> SubjectAsync(ExchangeRow row) =>
        row.Involves(call.Account) ? call.Account : (await ActingFor.OthersAsync(call)).Cast<AccountNumber?>().FirstOrDefault(other => row.Involves(other!.Value));

    /// <summary>The exchange's first entry says who wrote it down and when.</summary>
    private async Task<bool> IsMineAndNewAsync(ExchangeId exchange)
    {
        var entries = await journal.FindCommandsAsync([exchange.Value], call.Stop);
        return entries.Count > 0 && entries[0] is var first && first.Community == call.Community && first.Actor == call.Account.Value && call.Now - first.RecordedAt < Duration.FromMinutes(UndoMinutes);
    }
}
