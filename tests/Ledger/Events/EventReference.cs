using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Tests.Ledger.Events;

/// <summary>Writes docs/events.md from the events, their summaries and their samples.</summary>
internal static partial class EventReference
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<string, XElement> Summaries = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Buurthulp.Ledger.xml"))
        .Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);

    public static string Text()
    {
        var text = new StringBuilder(Beginning);
        var records = new List<Type>();
        foreach (var room in EventTypes.All.GroupBy(type => type.Namespace!.Split('.')[^1]))
        {
            text.Append($"\n## {room.Key}\n");
            foreach (var type in room) WriteEvent(text, type, records);
        }

        text.Append("\n## Shapes inside events\n");
        foreach (var type in records.SelectMany(Within).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal)) WriteRecord(text, type);
        return text.ToString();
    }

    private const string Beginning = """
        # Events

        What can stand in a community's journal. This page is made from the program; a test fails when it is not up to date.

        An event is stored as JSON: members in camelCase, sorted as RFC 8785 sorts them, and left out rather than null when they may be absent.
        A stored name never changes its shape; a new shape gets a new name (`…_v2`). Nothing here is a name or free text: those live in the vault.

        - *account number*, *code*: 1 to 40 ASCII letters, digits, `-` and `_`, beginning with a letter or digit.
        - *id*: a UUID in lower case.
        - *date*: `yyyy-MM-dd`, a day in the community's time zone.
        - *minutes*: a whole number of the smallest unit. *cents*: a whole number of euro cents.
        - *share*: an object of an account number and its minutes, `{"account":"L0001","minutes":60}`.

        Under *Moves* stands which accounts an entry moves; the amounts of one entry always sum to zero. Where nothing stands, nothing moves.

        """;

    private static void WriteEvent(StringBuilder text, Type type, List<Type> records)
    {
        var name = EventTypes.NameOf(type);
        text.Append($"\n### {name}\n\n{Summary(type)}\n\n| member | shape | meaning |\n|---|---|---|\n");
        foreach (var property in Properties(type))
        {
            text.Append($"| `{Json(property.Name)}` | {Shape(property)} | {EventMeanings.Of(name, Json(property.Name))} |\n");
            AddNested(property.PropertyType, records);
        }

        if (EventMeanings.Moves.TryGetValue(type, out var moves)) text.Append($"\nMoves: {moves}.\n");
        foreach (var (_, sample) in Samples.All.Where(sample => sample.Event.GetType() == type))
            text.Append($"\n```json\n{Encoding.UTF8.GetString(EventJson.Write(sample))}\n```\n");
    }

    private static void AddNested(Type type, List<Type> records)
    {
        if (!IsNested(type)) return;
        records.Add(type);
        foreach (var inner in Properties(type)) AddNested(inner.PropertyType, records);
    }

    private static void WriteRecord(StringBuilder text, Type type)
    {
        text.Append($"\n### {Json(type.Name)}\n\n{Summary(type)}\n\n| member | shape | meaning |\n|---|---|---|\n");
        foreach (var property in Properties(type)) text.Append($"| `{Json(property.Name)}` | {Shape(property)} | {Parameter(type, property.Name)} |\n");
    }

    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).OrderBy(property => Json(property.Name), StringComparer.Ordinal);

    public static string Json(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static bool IsNested(Type type) => type.IsSubclassOf(typeof(object)) && type.IsClass && type.Assembly == typeof(LedgerEvent).Assembly;

    private static string Shape(PropertyInfo property)
    {
        var optional = Nullable.GetUnderlyingType(property.PropertyType) is not null || Nullability.Create(property).ReadState == NullabilityState.Nullable;
        return Shape(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, property.Name) + (optional ? ", may be absent" : "");
    }

    private static string Shape(Type type, string name) =>
        type == typeof(AccountNumber) ? "account number"
        : type == typeof(Share) ? "share"
        : type == typeof(LocalDate) ? "date"
        : type == typeof(Hash) ? "hash in base64"
        : type == typeof(bool) ? "`true` or `false`"
        : type == typeof(string) ? "text"
        : type == typeof(int) || type == typeof(long) ? Unit(name)
        : type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(value => $"`{Json(value)}`"))
        : type.IsGenericType && type.GetGenericArguments()[0].IsEnum ? "list of any of " + Shape(type.GetGenericArguments()[0], name)
        : type.IsGenericType ? "list of " + Shape(type.GetGenericArguments()[0], name) + "s"
        : type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IId<>)) ? "id"
        : IsNested(type) ? $"[{Json(type.Name)}](#{type.Name.ToLowerInvariant()})"
        : "code";

    private static string Unit(string name) =>
        name.Contains("Minutes", StringComparison.Ordinal) ? "minutes"
        : name.Contains("Cents", StringComparison.Ordinal) ? "cents"
        : name.Contains("Percent", StringComparison.Ordinal) ? "whole percent"
        : name.Contains("Days", StringComparison.Ordinal) ? "whole days"
        : name.Contains("Thousandths", StringComparison.Ordinal) ? "whole thousandths"
        : "whole number";

    private static string Summary(Type type) => Words(Summaries[$"T:{type.FullName}"].Element("summary")!);

    /// <summary>What the constructor says of it; a section that came later is a property with words of its own.</summary>
    private static string Parameter(Type type, string name) =>
        Words(Summaries[$"T:{type.FullName}"].Elements("param").SingleOrDefault(parameter => (string?)parameter.Attribute("name") == name) ?? Summaries[$"P:{type.FullName}.{name}"].Element("summary")!);

    private static IEnumerable<Type> Within(Type type) => Properties(type).Select(property => property.PropertyType).Where(IsNested).SelectMany(Within).Prepend(type);

    /// <summary>The text of a summary on one line, with names as they stand in JSON.</summary>
    private static string Words(XElement element) => Spaces().Replace(string.Concat(element.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "paramref" } named => $"`{Json((string)named.Attribute("name")!)}`",
        XElement { Name.LocalName: "see" } seen => $"`{Json(((string)seen.Attribute("cref")!).Split('.')[^1])}`",
        XElement other => $"`{other.Value}`",
        _ => ((XText)node).Value,
    })), " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
