using System.Reflection;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Architecture;

/// <summary>How the ledger calculates and what it keeps: principles 6 and 7.</summary>
public sealed class LedgerCodeTests
{
    private static readonly Type[] Broken = [typeof(float), typeof(double), typeof(decimal), typeof(Half)];

    [Fact]
    public void The_ledger_calculates_in_whole_numbers()
    {
        Assemblies.LedgerTypes.Length.ShouldBeGreaterThan(100);
        var uses = Assemblies.Ledger.GetTypes().Where(type => Outermost(type) != typeof(CanonicalJson)).SelectMany(UsedTypes.Of).ToArray();
        uses.ShouldContain(use => use.Used == typeof(long));
        uses.Where(use => Broken.Contains(use.Used)).Select(use => $"{use.Where} uses {use.Used.Name}").Distinct().ShouldBeEmpty();
    }

    /// <summary>RFC 8785 defines the spelling of a number by a double; that one file reads and prints it. This also shows that the search above finds what it looks for.</summary>
    [Fact]
    public void Only_the_canonical_spelling_of_numbers_knows_a_double() =>
        UsedTypes.Of(typeof(CanonicalJson)).Where(use => Broken.Contains(use.Used)).Select(use => use.Used).Distinct().ShouldBe([typeof(double)]);

    [Fact]
    public void Nothing_is_kept_where_two_communities_could_share_it()
    {
        const BindingFlags statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var kept = Assemblies.LedgerTypes.SelectMany(type => type.GetFields(statics)).ToArray();
        kept.Length.ShouldBeGreaterThan(20);
        // A buffer that one thread uses again within one call is shared by nobody.
        kept.Where(field => !field.IsInitOnly && !field.IsLiteral && !field.IsDefined(typeof(ThreadStaticAttribute))).Select(field => $"{field.DeclaringType}.{field.Name}").ShouldBeEmpty();
        Assemblies.LedgerTypes.SelectMany(type => type.GetProperties(statics)).Where(property => property.SetMethod is not null)
            .Select(property => $"{property.DeclaringType}.{property.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void Types_are_sealed_unless_they_are_the_head_of_a_closed_family() =>
        Assemblies.LedgerTypes.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }).ShouldBeEmpty();

    [Fact]
    public void A_command_is_a_sealed_record_that_carries_its_id_its_actor_and_its_time()
    {
        var commands = Assemblies.LedgerTypes.Where(type => type.IsSubclassOf(typeof(LedgerCommand))).ToArray();
        commands.Length.ShouldBeGreaterThan(20);
        commands.ShouldAllBe(type => type.IsSealed);
        foreach (var command in commands)
            command.GetConstructors().Single().GetParameters().Select(parameter => parameter.Name).Take(3).ShouldBe(["CommandId", "Actor", "Now"], command.Name);
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
