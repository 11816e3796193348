using Npgsql;

namespace Buurthulp.Projections.Indicators;

internal static class RowColumns
{
    /// <summary>One value of every row, as an array for <c>unnest</c>.</summary>
    public static NpgsqlParameter Column<TRow, TValue>(this List<TRow> rows, Converter<TRow, TValue> value) => Parameter.Of(rows.ConvertAll(value));

    /// <summary>One value of every row, as a column of new rows.</summary>
    public static Projections.Column Values<TRow, TValue>(this List<TRow> rows, string name, Converter<TRow, TValue> value) => Projections.Column.Of(name, rows.ConvertAll(value));
}
