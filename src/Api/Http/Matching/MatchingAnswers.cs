using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Matching;
using NodaTime;

namespace Buurthulp.Api.Http.Matching;

/// <summary>A request as far as the caller may see it.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Status">Where it stands. To members a stopped request looks withdrawn.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="PostedOn">The day of posting.</param>
/// <param name="Words">What the one who asks says; absent when they said nothing or were erased.</param>
/// <param name="NeededOn">The day on which the help is needed.</param>
/// <param name="NeededBy">The last day on which the help makes sense.</param>
/// <param name="Neighbourhood">Where the help is needed.</param>
/// <param name="NotFromMyStreet">Rather somebody who does not live in the same street.</param>
/// <param name="Languages">Languages in which they can talk with the helper.</param>
/// <param name="Dates">The days of a roster; absent for any other request.</param>
/// <param name="Member">Who asks; for those in it and coordinators.</param>
/// <param name="Helper">Who is proposed or matched now; for those in it and coordinators.</param>
/// <param name="ProposedBy">Who proposed the helper, while that waits for a yes.</param>
/// <param name="AgreedOn">The day of the match.</param>
/// <param name="ClosedOn">The day on which it was stopped, withdrawn, expired or referred, or on which a roster was done.</param>
/// <param name="Exchanges">Help that was recorded for it; for those in it (of a roster: the one who asked) and coordinators.</param>
/// <param name="Channel">Which way it came in; for coordinators.</param>
/// <param name="ReopenedOn">The last day on which it became open again; for coordinators.</param>
/// <param name="Organisation">To whom it was referred; for coordinators.</param>
/// <param name="FollowedUpOn">The last day on which somebody asked how it went; for coordinators.</param>
/// <param name="Outcome">What they heard then; for coordinators.</param>
/// <param name="StopReason">Why it was stopped; for coordinators, and only where one request is read.</param>
public sealed record RequestAnswer(Guid RequestId, RequestStatus Status, CategoryCode Category, LocalDate PostedOn, string? Words, LocalDate? NeededOn, LocalDate? NeededBy, NeighbourhoodCode? Neighbourhood,
    bool NotFromMyStreet, IReadOnlyList<LanguageCode>? Languages, IReadOnlyList<RosterDayAnswer>? Dates, AccountNumber? Member, AccountNumber? Helper, Proposer? ProposedBy, LocalDate? AgreedOn,
    LocalDate? ClosedOn, IReadOnlyList<Guid>? Exchanges, Channel? Channel, LocalDate? ReopenedOn, OrganisationCode? Organisation, LocalDate? FollowedUpOn, OutcomeCode? Outcome, string? StopReason)
{
    /// <summary>Coordinators see all. Those in it see each other. Everybody else sees what is asked and not who asks.</summary>
    internal static RequestAnswer Of(RequestRow row, RequestReader reader, string? words, string? stopReason = null)
    {
        var (desk, inIt, wishes) = (reader.IsDesk, reader.IsIn(row), row.Wishes);
        var seesExchanges = desk || (inIt && (row.Dates.Count == 0 || reader.SpeaksFor(row.Member)));
        return new RequestAnswer(row.Request.Value, row.Status == RequestStatus.Stopped && !desk ? RequestStatus.Withdrawn : row.Status, row.Category, row.PostedOn, words, wishes.NeededOn, wishes.NeededBy,
            wishes.Neighbourhood, wishes.NotFromMyStreet == true, wishes.Languages, row.Dates.Count == 0 ? null : [.. row.Dates.Select(day => new RosterDayAnswer(day.On, day.Helper is not null, inIt ? day.Helper : null))],
            inIt ? row.Member : null, inIt ? row.Helper : null, inIt ? row.ProposedBy : null, inIt ? row.AgreedOn : null, inIt ? row.ClosedOn : null,
            seesExchanges ? [.. row.Exchanges.Select(exchange => exchange.Value)] : null,
            desk ? row.Channel : null, desk ? row.ReopenedOn : null, desk ? row.Organisation : null, desk ? row.FollowedUpOn : null, desk ? row.Outcome : null, stopReason);
    }
}

/// <summary>One day of a roster.</summary>
/// <param name="On">The day.</param>
/// <param name="Taken">Whether somebody will help on it.</param>
/// <param name="Helper">Who; for those in the roster and coordinators.</param>
public sealed record RosterDayAnswer(LocalDate On, bool Taken, AccountNumber? Helper);

/// <summary>An offer.</summary>
/// <param name="OfferId">Its id.</param>
/// <param name="Member">Who offers.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="PostedOn">The day of posting.</param>
/// <param name="Words">What they say; absent when they said nothing or were erased.</param>
/// <param name="Availability">The parts of the week that suit; absent is any.</param>
/// <param name="Languages">Languages that they speak.</param>
/// <param name="Neighbourhood">Where they would like to help; absent is anywhere.</param>
/// <param name="NotFromMyStreet">Rather for somebody who does not live in the same street.</param>
public sealed record OfferAnswer(Guid OfferId, AccountNumber Member, CategoryCode Category, LocalDate PostedOn, string? Words, IReadOnlyList<Daypart>? Availability, IReadOnlyList<LanguageCode>? Languages,
    NeighbourhoodCode? Neighbourhood, bool NotFromMyStreet);

/// <summary>A request that somebody should ask about.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Member">Who asked.</param>
/// <param name="Helper">Who helped or will help.</param>
/// <param name="Since">The day of the help, the match or the ending to ask about.</param>
/// <param name="DueOn">The day from which the call is due.</param>
public sealed record FollowUpAnswer(Guid RequestId, RequestStatus Status, AccountNumber Member, AccountNumber? Helper, LocalDate Since, LocalDate DueOn);

/// <summary>Who reads requests.</summary>
/// <param name="IsDesk">A coordinator.</param>
/// <param name="Account">A member's own account.</param>
/// <param name="Others">For whom they may act today.</param>
internal sealed record RequestReader(bool IsDesk, AccountNumber? Account, IReadOnlyList<AccountNumber> Others)
{
    /// <summary>Their own account and those for whom they may act.</summary>
    public IEnumerable<AccountNumber> Accounts => Account is { } own ? Others.Prepend(own) : [];

    public bool SpeaksFor(AccountNumber account) => Accounts.Contains(account);

    /// <summary>Coordinators, and those who ask or help.</summary>
    public bool IsIn(RequestRow row) => IsDesk || Accounts.Any(row.Involves);

    /// <summary>What is open stands on the board, for everybody.</summary>
    public bool MaySee(RequestRow row) => row.Status == RequestStatus.Open || IsIn(row);
}
