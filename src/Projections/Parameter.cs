using Npgsql;
using NpgsqlTypes;

namespace Buurthulp.Projections;

/// <summary>Values as positional parameters. A list becomes an array for <c>unnest</c>.</summary>
internal static class Parameter
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>Moments in UTC.</summary>
    public static NpgsqlParameter OfMoments(List<DateTime> moments) =>
        new NpgsqlParameter<List<DateTime>> { TypedValue = moments, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };
}
