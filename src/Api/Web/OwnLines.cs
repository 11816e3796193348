using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Statements;
using NodaTime;

namespace Buurthulp.Api.Web;

/// <summary>A line of somebody's own statement in words.</summary>
/// <param name="On">The day it happened.</param>
/// <param name="What">As in "Chaima hielp jou: boodschappen".</param>
/// <param name="Amount">Minutes: more than zero came in.</param>
/// <param name="BalanceAfter">Minutes after this line.</param>
/// <param name="Exchange">The help it belongs to.</param>
/// <param name="PaidByPot">Minutes that the pot or an institution paid.</param>
internal sealed record OwnLine(LocalDate On, string What, long Amount, long BalanceAfter, ExchangeId? Exchange, long? PaidByPot);

/// <summary>Whose statement is looked at, by whom and why.</summary>
internal sealed record StatementLook(AccountNumber Account, Actor Reader, ReasonCode Reason);

/// <summary>Somebody's own statement, with the names of the people they met; their amounts stay what each of them gave or got, never what is between them.</summary>
internal sealed class OwnLines(Words words, PersonNames names)
{
    private static readonly ReasonCode Reason = new("own-account");

    /// <summary>The last lines of a period, the latest first.</summary>
    public Task<IReadOnlyList<OwnLine>> ReadAsync(PageCall call, LocalDate? from, LocalDate? to, int most) => ReadAsync(call, Own(call), from, to, most);

    /// <summary>The last lines of a period of the statement that somebody may look at, the latest first.</summary>
    public async Task<IReadOnlyList<OwnLine>> ReadAsync(PageCall call, StatementLook look, LocalDate? from, LocalDate? to, int most)
    {
        var statement = await StatementQueries.LatestAsync(call.Database, call.Community, look.Account, from, to, most, call.Stop);
        return await InWordsAsync(call, look, [.. statement.Lines.Reverse()]);
    }

    /// <summary>The same lines with what happened in words.</summary>
    public Task<IReadOnlyList<OwnLine>> InWordsAsync(PageCall call, IReadOnlyList<StatementLine> lines) => InWordsAsync(call, Own(call), lines);

    private async Task<IReadOnlyList<OwnLine>> InWordsAsync(PageCall call, StatementLook look, IReadOnlyList<StatementLine> lines)
    {
        var exchanges = (await ExchangeQueries.FindAllAsync(call.Database, call.Community, [.. lines.Select(line => line.Exchange).OfType<ExchangeId>().Distinct()], call.Stop)).ToDictionary(exchange => exchange.Exchange);
        var people = await names.ShowAsync(call.Community, [.. exchanges.Values.SelectMany(exchange => exchange.Helpers.Concat(exchange.Receivers)).Select(share => share.Account)],
            look.Reader, look.Reason, call.Stop);
        return [.. lines.Select(line => new OwnLine(line.HappenedOn, WhatOf(look.Account, line, line.Exchange is { } id ? exchanges.GetValueOrDefault(id) : null, people), line.Amount, line.BalanceAfter, line.Exchange, line.PaidFor))];
    }

    /// <summary>"Anna, Bram en Chaima"; who is not known any more is "een oud-lid".</summary>
    public string Names(IEnumerable<Share> shares, IReadOnlyDictionary<AccountNumber, string> people)
    {
        var all = shares.Select(share => people.GetValueOrDefault(share.Account) ?? words["people.former"]).ToList();
        return all.Count switch
        {
            0 => words["people.former"],
            1 => all[0],
            > 4 => words.Of("people.many", ("first", all[0]), ("more", all.Count - 1)),
            _ => string.Join(", ", all.Take(all.Count - 1)) + " " + words["people.and"] + " " + all[^1],
        };
    }

    private static StatementLook Own(PageCall call) => new(call.Account, call.Person.ActorAs(Role.Member), Reason);

    private string WhatOf(AccountNumber self, StatementLine line, ExchangeRow? exchange, IReadOnlyDictionary<AccountNumber, string> people)
    {
        if (exchange is null) return words.TextOr($"lines.{line.EventType}") is var text && text.StartsWith("lines.", StringComparison.Ordinal) ? words["lines.other"] : text;
        var helped = exchange.Helpers.Includes(self);
        var name = line.EventType == "exchange_reversed" ? "lines.undone" : helped ? "lines.helped" : "lines.was-helped";
        return words.Of(name, ("who", Names(helped ? exchange.Receivers : exchange.Helpers, people)), ("what", words.Category(exchange.Category.Value)));
    }
}
