using Buurthulp.Ledger;
using Buurthulp.Tests.Ledger.Scenarios;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>A rule that says no, told as a sentence.</summary>
public sealed record RefusalCase(string Name, History Given, LedgerCommand When, Refusal Then);
