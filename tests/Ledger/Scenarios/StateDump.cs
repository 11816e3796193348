using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Scenarios;

/// <summary>
/// All that a state holds, as text, sorted so that equal states read the same. It goes by reflection over the state itself,
/// so a value or map that is added to the state but forgotten in a snapshot or in a rollback shows.
/// </summary>
public static class StateDump
{
    private static readonly FieldInfo Current = typeof(CommunityState).GetField("current", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static readonly PropertyInfo[] Maps =
        [.. typeof(CommunityState).GetProperties().Where(property => property.PropertyType.Name == typeof(StateMap<,>).Name).OrderBy(property => property.Name)];

    private static readonly PropertyInfo[] Values = [.. Current.FieldType.GetProperties().OrderBy(property => property.Name)];

    public static string Of(CommunityState state)
    {
        Maps.Length.ShouldBeGreaterThan(4);
        Values.Length.ShouldBeGreaterThan(7);
        var text = new StringBuilder().Append(state.Code).Append('\n');
        foreach (var value in Values) text.Append(value.Name).Append(": ").Append(Text(value.GetValue(Current.GetValue(state)))).Append('\n');
        foreach (var map in Maps)
        {
            var entries = (IEnumerable)map.PropertyType.GetProperty("All")!.GetValue(map.GetValue(state))!;
            text.Append(map.Name).Append(": ").Append(Text(entries)).Append('\n');
        }

        return text.ToString();
    }

    private static string Text(object? value) => value switch
    {
        null => "-",
        string or bool or int or long or NodaTime.Instant or NodaTime.DateTimeZone => value.ToString()!,
        IEnumerable many => string.Concat(many.Cast<object>().Select(one => "\n  " + Text(one)).Order(StringComparer.Ordinal)),
        _ => JsonSerializer.Serialize(value, value.GetType(), EventJson.Options),
    };
}
