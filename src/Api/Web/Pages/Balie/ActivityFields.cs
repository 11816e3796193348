using System.Globalization;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary>What a coordinator types about an activity, as people write it.</summary>
public static class ActivityFields
{
    private const int LongestKind = 40;
    private const long MostCents = 100_000;

    /// <summary>"Samen koken" as <c>samen-koken</c>; null when nothing of it can stand in a code.</summary>
    public static ActivityKind? KindOf(string? text)
    {
        const string Marked = "àáâäçèéêëìíîïñòóôöùúûü";
        const string Plain = "aaaaceeeeiiiinoooouuuu";
        var letters = (text ?? "").Trim().ToLowerInvariant().Select(letter => Marked.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : letter);
        var code = string.Join('-', string.Concat(letters.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return code.Length <= LongestKind && Code.TryParse<ActivityKind>(code, out var kind) ? kind : null;
    }

    /// <summary>"1,50" as 150; nothing as 0; null for what is no amount up to a thousand euro.</summary>
    public static long? CentsOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return 0;
        return decimal.TryParse(text.Replace("€", "", StringComparison.Ordinal).Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euro) && euro * 100 is var cents
            && cents == decimal.Truncate(cents) && cents <= MostCents ? (long)cents : null;
    }
}
