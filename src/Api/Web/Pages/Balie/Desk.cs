using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary>What the pages of the phone desk have in common: as whom they act, names with street and phone, and lists to choose from. Each look at somebody is written down with the reason <c>desk</c>.</summary>
internal sealed class Desk(PageCall call, CommunityCards cards, PersonNames names, Words words)
{
    public static readonly ReasonCode Reason = new("desk");

    /// <summary>Half a day.</summary>
    public const int LongestMinutes = 720;

    private const int QuarterHour = 15;

    /// <summary>The coordinator who is signed in.</summary>
    public Actor Me => call.Person.ActorAs(Role.Coordinator);

    public async Task<string> CommunityNameAsync() => (await cards.FindAsync(call.Community, call.Stop)).Name;

    /// <summary>By any part of name, street, phone or number; at most 30.</summary>
    public Task<IReadOnlyList<FoundPerson>> SearchAsync(string text) => names.SearchAsync(call.Community, text, everything: true, Me, Reason, call.Stop);

    /// <summary>Names, streets and phones of some people in one question.</summary>
    public async Task<DeskPeople> PeopleAsync(IEnumerable<AccountNumber> accounts) =>
        new(await names.ContactsAsync(call.Community, [.. accounts.Distinct()], Me, Reason, call.Stop), words);

    /// <summary>What a form of the desk lets choose from.</summary>
    public Task<DeskChoices> ChoicesAsync() => call.LookAsync(state => new DeskChoices(state.Today(call.Now),
        [new SelectListItem(words["record.choose"], ""), .. state.Categories.Select(one => one.Value).Order(StringComparer.Ordinal).Select(one => new SelectListItem(words.Category(one), one))],
        [new SelectListItem(words["board.anywhere"], ""), .. state.Residents.Keys.Select(one => one.Value).Order(StringComparer.Ordinal).Select(one => new SelectListItem(one, one))]));

    /// <summary>Where somebody may live, to choose from.</summary>
    public Task<IReadOnlyList<SelectListItem>> PlacesAsync() => call.LookAsync<IReadOnlyList<SelectListItem>>(state =>
        [new SelectListItem(words["join.anywhere"], ""), .. state.Residents.Keys.Select(place => place.Value).Order(StringComparer.Ordinal).Select(place => new SelectListItem(place, place))]);

    /// <summary>Lengths of help in quarter hours, to half a day.</summary>
    public IReadOnlyList<SelectListItem> Lengths() =>
        [.. Enumerable.Range(1, LongestMinutes / QuarterHour).Select(quarters => new SelectListItem(words.Amount(quarters * QuarterHour), (quarters * QuarterHour).ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    /// <summary>Which way somebody reached the desk.</summary>
    public IReadOnlyList<SelectListItem> Channels() => [new SelectListItem(words["deskask.channel-phone"], "phone"), new SelectListItem(words["deskask.channel-desk"], "desk")];

    /// <summary>What a phone dials: the number without spaces and dashes.</summary>
    public static string Dial(string phone) => "tel:" + string.Concat(phone.Where(symbol => char.IsAsciiDigit(symbol) || symbol == '+'));
}

/// <summary>What a form of the desk lets choose from.</summary>
internal sealed record DeskChoices(LocalDate Today, IReadOnlyList<SelectListItem> Categories, IReadOnlyList<SelectListItem> Neighbourhoods);

/// <summary>Some people as the desk knows them.</summary>
internal sealed class DeskPeople(IReadOnlyDictionary<AccountNumber, FoundPerson> known, Words words)
{
    /// <summary>Null for who is not in the vault any more.</summary>
    public FoundPerson? Find(AccountNumber? account) => account is { } number ? known.GetValueOrDefault(number) : null;

    /// <summary>Their name, or "een oud-lid".</summary>
    public string NameOf(AccountNumber account) => known.TryGetValue(account, out var person) ? person.Name : words["people.former"];

    /// <summary>All names with commas between them.</summary>
    public string NamesOf(IEnumerable<AccountNumber> accounts) => string.Join(", ", accounts.Select(NameOf));
}
