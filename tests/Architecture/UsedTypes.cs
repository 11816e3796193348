using System.Reflection;
using System.Reflection.Emit;

namespace Buurthulp.Tests.Architecture;

/// <summary>
/// The types that a type leans on, read from its signatures and from the instructions of its methods:
/// base type, fields, parameters, results, locals, and every member that a method calls or touches.
/// </summary>
internal static class UsedTypes
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Each used type with the member that uses it, so that a failure says where.</summary>
    public static IEnumerable<(Type Used, string Where)> Of(Type type)
    {
        foreach (var used in Parts(type.BaseType)) yield return (used, type.FullName!);
        foreach (var used in type.GetInterfaces().SelectMany(Parts)) yield return (used, type.FullName!);
        foreach (var field in type.GetFields(Everything))
        {
            foreach (var used in Parts(field.FieldType)) yield return (used, $"{type.FullName}.{field.Name}");
        }

        foreach (var method in type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything)))
        {
            foreach (var used in InSignature(method).Concat(InBody(method))) yield return (used, $"{type.FullName}.{method.Name}");
        }
    }

    /// <summary>The members that a method's instructions name, with the instruction; none for a method without a body.</summary>
    public static IEnumerable<(OpCode Instruction, MemberInfo Member)> Named(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var (instruction, token) in Instructions(body.GetILAsByteArray()!))
        {
            if (instruction.OperandType is not (OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)) continue;
            if (method.Module.ResolveMember(token, typeArguments, methodArguments) is { } member) yield return (instruction, member);
        }
    }

    private static IEnumerable<Type> InSignature(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType).Append((method as MethodInfo)?.ReturnType).SelectMany(Parts);

    private static IEnumerable<Type> InBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var used in body.LocalVariables.SelectMany(local => Parts(local.LocalType))) yield return used;
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var (instruction, token) in Instructions(body.GetILAsByteArray()!))
        {
            // A constant or a conversion needs no local, field or call that would name the type.
            if (instruction.Name is { } name && (name.Contains(".r4", StringComparison.Ordinal) || name.Contains(".r8", StringComparison.Ordinal) || name.EndsWith(".r.un", StringComparison.Ordinal))) yield return typeof(double);
            if (instruction.OperandType is not (OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)) continue;
            foreach (var used in InMember(method.Module.ResolveMember(token, typeArguments, methodArguments))) yield return used;
        }
    }

    private static IEnumerable<Type> InMember(MemberInfo? member) => member switch
    {
        Type type => Parts(type),
        FieldInfo field => Parts(field.DeclaringType).Concat(Parts(field.FieldType)),
        MethodBase method => Parts(method.DeclaringType).Concat(InSignature(method)).Concat(method.IsGenericMethod ? method.GetGenericArguments().SelectMany(Parts) : []),
        _ => [],
    };

    /// <summary>A type, and those that it is made of: elements of arrays and arguments of generic types.</summary>
    private static IEnumerable<Type> Parts(Type? type)
    {
        if (type is null || type.IsGenericParameter) return [];
        if (type.HasElementType) return Parts(type.GetElementType());
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition()) : [type];
    }

    /// <summary>Walks the instructions as ECMA-335, partition III, lays them out; the second value is the token of those that name a member or a type.</summary>
    private static IEnumerable<(OpCode Instruction, int Token)> Instructions(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var instruction = OpCodesByValue[value];
            at += instruction.Size;
            yield return (instruction, at + 4 <= code.Length ? BitConverter.ToInt32(code, at) : 0);
            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
