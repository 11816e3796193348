using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Tests.Architecture;

/// <summary>What may stand in a journal: principles 1, 5 and 6.</summary>
public sealed partial class EventShapeTests
{
    private static readonly Type[] PlainValues = [typeof(int), typeof(long), typeof(bool), typeof(LocalDate), typeof(Hash)];

    /// <summary>The only text that is no code: the IANA name of a time zone holds slashes. The founding refuses a name that the time zone database does not know.</summary>
    private static readonly PropertyInfo TimeZone = typeof(CommunityFounded).GetProperty(nameof(CommunityFounded.TimeZone))!;

    /// <summary>The events and the records inside them.</summary>
    private static readonly Type[] Shapes = [.. Assemblies.Events.SelectMany(Within).Distinct()];

    [Fact]
    public void The_list_of_events_holds_every_event_there_is()
    {
        Assemblies.Events.Length.ShouldBeGreaterThan(25);
        EventTypes.All.ShouldBe(Assemblies.Events, ignoreOrder: true);
    }

    [Fact]
    public void Events_are_sealed_records() => Assemblies.Events.ShouldAllBe(type => type.IsSealed && type.BaseType == typeof(LedgerEvent));

    [Fact]
    public void Events_have_a_stored_name_of_their_own_in_snake_case()
    {
        var names = Assemblies.Events.Select(type => type.GetCustomAttribute<EventTypeAttribute>()?.Name ?? $"{type.Name} has none").ToArray();
        names.ShouldBeUnique();
        names.ShouldAllBe(name => SnakeCase().IsMatch(name));
    }

    [Fact]
    public void Events_do_not_change_once_they_are_made()
    {
        Shapes.Length.ShouldBeGreaterThan(Assemblies.Events.Length);
        Shapes.SelectMany(Properties).Where(IsSettable).Select(Name).ShouldBeEmpty();
        Shapes.SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)).Where(field => !field.IsInitOnly).Select(Name).ShouldBeEmpty();
    }

    [Fact]
    public void Events_hold_codes_ids_dates_and_whole_numbers_and_no_free_text()
    {
        var wrong = Shapes.SelectMany(Properties).Where(property => !IsAllowed(property.PropertyType)).ToArray();
        wrong.ShouldBe([TimeZone], string.Join(", ", wrong.Select(Name)));
    }

    /// <summary>A net amount between two members cannot be stored, because no event says what somebody has or owes.</summary>
    [Fact]
    public void Events_hold_no_balances() =>
        Shapes.SelectMany(Properties).Select(property => property.Name).ShouldNotContain(name => name.Contains("Balance", StringComparison.Ordinal) && name != "MaxBalanceMinutes");

    private static IEnumerable<Type> Within(Type type) => Properties(type).Select(property => Bare(property.PropertyType)).Where(IsRecordOfOurs).SelectMany(Within).Prepend(type);

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public);

    private static bool IsAllowed(Type type)
    {
        var bare = Bare(type);
        return PlainValues.Contains(bare) || bare.IsEnum || IsCodeOrId(bare) || IsRecordOfOurs(bare);
    }

    /// <summary>Without the question mark, and without the list around it; a list that can be changed stays what it is and is not allowed.</summary>
    private static Type Bare(Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Bare(type.GetGenericArguments()[0]) : type);

    private static bool IsRecordOfOurs(Type type) => type.Assembly == Assemblies.Ledger && !type.IsEnum && !IsCodeOrId(type) && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static bool IsCodeOrId(Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType && (face.GetGenericTypeDefinition() == typeof(ICode<>) || face.GetGenericTypeDefinition() == typeof(IId<>)));

    private static bool IsSettable(PropertyInfo property) =>
        property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Name(MemberInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";

    [GeneratedRegex("^[a-z]+(_[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SnakeCase();
}
