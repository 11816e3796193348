using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>What a community agreed about requests, and about how much may be asked of one person.</summary>
/// <param name="OpenDays">A request for which nobody was found expires after so many days, or the day after the last on which the help makes sense.</param>
/// <param name="FollowUpDays">A call to hear how it went falls due so many days after the help, the match or the ending.</param>
/// <param name="OverloadMinutes">Who gave more than this in 28 days is not suggested as a helper; whoever wants to help still can.</param>
/// <param name="OverloadPeople">Who helped more people than this in 28 days is not suggested as a helper.</param>
public sealed record RequestTerms(int OpenDays, int FollowUpDays, long OverloadMinutes, int OverloadPeople)
{
    /// <summary>How far back the load of a helper is counted.</summary>
    public const int LoadDays = 28;

    /// <summary>For a community that agreed nothing about it.</summary>
    public static readonly RequestTerms Default = new(OpenDays: 60, FollowUpDays: 7, OverloadMinutes: 1200, OverloadPeople: 8);

    public static RequestTerms Of(Agreement agreement) => agreement.Requests ?? Default;

    /// <summary>1 to 730 days open, 1 to 365 days to the call, a load that is not below zero.</summary>
    internal static Refusal? Unusable(RequestTerms? terms) => terms switch
    {
        null => null,
        { OpenDays: < 1 or > 730 } => new Refusal.AgreementIncomplete("requests.openDays"),
        { FollowUpDays: < 1 or > 365 } => new Refusal.AgreementIncomplete("requests.followUpDays"),
        { OverloadMinutes: < 0 or > Shares.LargestMinutes } => new Refusal.AgreementIncomplete("requests.overloadMinutes"),
        { OverloadPeople: < 0 } => new Refusal.AgreementIncomplete("requests.overloadPeople"),
        _ => null,
    };

    /// <summary>The first day on which the request counts as expired.</summary>
    public LocalDate ExpiresOn(RequestState request) =>
        (request.Dates is { Count: > 0 } dates ? dates.Max(date => date.On) : request.Wishes?.NeededOn ?? request.Wishes?.NeededBy)?.PlusDays(1)
        ?? request.PostedOn.PlusDays(OpenDays);
}
