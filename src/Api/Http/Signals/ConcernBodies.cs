using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Signals;
using Buurthulp.Projections.Signals;
using NodaTime;

namespace Buurthulp.Api.Http.Signals;

/// <summary>A feeling that something is not right. Its id is the Idempotency-Key. All of it is kept outside the journal, for coordinators only.</summary>
/// <param name="Words">What they saw or heard, 1 to 2,000 characters.</param>
/// <param name="About">Who it is about; left out when it is about nobody in particular.</param>
/// <param name="RaisedBy">Who says so; left out by a member, who speaks for themselves, and by a coordinator who speaks for themselves.</param>
public sealed record RaiseConcernBody(string Words, AccountNumber? About = null, AccountNumber? RaisedBy = null);

/// <summary>What came of a concern.</summary>
/// <param name="Outcome">With watching it stays open.</param>
/// <param name="Words">What was found, 1 to 2,000 characters, for coordinators only.</param>
public sealed record FollowUpConcernBody(ConcernOutcome Outcome, string? Words = null);

/// <summary>A concern that was raised.</summary>
/// <param name="ConcernId">Its id, which is the Idempotency-Key.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record ConcernRaisedAnswer(Guid ConcernId, long Position);

/// <summary>A concern without what it says.</summary>
/// <param name="ConcernId">Its id.</param>
/// <param name="IsOpen">Whether somebody still has to look into it, or keeps an eye on it.</param>
/// <param name="RaisedOn">The day.</param>
/// <param name="FollowedUpOn">The last day on which somebody looked into it.</param>
/// <param name="Outcome">What came of it then.</param>
public sealed record ConcernListedAnswer(Guid ConcernId, bool IsOpen, LocalDate RaisedOn, LocalDate? FollowedUpOn, ConcernOutcome? Outcome)
{
    internal static ConcernListedAnswer Of(ConcernRow row)
    {
        var last = row.FollowUps.Count == 0 ? null : row.FollowUps[^1];
        return new ConcernListedAnswer(row.Concern.Value, row.IsOpen, row.RaisedOn, last?.On, last?.Outcome);
    }
}

/// <summary>A concern with what it says.</summary>
/// <param name="ConcernId">Its id.</param>
/// <param name="IsOpen">Whether somebody still has to look into it, or keeps an eye on it.</param>
/// <param name="RaisedOn">The day.</param>
/// <param name="About">Who it is about.</param>
/// <param name="RaisedBy">Who said so; absent when it was a coordinator without a number of their own.</param>
/// <param name="Words">What they said.</param>
/// <param name="IsErased">Whether one of the two had themselves erased, and with them all that was said.</param>
/// <param name="FollowUps">What came of it, in order.</param>
/// <param name="Reads">Who read it and why, the latest first.</param>
public sealed record ConcernAnswer(Guid ConcernId, bool IsOpen, LocalDate RaisedOn, AccountNumber? About, AccountNumber? RaisedBy, string? Words, bool IsErased, IReadOnlyList<ConcernFollowUpAnswer> FollowUps,
    IReadOnlyList<ConcernReadAnswer> Reads)
{
    internal static ConcernAnswer Of(ConcernRow row, ConcernText? text, IReadOnlyDictionary<Guid, string> notes, IReadOnlyList<VaultRead> reads) =>
        new(row.Concern.Value, row.IsOpen, row.RaisedOn, text?.About, text?.RaisedBy, text?.Words, text is null or { IsErased: true },
            [.. row.FollowUps.Select(step => new ConcernFollowUpAnswer(step.Outcome, step.On, notes.GetValueOrDefault(step.Entry)))],
            [.. reads.Select(read => new ConcernReadAnswer(read.Reader, read.Role, read.Reason, read.ReadAt.UtcDateTime))]);
}

/// <summary>Somebody looked into a concern.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="FollowedUpOn">The day.</param>
/// <param name="Words">What they found.</param>
public sealed record ConcernFollowUpAnswer(ConcernOutcome Outcome, LocalDate FollowedUpOn, string? Words);

/// <summary>Somebody read a concern.</summary>
/// <param name="Reader">Their number, or their role where no number stands behind it.</param>
/// <param name="Role">As whom.</param>
/// <param name="Reason">Why, as a code.</param>
/// <param name="ReadAt">When.</param>
public sealed record ConcernReadAnswer(string Reader, string Role, ReasonCode Reason, DateTime ReadAt);
