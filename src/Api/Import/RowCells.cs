using System.Globalization;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Import;

/// <summary>Reads the cells of one row. A cell that is wrong becomes a refusal with its column, and the reading goes on, so that all faults of a row are told at once.</summary>
public sealed class RowCells(CsvRow row, ImportPlan plan)
{
    private const int LongestText = 500;

    public CsvRow Row => row;

    public bool Faulty { get; private set; }

    /// <summary>Text for people or an id; refused when longer than 500 characters, or empty unless <paramref name="optional"/>.</summary>
    public string Text(string column, bool optional = false)
    {
        var text = row[column];
        if (text.Length == 0 && !optional) Refuse(column, "value-missing", new Said("is empty", "is leeg"));
        else if (text.Length > LongestText) Refuse(column, "value-invalid", new Said($"is longer than {LongestText} characters", $"is langer dan {LongestText} tekens"));
        return text;
    }

    public string? TextOrNull(string column) => Text(column, optional: true) is { Length: > 0 } text ? text : null;

    public T Code<T>(string column) where T : struct, ICode<T>
    {
        if (Text(column) is { Length: > 0 } text) return CodeOf<T>(column, text);
        return default;
    }

    public T? CodeOrNull<T>(string column) where T : struct, ICode<T> => row[column].Length == 0 ? null : Code<T>(column);

    /// <summary>Codes separated by semicolons; empty for an empty cell.</summary>
    public IReadOnlyList<T> Codes<T>(string column) where T : struct, ICode<T> =>
        row[column].Length == 0 ? [] : [.. row[column].Split(';').Select(text => CodeOf<T>(column, text.Trim()))];

    public LocalDate Date(string column) => DateOrNull(column, optional: false) ?? default;

    public LocalDate? DateOrNull(string column, bool optional = true)
    {
        if (Text(column, optional) is not { Length: > 0 } text) return null;
        var day = LedgerDays.Read(text);
        if (day is null) Refuse(column, "date-invalid", new Said($"'{text}' is not a date of the form 2026-11-20", $"'{text}' is geen datum zoals 2026-11-20"));
        return day;
    }

    /// <summary>A whole number of at least 1. Signs, fractions, spaces and anything beyond 64 bits are refused.</summary>
    public long Amount(string column)
    {
        if (Text(column) is not { Length: > 0 } text) return 0;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount > 0) return amount;
        Refuse(column, "amount-not-positive", new Said($"'{text}' is not a whole number of at least 1", $"'{text}' is geen heel getal van 1 of meer"));
        return 0;
    }

    /// <summary>As <see cref="Amount"/>, and at most <paramref name="most"/>.</summary>
    public int Number(string column, int least, int most)
    {
        if (Text(column) is not { Length: > 0 } text) return 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Refuse(column, "value-invalid", new Said($"'{text}' is not a whole number from {least} to {most}", $"'{text}' is geen heel getal van {least} tot {most}"));
        return 0;
    }

    public bool YesOrNo(string column) => Choice(column, "yes", "no") == "yes";

    /// <summary>One of the given words; the first of them when the cell is refused.</summary>
    public string Choice(string column, params ReadOnlySpan<string> words)
    {
        var text = Text(column);
        foreach (var word in words)
        {
            if (text == word) return word;
        }

        if (text.Length > 0) Refuse(column, "value-unknown", new Said($"'{text}' is not one of: {string.Join(", ", words!)}", $"'{text}' is niet een van: {string.Join(", ", words!)}"));
        return words[0];
    }

    public void Refuse(string column, string code, Said reason)
    {
        Faulty = true;
        plan.Refusals.Add(new RowRefusal(row.Place with { Column = column }, code, reason));
    }

    private T CodeOf<T>(string column, string text) where T : struct, ICode<T>
    {
        if (Ledger.Accounts.Code.TryParse<T>(text, out var code)) return code;
        Refuse(column, "value-invalid", new Said($"'{text}' is not a code: use 1 to {Ledger.Accounts.Code.LongestLength} letters a-z, digits, '-' or '_'",
            $"'{text}' is geen code: gebruik 1 tot {Ledger.Accounts.Code.LongestLength} letters a-z, cijfers, '-' of '_'"));
        return default;
    }
}
