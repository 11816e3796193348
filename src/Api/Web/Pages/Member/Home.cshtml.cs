using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Exchanges;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary><c>/thuis</c>: what waits for me, the three things I come for, my hours and what happened lately.</summary>
internal sealed class HomeModel(PageCall call, PersonNames names, CommunityCards cards, OwnLines lines) : PageModel
{
    private const int MostWaiting = 20;
    private const int MostLines = 5;

    private static readonly ReasonCode Reason = new("own-account");

    public string CommunityName { get; private set; } = "";

    public string? FirstName { get; private set; }

    public LocalDate Today { get; private set; }

    public long Balance { get; private set; }

    public Circle Circle { get; private set; } = new(0, 0);

    public IReadOnlyList<WaitingHelp> Waiting { get; private set; } = [];

    public IReadOnlyList<OwnLine> Lines { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        Today = await call.TodayAsync();
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        Balance = (await AccountQueries.FindAsync(call.Database, call.Community, call.Account, call.Stop))?.Balance ?? 0;
        Circle = await CircleQuery.ReadAsync(call.Database, call.Community, call.Account, call.Stop);
        var mine = await ExchangeQueries.OfAccountAsync(call.Database, call.Community, call.Account, ExchangeStatus.Proposed, MostWaiting, call.Stop);
        // A helper proposed it, so a receiver says yes.
        var waiting = mine.Where(exchange => exchange.Receivers.Includes(call.Account)).ToList();
        var people = await names.ShowAsync(call.Community, [.. waiting.SelectMany(exchange => exchange.Helpers.Select(helper => helper.Account)), call.Account], call.Person.ActorAs(Role.Member), Reason, call.Stop);
        Waiting = [.. waiting.Select(exchange => new WaitingHelp(exchange.Exchange, lines.Names(exchange.Helpers, people), exchange.Receivers.First(share => share.Account == call.Account).Minutes,
            exchange.Category.Value, exchange.HappenedOn))];
        FirstName = people.GetValueOrDefault(call.Account)?.Split(' ')[0];
        Lines = await lines.ReadAsync(call, from: null, to: null, MostLines);
    }

    public Task<IActionResult> OnPostConfirmAsync(Guid exchange) => AnswerAsync(new ConfirmExchange(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, new ExchangeId(exchange)));

    public Task<IActionResult> OnPostDeclineAsync(Guid exchange) => AnswerAsync(new DeclineExchange(call.CommandId, call.Person.ActorAs(Role.Member), call.Now, new ExchangeId(exchange)));

    private async Task<IActionResult> AnswerAsync(LedgerCommand command)
    {
        if ((await call.AskAsync(command)).Why is not { } why) return RedirectToPage();
        ModelState.AddModelError("", why);
        await OnGetAsync();
        return Page();
    }
}

/// <summary>Help that somebody says they gave me, and that I have not answered yet.</summary>
/// <param name="Exchange">Its id.</param>
/// <param name="Who">The helpers' names.</param>
/// <param name="Minutes">My part.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="On">The day.</param>
internal sealed record WaitingHelp(ExchangeId Exchange, string Who, long Minutes, string Category, LocalDate On);
