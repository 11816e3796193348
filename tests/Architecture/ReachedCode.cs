using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Buurthulp.Tests.Architecture;

/// <summary>What a method can come to: the types that it makes and the methods that it calls, and those that these make and call, as far as one wants to look into them.</summary>
internal sealed class ReachedCode(Func<Type, bool> looksInto, Func<Type, MethodBase?> calledOn)
{
    private readonly HashSet<MethodBase> seen = [];

    public HashSet<Type> Made { get; } = [];

    public HashSet<MethodBase> Called { get; } = [];

    /// <param name="start">Where to begin.</param>
    /// <param name="looksInto">Whether the bodies of a type's methods are looked into.</param>
    /// <param name="calledOn">The method that somebody else will call on a type that was made; null for none.</param>
    public static ReachedCode From(MethodBase start, Func<Type, bool> looksInto, Func<Type, MethodBase?> calledOn)
    {
        var reached = new ReachedCode(looksInto, calledOn);
        reached.Visit(start);
        return reached;
    }

    private void Visit(MethodBase method)
    {
        if (!seen.Add(method)) return;
        Called.Add(method);
        if (!looksInto(method.DeclaringType!)) return;

        // Async methods and iterators do their work in a type that the compiler made for them.
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine) Visit(machine.StateMachineType.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!);
        foreach (var (instruction, member) in UsedTypes.Named(method))
        {
            if (member is not MethodBase called) continue;
            if (instruction == OpCodes.Newobj && Made.Add(called.DeclaringType!) && calledOn(called.DeclaringType!) is { } later) Visit(later);
            Visit(called);
        }
    }
}
