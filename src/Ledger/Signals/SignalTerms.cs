using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;

namespace Buurthulp.Ledger.Signals;

/// <summary>
/// When a coordinator is told, as far as <see cref="Matching.RequestTerms"/> does not say it already: when somebody is overloaded and when a call is due stands there,
/// so that a signal and a suggestion never disagree.
/// </summary>
/// <param name="OveraskingMinutes">Who received more than this in 28 days, and is expected to give too, is a signal.</param>
/// <param name="UnansweredDays">A request that nobody answered for more than so many days is a signal.</param>
public sealed record SignalTerms(long OveraskingMinutes, int UnansweredDays)
{
    /// <summary>For a community that agreed nothing about it.</summary>
    public static readonly SignalTerms Default = new(OveraskingMinutes: 1200, UnansweredDays: 14);

    public static SignalTerms Of(Agreement agreement) => agreement.Signals ?? Default;

    /// <summary>An amount that is not below zero, 1 to 730 days.</summary>
    internal static Refusal? Unusable(SignalTerms? terms) => terms switch
    {
        null => null,
        { OveraskingMinutes: < 0 or > Shares.LargestMinutes } => new Refusal.AgreementIncomplete("signals.overaskingMinutes"),
        { UnansweredDays: < 1 or > 730 } => new Refusal.AgreementIncomplete("signals.unansweredDays"),
        _ => null,
    };
}
