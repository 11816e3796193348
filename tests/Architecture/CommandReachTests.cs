using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;

namespace Buurthulp.Tests.Architecture;

/// <summary>Whatever a person may want of the ledger can be asked over HTTP.</summary>
public sealed class CommandReachTests
{
    /// <summary>Commands that nobody gives over HTTP, and who does.</summary>
    private static readonly Dictionary<Type, string> NotOverHttp = new()
    {
        [typeof(FoundCommunity)] = "an import: a token is for a community that is there",
        [typeof(JoinMember)] = "an import, which brings its own numbers; at the desk and by invitation it is AdmitMember",
        [typeof(BookDueExchange)] = "the clock",
    };

    [Fact]
    public void Every_command_is_made_by_an_endpoint_or_has_a_reason_why_not()
    {
        var commands = Assemblies.LedgerTypes.Where(type => type.IsSubclassOf(typeof(LedgerCommand))).ToArray();
        commands.Length.ShouldBeGreaterThan(60);
        var made = typeof(PositionAnswer).Assembly.GetTypes().Where(type => Room(type).StartsWith("Buurthulp.Api.Http.", StringComparison.Ordinal))
            .SelectMany(UsedTypes.Of).Select(use => use.Used).Where(commands.Contains).ToHashSet();

        commands.Where(command => !made.Contains(command)).ShouldBe(NotOverHttp.Keys, ignoreOrder: true);
    }

    /// <summary>What the compiler makes for a lambda or an async method lives where it was written.</summary>
    private static string Room(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type.Namespace ?? "";
    }
}
