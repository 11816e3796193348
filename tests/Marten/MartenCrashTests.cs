using Buurthulp.Tests.Api.EndToEnd;

namespace Buurthulp.MartenTests;

/// <summary>The demo is written without Marten; then the server on Marten and Wolverine books, dies, and finds its database dead.</summary>
public sealed class MartenCrashTests : CrashTests
{
    protected override string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Buurthulp.Marten.dll");
}
