using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Ledger;
using Microsoft.AspNetCore.Html;
using NodaTime;

namespace Buurthulp.Api.Web;

/// <summary>The words of a page in the reader's language. A text that is not there throws: a test finds it first.</summary>
public sealed partial class Words(Language language)
{
    public Language Language { get; } = language;

    /// <summary>The text of a name such as <c>layout.skip</c>.</summary>
    public string this[string name] => Language.Pages.TryGetValue(name, out var text) ? text : throw new KeyNotFoundException($"no text '{name}' in '{Language.Tag}'");

    /// <summary>The text with its facts filled in. Razor encodes the whole.</summary>
    public string Of(string name, params ReadOnlySpan<(string Name, object Value)> facts) => Fill(this[name], facts);

    /// <summary>The text for one or for another number of things; <c>{count}</c> is the number.</summary>
    public string Count(string name, long count, params ReadOnlySpan<(string Name, object Value)> facts) =>
        Fill(this[name + (count == 1 ? "_one" : "_other")], [("count", count), .. facts]);

    /// <summary>The text with markup in place of its facts, such as a link. The text itself is encoded; what is put in is not.</summary>
    public IHtmlContent Markup(string name, params (string Name, IHtmlContent Value)[] facts)
    {
        var text = Fact.Replace(HtmlEncoder.Default.Encode(this[name]), match =>
        {
            using var writer = new StringWriter(CultureInfo.InvariantCulture);
            facts.First(fact => fact.Name == match.Groups["fact"].Value).Value.WriteTo(writer, HtmlEncoder.Default);
            return writer.ToString();
        });
        return new HtmlString(text);
    }

    /// <summary>A text when there is one of that name; else what was given. Messages of forms are either.</summary>
    public string TextOr(string nameOrText) => Language.Pages.GetValueOrDefault(nameOrText, nameOrText);

    /// <summary>Minutes as people say them: "1 uur 30", "45 minuten".</summary>
    public string Amount(long minutes) => Language.Units.Amount(minutes);

    /// <summary>Cents as "€ 7,50".</summary>
    public string Euro(long cents) => Language.Units.Euro(cents);

    /// <summary>"dinsdag 3 november", with the year when it is another one than that of <paramref name="today"/>.</summary>
    public string Day(LocalDate date, LocalDate today) => Language.Units.Day(date, today);

    /// <summary>"3 november 2026".</summary>
    public string Date(LocalDate date) => Language.Units.Date(date);

    /// <summary>A kind of help as people read it. Its code is a word of the community's own choosing.</summary>
    public string Category(string code) => code.Length == 0 ? code : char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');

    /// <summary>Why a rule said no, and what to do.</summary>
    public string Why(Refusal refusal) => Why(RefusalProblem.Of(refusal));

    /// <summary>Why something was not done, and what to do.</summary>
    public string Why(Problem problem) => Language.Title(problem.Code, problem.Facts);

    private static string Fill(string text, ReadOnlySpan<(string Name, object Value)> facts)
    {
        foreach (var (name, value) in facts) text = text.Replace($"{{{name}}}", Convert.ToString(value, CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }

    [GeneratedRegex(@"\{(?<fact>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fact { get; }
}
