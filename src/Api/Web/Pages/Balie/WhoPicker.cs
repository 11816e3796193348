using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary>Choosing people in a form of the desk: those chosen, those found, and a box to look for more.</summary>
/// <param name="Field">Name of the form field, as in <c>Form.Who</c>; the search is its name with <c>Search</c> behind it.</param>
/// <param name="Label">Name of a text.</param>
/// <param name="IsOne">One person, not several.</param>
/// <param name="Chosen">Their numbers.</param>
/// <param name="People">Whom to choose from.</param>
/// <param name="Sought">What was looked for last.</param>
/// <param name="SearchAddress">Where the form goes to look.</param>
internal sealed record WhoPicker(string Field, string Label, bool IsOne, IReadOnlyList<AccountNumber> Chosen, IReadOnlyList<FoundPerson> People, string? Sought, string SearchAddress)
{
    public static async Task<WhoPicker> OfAsync(Desk desk, string field, string label, bool isOne, IReadOnlyList<string> chosen, string? sought, string searchAddress)
    {
        var numbers = Numbers(chosen);
        var known = await desk.PeopleAsync(numbers);
        var found = string.IsNullOrWhiteSpace(sought) ? [] : await desk.SearchAsync(sought);
        List<FoundPerson> people = [.. numbers.Select(number => known.Find(number)).OfType<FoundPerson>(), .. found.Where(person => !numbers.Contains(person.Account))];
        // Who was looked for and is the only one is most likely meant.
        if (isOne && numbers.Count == 0 && people.Count == 1) numbers = [people[0].Account];
        return new WhoPicker(field, label, isOne, numbers, people, string.IsNullOrWhiteSpace(sought) ? null : sought, searchAddress);
    }

    /// <summary>The numbers that can be read, each once.</summary>
    public static List<AccountNumber> Numbers(IEnumerable<string> sent) =>
        [.. sent.Select(number => Code.TryParse<AccountNumber>(number, out var account) ? account : (AccountNumber?)null).OfType<AccountNumber>().Distinct()];
}
