using System.Reflection;
using System.Runtime.CompilerServices;
using Buurthulp.Ledger;

namespace Buurthulp.Tests.Architecture;

/// <summary>The compiled program and its sources.</summary>
internal static class Assemblies
{
    public static readonly Assembly Ledger = typeof(LedgerEvent).Assembly;
    public static readonly Assembly Projections = Assembly.Load("Buurthulp.Projections");

    /// <summary>Types that somebody wrote; not those that the compiler makes for lambdas, iterators and async methods.</summary>
    public static readonly Type[] LedgerTypes = [.. Ledger.GetTypes().Where(type => !IsGenerated(type))];

    public static readonly Type[] Events = [.. LedgerTypes.Where(type => type.IsSubclassOf(typeof(LedgerEvent)))];

    /// <summary>The folder that holds the solution, seen from where the tests run.</summary>
    public static readonly string Root = Above(AppContext.BaseDirectory);

    public static string Source(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    public static bool IsGenerated(Type type) =>
        type.Name.Contains('<') || type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.Namespace?.StartsWith("Buurthulp", StringComparison.Ordinal) != true
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static string Above(string folder)
    {
        var here = new DirectoryInfo(folder);
        while (here is not null && !File.Exists(Path.Combine(here.FullName, "Buurthulp.sln"))) here = here.Parent;
        return here?.FullName ?? throw new InvalidOperationException($"no Buurthulp.sln above {folder}");
    }
}
