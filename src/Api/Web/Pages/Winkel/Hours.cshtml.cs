using System.Globalization;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Pots;
using Buurthulp.Projections.Shops;
using Buurthulp.Projections.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary><c>/winkel/uren</c>: what the shop holds, how full it is, what it can do with it, and its statement; also as a table for its own books.</summary>
internal sealed class HoursModel(PageCall call, PersonVault vault, AskingInWords asking, Words words) : PageModel
{
    private const int Step = 30;
    private const int MostLines = 500;
    private const int MostSettlements = 4;

    public LocalDate Today { get; private set; }

    public LocalDate From { get; private set; }

    public LocalDate To { get; private set; }

    public long Balance { get; private set; }

    /// <summary>The most that was agreed; never zero, so that it can be drawn.</summary>
    public long Most { get; private set; } = 1;

    public long Room { get; private set; }

    public Statement Statement { get; private set; } = null!;

    public IReadOnlyList<ShopLine> Lines { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Pots { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Amounts { get; private set; } = [];

    /// <summary>The latest settlements by sponsors that stand.</summary>
    public IReadOnlyList<SettlementRow> Settlements { get; private set; } = [];

    /// <summary>asked or given, just now.</summary>
    public string? Done { get; private set; }

    [BindProperty]
    public UseForm Form { get; set; } = new();

    public static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    public async Task OnGetAsync(string? van, string? tot, string? klaar)
    {
        Done = klaar is "asked" or "given" ? klaar : null;
        await ShowAsync(van, tot);
    }

    /// <summary>One line a movement, with the euro of discounts and of what sponsors paid.</summary>
    public async Task<IActionResult> OnGetCsvAsync(string? van, string? tot)
    {
        await PeriodAsync(van, tot);
        var discounts = (await ShopQueries.DiscountsAsync(call.Database, call.Community, call.Account, From, To, call.Stop)).ToDictionary(row => row.Discount);
        var settled = (await SettledAsync(From, To)).ToDictionary(row => row.Position);
        var csv = new CsvDownload();
        csv.Add(words["winkel.csv-day"], words["winkel.csv-what"], words["winkel.csv-minutes"], words["winkel.csv-balance"], words["winkel.csv-purchase"], words["winkel.csv-discount"], words["winkel.csv-entry"],
            words["winkel.csv-paid"]);
        for (var page = 1; ; page++)
        {
            var statement = await StatementQueries.PageAsync(call.Database, call.Community, call.Account, From, To, page, MostLines, call.Stop);
            foreach (var line in statement.Lines)
            {
                var discount = line.Discount is { } id ? discounts.GetValueOrDefault(id) : null;
                var sign = Math.Sign(line.Amount);
                csv.Add(line.HappenedOn, WhatOf(line), line.Amount, line.BalanceAfter, discount is null ? null : sign * discount.PurchaseCents, discount is null ? null : sign * discount.DiscountCents, line.Position,
                    settled.GetValueOrDefault(line.Position)?.PaidCents);
            }

            if (statement.Lines.Count < MostLines) break;
        }

        return File(csv.ToBytes(), "text/csv; charset=utf-8", $"{call.Account}-{Iso(From)}-{Iso(To)}.csv");
    }

    /// <summary>The shop asks neighbours for help; they are paid in the hours that it holds.</summary>
    public async Task<IActionResult> OnPostAskAsync()
    {
        if (!Code.TryParse<CategoryCode>(Form.Category, out var category)) ModelState.AddModelError("Form.Category", "record.what-missing");
        return await DoAsync("asked", () => asking.AskAsync(call, new PostRequest(call.CommandId, call.Till!.Actor, call.Now, call.Account, category, Channel.Web), Form.Words));
    }

    public async Task<IActionResult> OnPostGiveAsync()
    {
        if (!Code.TryParse<AccountNumber>(Form.Pot, out var pot)) ModelState.AddModelError("Form.Pot", "form.required");
        return await DoAsync("given", () => call.AskAsync(new MakeGift(call.CommandId, call.Till!.Actor, call.Now, call.Account, pot, Form.Minutes)));
    }

    private async Task<IActionResult> DoAsync(string done, Func<Task<Asked>> ask)
    {
        if (ModelState.IsValid)
        {
            if ((await ask()).Why is not { } why) return Redirect($"/winkel/uren?klaar={done}");
            ModelState.AddModelError("", why);
        }

        await ShowAsync(van: null, tot: null);
        return Page();
    }

    private async Task PeriodAsync(string? van, string? tot)
    {
        await call.CatchUpAsync();
        Today = await call.TodayAsync();
        To = LedgerDays.Read(tot) is { } last ? last : Today;
        From = LedgerDays.Read(van) is { } first && first <= To ? first : new LocalDate(To.Year, To.Month, 1);
    }

    private async Task ShowAsync(string? van, string? tot)
    {
        await PeriodAsync(van, tot);
        var (account, categories, pots) = await call.LookAsync(state => (state.Accounts[call.Account], state.Categories.Select(one => one.Value).Order(StringComparer.Ordinal).ToList(),
            state.AccountsOf(AccountKind.Pot).Where(pot => pot.ClosedOn is null).Select(pot => pot.Number).ToList()));
        (Balance, Most) = (account.Balance, Math.Max(1, account.Terms?.MaxBalanceMinutes ?? 1));
        Room = Math.Max(0, (account.Terms?.MaxBalanceMinutes ?? 0) - Balance);
        Categories = [new SelectListItem(words["record.choose"], ""), .. categories.Select(one => new SelectListItem(words.Category(one), one))];
        var names = await vault.NamesOfGroupsAsync(call.Community, pots, call.Stop);
        Pots = [.. pots.Select(pot => new SelectListItem(names.GetValueOrDefault(pot) ?? words.Category(pot.Value), pot.Value))];
        Amounts = [.. Enumerable.Range(1, (int)Math.Clamp(Balance / Step, 0, 48)).Select(one => new SelectListItem(words.Amount(one * Step), (one * Step).ToString(CultureInfo.InvariantCulture)))];
        Settlements = [.. (await SettledAsync(from: null, to: null)).Where(row => row.UndoneOn is null).Take(MostSettlements)];
        Statement = await StatementQueries.PageAsync(call.Database, call.Community, call.Account, From, To, page: 1, MostLines, call.Stop);
        Lines = [.. Statement.Lines.Select(line => new ShopLine(line.HappenedOn, WhatOf(line), line.Amount, line.BalanceAfter))];
    }

    private Task<IReadOnlyList<SettlementRow>> SettledAsync(LocalDate? from, LocalDate? to) => ShopQueries.SettlementsAsync(call.Database, call.Community, call.Account, from, to, call.Stop);

    private string WhatOf(StatementLine line) => words.TextOr($"lines.{line.EventType}") is var text && text.StartsWith("lines.", StringComparison.Ordinal) ? words["lines.other"] : text;
}

/// <summary>A line of the shop's statement. It names nobody.</summary>
internal sealed record ShopLine(LocalDate On, string What, long Amount, long BalanceAfter);

/// <summary>What a shop does with its hours.</summary>
internal sealed class UseForm
{
    public string? Category { get; set; }

    public string? Words { get; set; }

    public string? Pot { get; set; }

    public long Minutes { get; set; }
}
