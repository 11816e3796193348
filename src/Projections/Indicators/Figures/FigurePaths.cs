using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Buurthulp.Ledger.Goals;

namespace Buurthulp.Projections.Indicators.Figures;

/// <summary>The figures that are one number, by their path: <c>participation.rate</c>.</summary>
public static class FigurePaths
{
    private static readonly FrozenDictionary<string, (PropertyInfo Section, PropertyInfo Figure)> Known =
        (from section in typeof(IndicatorFigures).GetProperties()
         from figure in section.PropertyType.GetProperties()
         where section.PropertyType.Namespace == typeof(IndicatorFigures).Namespace && (Nullable.GetUnderlyingType(figure.PropertyType) ?? figure.PropertyType) is var type && (type == typeof(long) || type == typeof(double))
         select KeyValuePair.Create($"{Json(section.Name)}.{Json(figure.Name)}", (section, figure))).ToFrozenDictionary();

    public static IReadOnlyList<string> All => Known.Keys;

    /// <summary>The measure of a goal as a path.</summary>
    public static string Of(MeasureCode measure) => measure.Value.Replace('-', '.');

    /// <summary>Null when there is nothing to divide by, and for a path that no figure has any more.</summary>
    public static double? Value(IndicatorFigures figures, string path) =>
        Known.TryGetValue(path, out var place) && place.Figure.GetValue(place.Section.GetValue(figures)) is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    private static string Json(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
