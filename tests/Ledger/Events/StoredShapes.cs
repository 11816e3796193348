using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Tests.Ledger.Events;

/// <summary>The shape of every event as lines, one a member or a word that may stand there: <c>exchange_booked payers?[].minutes: whole number</c>. A question mark says that the member may be absent.</summary>
internal static class StoredShapes
{
    /// <summary>The shapes that the program writes and reads.</summary>
    public static IReadOnlyList<string> Lines() => [.. EventTypes.All.SelectMany(type => Members(EventTypes.NameOf(type) + " ", type)).Order(StringComparer.Ordinal)];

    /// <summary>
    /// What is wrong with a change of shapes: a journal that exists could no longer be read, or would be read otherwise. Nothing that stands may go or change.
    /// What may come: an event, a member that may be absent, a word, and anything inside what is itself new.
    /// </summary>
    public static IReadOnlyList<string> Faults(IReadOnlyCollection<string> stood, IReadOnlyCollection<string> stands) =>
    [
        .. stood.Except(stands).Select(line => $"gone or changed: {line}"),
        .. stands.Except(stood).Where(line => !MayCome(line, stood)).Select(line => $"old entries do not have it: {line}"),
    ];

    private static bool MayCome(string line, IReadOnlyCollection<string> stood)
    {
        if (line.Contains(" = ", StringComparison.Ordinal)) return true;
        var path = line[..line.IndexOf(": ", StringComparison.Ordinal)];
        var parent = path[..(path.LastIndexOfAny([' ', '.']) + 1)];
        return path.EndsWith('?') || path.EndsWith("?[]", StringComparison.Ordinal) || !stood.Any(old => old.StartsWith(parent, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Members(string parent, Type type) =>
        EventJson.Options.GetTypeInfo(type).Properties.Where(property => property.Get is not null).SelectMany(property => Member(parent + property.Name, property));

    private static IEnumerable<string> Member(string path, JsonPropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type != property.PropertyType || property.IsGetNullable) path += "?";
        if (type.IsGenericType)
        {
            path += "[]";
            type = type.GetGenericArguments()[0];
        }

        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().Select(value => $"{path} = {JsonSerializer.SerializeToElement(value, type, EventJson.Options)}").Prepend($"{path}: word");
        return Word(type) is { } word ? [$"{path}: {word}"] : Members(path + ".", type).Prepend($"{path}: object");
    }

    private static string? Word(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "whole number"
        : type == typeof(string) ? "text"
        : type == typeof(LocalDate) ? "date"
        : type == typeof(Hash) ? "base64"
        : Is(type, typeof(IId<>)) ? "uuid"
        : Is(type, typeof(ICode<>)) ? "code"
        : null;

    private static bool Is(Type type, Type family) => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == family);
}
