using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Buurthulp.Api.Web;
using NodaTime.Text;

namespace Buurthulp.Api.Http.Problems.Words;

/// <summary>The words of one language for every code, and how it writes amounts and dates.</summary>
/// <param name="Tag">As in <c>Content-Language</c>.</param>
/// <param name="Titles">One template for each code. What stands in braces is a fact of that code.</param>
/// <param name="Terms">What the language calls kinds of accounts and states of exchanges.</param>
/// <param name="Units">How it writes amounts and dates.</param>
/// <param name="Pages">What the pages say.</param>
public sealed partial record Language(string Tag, IReadOnlyDictionary<string, string> Titles, IReadOnlyDictionary<string, string> Terms, UnitWords Units, IReadOnlyDictionary<string, string> Pages)
{
    /// <summary>The cookie with the language that somebody chose on a page.</summary>
    public const string CookieName = "taal";

    public static readonly Language Dutch = new("nl", DutchWords.Titles, DutchWords.Terms, DutchWords.Units, PageTexts.Load("nl"));

    public static readonly Language English = new("en", EnglishWords.Titles, EnglishWords.Terms, EnglishWords.Units, PageTexts.Load("en"));

    /// <summary>All languages, Dutch first.</summary>
    public static IReadOnlyList<Language> All => [Dutch, English];

    /// <summary>The language that the caller chose or likes best, of those that are offered; the first of them, which is Dutch unless a community says otherwise, when they name none.</summary>
    public static Language Of(HttpRequest request)
    {
        var offered = OfferedLanguages.Of(request.HttpContext);
        if (offered.FirstOrDefault(language => language.Tag == request.Cookies[CookieName]) is { } chosen) return chosen;
        foreach (var asked in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(asked => asked.Quality ?? 1))
        {
            if (asked.Quality == 0) continue;
            if (offered.FirstOrDefault(language => IsFor(asked.Value.Value, language.Tag)) is { } liked) return liked;
        }

        return offered[0];

        static bool IsFor(string? asked, string tag) =>
            asked is not null && asked.StartsWith(tag, StringComparison.OrdinalIgnoreCase) && (asked.Length == tag.Length || asked[tag.Length] == '-');
    }

    /// <summary>The sentence for a code, with its facts filled in.</summary>
    /// <exception cref="KeyNotFoundException">The code has no words, or they name a fact that is not there: a defect that a test finds first.</exception>
    public string Title(string code, JsonObject facts) => Placeholder.Replace(Titles[code], match =>
        facts.TryGetPropertyValue(match.Groups["fact"].Value, out var fact) ? Write(match.Groups["fact"].Value, fact!) : throw new KeyNotFoundException($"'{code}' has no fact '{match.Value}'"));

    /// <summary>The names of the facts that the words of a code use.</summary>
    public IEnumerable<string> FactsIn(string code) => Placeholder.Matches(Titles[code]).Select(match => match.Groups["fact"].Value);

    // House style puts the unit into the name, so the name says how to write the value.
    private string Write(string name, JsonNode fact) =>
        name.EndsWith("minutes", StringComparison.OrdinalIgnoreCase) ? Units.Duration(fact.GetValue<long>())
        : name.EndsWith("Cents", StringComparison.Ordinal) ? Units.Euro(fact.GetValue<long>())
        : name is "today" or "on" || name.EndsWith("On", StringComparison.Ordinal) ? Units.Date(LocalDatePattern.Iso.Parse(fact.GetValue<string>()).Value)
        : name is "kind" or "exchangeStatus" ? Terms[fact.GetValue<string>()]
        : Convert.ToString(fact.GetValue<object>(), CultureInfo.InvariantCulture)!;

    [GeneratedRegex(@"\{(?<fact>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder { get; }
}
