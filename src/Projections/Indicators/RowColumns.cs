using Npgsql;

namespace Buurthulp.Projections.Indicators;

internal static class RowColumns
{
    /// <summary>One value of every row, as an array for <c>unnest</c>.</summary>
    public static NpgsqlParameter Column<TRow, TValue>(this List<TRow> rows, Converter<TRow, TValue> value) => Parameter.Of(rows.ConvertAll(value));
}
