using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Signals;
using NodaTime;

namespace Buurthulp.Api.Http.Signals;

/// <summary>What a coordinator may want to look after. Figures are about one person and everybody else together, never about two persons.</summary>
/// <param name="AsOf">Today in the community's time zone; "the last so many days" end with it.</param>
/// <param name="Thresholds">What was agreed.</param>
/// <param name="Overload">Members who gave more than agreed in the last 28 days, or to more people; the most first.</param>
/// <param name="Overasking">Members who received more than agreed in the last 28 days and are expected to give too; the most first.</param>
/// <param name="Quiet">Members who were active in the last 180 days and not in the last 90; the longest quiet first.</param>
/// <param name="NewWithoutFirst">Members who joined 30 to 90 days ago and were in no exchange yet; the longest here first.</param>
/// <param name="UnansweredRequests">Requests that were posted more than the agreed days ago and still want a helper; the oldest first.</param>
/// <param name="FollowUpsDue">Requests of the last 180 days about which a call is due; the longest due first.</param>
/// <param name="OpenConcerns">Concerns that nobody closed; the oldest first.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record SignalsAnswer(LocalDate AsOf, ThresholdsAnswer Thresholds, MemberSignalsAnswer Overload, MemberSignalsAnswer Overasking, MemberSignalsAnswer Quiet, MemberSignalsAnswer NewWithoutFirst,
    RequestSignalsAnswer UnansweredRequests, RequestSignalsAnswer FollowUpsDue, ConcernSignalsAnswer OpenConcerns, long Position);

/// <summary>When there is a signal.</summary>
/// <param name="OverloadMinutes">Given in 28 days: more than this.</param>
/// <param name="OverloadPeople">People helped in 28 days: more than this.</param>
/// <param name="OveraskingMinutes">Received in 28 days: more than this.</param>
/// <param name="UnansweredDays">Days since a request was posted: more than this.</param>
/// <param name="FollowUpDays">Days after the help, the match or the ending on which a call falls due.</param>
public sealed record ThresholdsAnswer(long OverloadMinutes, int OverloadPeople, long OveraskingMinutes, int UnansweredDays, int FollowUpDays);

/// <summary>Members about whom there is a signal.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Members">The first of them.</param>
public sealed record MemberSignalsAnswer(long Count, IReadOnlyList<MemberSignalAnswer> Members)
{
    internal static MemberSignalsAnswer Of(MemberSignal signal, IReadOnlyList<MemberSignalRow> rows)
    {
        var own = rows.Where(row => row.Signal == signal).ToList();
        return new MemberSignalsAnswer(own.Count == 0 ? 0 : own[0].Count, own.ConvertAll(MemberSignalAnswer.Of));
    }
}

/// <summary>One member and the figures that make the signal; those of other signals are absent.</summary>
/// <param name="Account">Their number.</param>
/// <param name="GaveMinutes">Overload: what they gave in 28 days.</param>
/// <param name="HelpedPeople">Overload: how many people they helped in 28 days.</param>
/// <param name="ReceivedMinutes">Overasking: what they received in 28 days.</param>
/// <param name="LastExchangeOn">Quiet: the day of their last exchange.</param>
/// <param name="JoinedOn">New without first: the day of joining.</param>
public sealed record MemberSignalAnswer(AccountNumber Account, long? GaveMinutes = null, long? HelpedPeople = null, long? ReceivedMinutes = null, LocalDate? LastExchangeOn = null, LocalDate? JoinedOn = null)
{
    internal static MemberSignalAnswer Of(MemberSignalRow row) => row.Signal switch
    {
        MemberSignal.Overload => new(row.Account, GaveMinutes: row.GaveMinutes, HelpedPeople: row.HelpedPeople),
        MemberSignal.Overasking => new(row.Account, ReceivedMinutes: row.ReceivedMinutes),
        MemberSignal.Quiet => new(row.Account, LastExchangeOn: row.LastExchangeOn),
        MemberSignal.NewWithoutFirst => new(row.Account, JoinedOn: row.JoinedOn),
        _ => throw new InvalidOperationException($"no rule says which figures make {row.Signal}"),
    };
}

/// <summary>Requests that wait.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Requests">The first of them.</param>
public sealed record RequestSignalsAnswer(long Count, IReadOnlyList<RequestSignalAnswer> Requests)
{
    internal static RequestSignalsAnswer Of(IReadOnlyList<RequestSignalRow> rows, LocalDate today) =>
        new(rows.Count == 0 ? 0 : rows[0].Count,
            [.. rows.Select(row => new RequestSignalAnswer(row.Request.Value, row.Member, row.Category, row.Status, row.Since, Period.DaysBetween(row.Since, today)))]);
}

/// <summary>One request that waits.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Member">Who asked.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Since">Unanswered: the day of posting. To be followed up: the day of the help, the match or the ending.</param>
/// <param name="Days">Whole days since then.</param>
public sealed record RequestSignalAnswer(Guid RequestId, AccountNumber Member, CategoryCode Category, RequestStatus Status, LocalDate Since, int Days);

/// <summary>Concerns that nobody closed. Who and what they are about is read one by one, with a reason.</summary>
/// <param name="Count">How many there are; 500 at most.</param>
/// <param name="Concerns">All of them.</param>
public sealed record ConcernSignalsAnswer(long Count, IReadOnlyList<ConcernListedAnswer> Concerns)
{
    internal static ConcernSignalsAnswer Of(IReadOnlyList<ConcernRow> rows) => new(rows.Count, [.. rows.Select(ConcernListedAnswer.Of)]);
}
