using Buurthulp.Api.Vault;
using Buurthulp.Api.Web.Pages.Member.Board;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Matching;
using Buurthulp.Projections.Members;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/persoon/{no}</c>: the card of somebody who calls: how to reach them, what they ask and offer, and what the desk can do for them.</summary>
internal sealed class PersonModel(PageCall call, Desk desk, PersonVault vault, ReadLog log, Words words) : PageModel
{
    private const int MostRequests = 50;
    private const int MostOffers = 50;
    private const int MostRecent = 8;

    public LocalDate Today { get; private set; }

    public string Name { get; private set; } = "";

    public AccountRow Account { get; private set; } = null!;

    /// <summary>Null for a group or a shop.</summary>
    public MemberRow? Member { get; private set; }

    /// <summary>Null when the vault knows nobody behind the number.</summary>
    public Person? Person { get; private set; }

    /// <summary>Gives and gets help, and is still here.</summary>
    public bool TakesPart { get; private set; }

    public IReadOnlyList<DeskRequest> Requests { get; private set; } = [];

    public IReadOnlyList<(string Category, string? Text)> Offers { get; private set; } = [];

    public IReadOnlyList<RecentHelp> Recent { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string no)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return NotFound();
        await call.CatchUpAsync();
        if (await AccountQueries.FindAsync(call.Database, call.Community, number, call.Stop) is not { Kind: AccountKind.Member or AccountKind.Organisation or AccountKind.Shop } account) return NotFound();
        Account = account;
        TakesPart = Ledger.Accounts.Account.TakesPart(account.Kind) && account.ClosedOn is null;
        await log.AddAsync(call.Community, number, desk.Me, Desk.Reason, call.Stop);
        Person = await vault.FindAsync(call.Community, number, call.Stop);
        Name = Person?.Name ?? words["people.former"];
        Member = account.Kind == AccountKind.Member ? await MemberQueries.FindAsync(call.Database, call.Community, number, call.Stop) : null;
        Today = await call.TodayAsync();

        var requests = await RequestQueries.ListAsync(call.Database, call.Community, new RequestFilter(Involved: number, RunningSince: Today.PlusDays(-RequestCard.RunningDays)), MostRequests, call.Stop);
        Requests = await DeskRequest.OfAsync(call, desk, words, Today, requests);
        var offers = await OfferQueries.ListAsync(call.Database, call.Community, number, category: null, MostOffers, call.Stop);
        var texts = await new RequestTexts(call.Database).FindAsync(call.Community, [.. offers.Select(offer => offer.Offer.Value)], TextKind.Words, call.Stop);
        Offers = [.. offers.Select(offer => (offer.Category.Value, texts.GetValueOrDefault(offer.Offer.Value)))];
        Recent = await RecentAsync(number);
        return Page();
    }

    public Task<IActionResult> OnPostPauseAsync(string no) => DoAsync(no, number => new PauseMember(call.CommandId, desk.Me, call.Now, number));

    public Task<IActionResult> OnPostResumeAsync(string no) => DoAsync(no, number => new ResumeMember(call.CommandId, desk.Me, call.Now, number));

    /// <summary>They asked the desk to pass on their thanks.</summary>
    public Task<IActionResult> OnPostThankAsync(string no, Guid exchange) => DoAsync(no, number => new ThankForExchange(call.CommandId, desk.Me, call.Now, new ExchangeId(exchange), number));

    private async Task<IActionResult> DoAsync(string no, Func<AccountNumber, LedgerCommand> command)
    {
        if (!Code.TryParse<AccountNumber>(no, out var number)) return NotFound();
        var asked = await call.AskAsync(command(number));
        if (asked.Why is null) return RedirectToPage(new { no });
        ModelState.AddModelError("", asked.Why);
        return await OnGetAsync(no);
    }

    private async Task<IReadOnlyList<RecentHelp>> RecentAsync(AccountNumber number)
    {
        var exchanges = await ExchangeQueries.OfAccountAsync(call.Database, call.Community, number, ExchangeStatus.Booked, MostRecent, call.Stop);
        var people = await desk.PeopleAsync(exchanges.SelectMany(exchange => exchange.People()));
        var toThank = await call.LookAsync([.. exchanges.Select(exchange => Subject.Of(exchange.Exchange))], state => exchanges.Select(exchange => exchange.Exchange)
            .Where(id => state.Exchanges.TryGet(id, out var known) && known.Receivers.Includes(number) && known.ThankedBy?.Contains(number) != true).ToHashSet());
        return [.. exchanges.Select(exchange =>
        {
            var helped = exchange.Helpers.Includes(number);
            var others = (helped ? exchange.Receivers : exchange.Helpers).Select(share => share.Account);
            return new RecentHelp(words.Of(helped ? "deskperson.helped" : "deskperson.was-helped", ("who", people.NamesOf(others)), ("what", words.Category(exchange.Category.Value))), exchange.HappenedOn, toThank.Contains(exchange.Exchange) ? exchange.Exchange : null);
        })];
    }
}

/// <summary>Help of the last time, without amounts: those are of each of them, not of the two.</summary>
/// <param name="What">Who helped whom, with what.</param>
/// <param name="On">The day.</param>
/// <param name="ToThank">Its id, when they were helped and nobody passed on their thanks yet.</param>
internal sealed record RecentHelp(string What, LocalDate On, ExchangeId? ToThank);
