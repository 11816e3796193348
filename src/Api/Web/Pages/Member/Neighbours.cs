using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Projections.Exchanges;

namespace Buurthulp.Api.Web.Pages.Member;

/// <summary>Whom a member chooses from in a form: those chosen before, those found by a part of their name, and those met lately.</summary>
/// <param name="People">Without the member.</param>
/// <param name="FoundNobody">Somebody was looked for and is not there.</param>
internal sealed record Neighbours(IReadOnlyList<(AccountNumber Account, string Name)> People, bool FoundNobody)
{
    private const int RecentExchanges = 40;
    private const int MostRecentPeople = 8;

    private static readonly ReasonCode Reason = new("choose-neighbour");

    /// <param name="call">Who chooses.</param>
    /// <param name="names">Says that the names were seen.</param>
    /// <param name="chosen">Account numbers as the form sent them.</param>
    /// <param name="sought">A part of a name; null when nobody is looked for.</param>
    public static async Task<Neighbours> OfAsync(PageCall call, PersonNames names, IEnumerable<string> chosen, string? sought)
    {
        var reader = call.Person.ActorAs(Role.Member);
        List<AccountNumber> shown = [.. chosen.Select(number => Code.TryParse<AccountNumber>(number, out var account) ? account : (AccountNumber?)null).OfType<AccountNumber>()];
        var foundNobody = false;
        if (sought is not null)
        {
            var found = await names.SearchAsync(call.Community, sought, everything: false, reader, Reason, call.Stop);
            foundNobody = found.All(person => person.Account == call.Account);
            shown.AddRange(found.Select(person => person.Account));
        }

        var recent = await ExchangeQueries.OfAccountAsync(call.Database, call.Community, call.Account, ExchangeStatus.Booked, RecentExchanges, call.Stop);
        shown.AddRange(recent.SelectMany(exchange => exchange.Helpers.Includes(call.Account) ? exchange.Receivers : exchange.Helpers).Select(share => share.Account).Distinct().Take(MostRecentPeople));
        var known = await names.ShowAsync(call.Community, shown, reader, Reason, call.Stop);
        return new Neighbours([.. shown.Distinct().Where(account => account != call.Account && known.ContainsKey(account)).Select(account => (account, known[account]))], foundNobody);
    }
}

/// <summary>Choosing one neighbour, or nobody, in a form of which the fields are <c>Form.Who</c> and <c>Form.Search</c>.</summary>
/// <param name="Label">Name of a text.</param>
/// <param name="Chosen">The number of who is chosen; null when nobody is.</param>
/// <param name="Sought">What was looked for last.</param>
/// <param name="Among">Whom to choose from.</param>
/// <param name="Nobody">Name of the text for nobody in particular; null when somebody has to be chosen.</param>
/// <param name="SearchAddress">Where the form goes to look.</param>
internal sealed record NeighbourPicker(string Label, string? Chosen, string? Sought, Neighbours Among, string? Nobody, string SearchAddress);
