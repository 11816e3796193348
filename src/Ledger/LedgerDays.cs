using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Ledger;

/// <summary>
/// The days that a ledger holds, from <see cref="First"/> through <see cref="Last"/>. ISO 8601 knows the year 0 and PostgreSQL does not, and it takes its own first and last day for
/// infinity: an entry with such a day could never be shown, and can't be removed either.
/// </summary>
public static class LedgerDays
{
    public static readonly LocalDate First = new(1900, 1, 1);
    public static readonly LocalDate Last = new(2200, 12, 31);

    /// <summary>A day of the form <c>yyyy-MM-dd</c>; null for anything else, and for a day that no ledger holds.</summary>
    public static LocalDate? Read(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: var day } && Outside(day) is null ? day : null;

    /// <summary>Refuses the first of these events with a day outside. The writer asks this of every decision, so that no command and no import can forget it.</summary>
    internal static Refusal? Refused(IReadOnlyList<LedgerEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (FirstOutside(events[i]) is { } day) return new Refusal.DateOutOfRange(day, First, Last);
        }

        return null;
    }

    /// <summary>The first day of an event that no ledger holds; null for none. A switch and no reflection: this is asked for every exchange.</summary>
    public static LocalDate? FirstOutside(LedgerEvent recorded) => recorded switch
    {
        ExchangeBooked e => Outside(e.HappenedOn),
        ExchangeProposed e => Outside(e.HappenedOn, e.ProposedOn),
        ExchangeDeclined e => Outside(e.DeclinedOn),
        ExchangeReversed e => Outside(e.ReversedOn),
        ExchangeThanked e => Outside(e.ThankedOn),

        CommunityFounded e => Outside(e.FoundedOn),
        GoalSet e => Outside(e.By, e.StartedOn),
        GoalDropped e => Outside(e.DroppedOn),

        MemberJoined e => Outside(e.JoinedOn),
        MemberLeft e => Outside(e.LeftOn),
        OrganisationJoined e => Outside(e.JoinedOn),
        RoleGiven e => Outside(e.GivenOn),
        RoleTaken e => Outside(e.TakenOn),
        MemberPaused e => Outside(e.PausedOn),
        MemberResumed e => Outside(e.ResumedOn),
        ReciprocityExpectationChanged e => Outside(e.ChangedOn),
        ProxyGiven e => Outside(e.From, e.Until),
        ProxyEnded e => Outside(e.EndedOn),
        LeavingBalanceSettled e => Outside(e.SettledOn),

        RequestPosted e => Outside(e.PostedOn) ?? Outside(e.Wishes?.NeededOn, e.Wishes?.NeededBy),
        RosterPosted e => e.Dates.Select(day => Outside(day)).FirstOrDefault(day => day is not null),
        RosterDateTaken e => Outside(e.On, e.TakenOn),
        RosterDateGivenBack e => Outside(e.On, e.GivenBackOn),
        RosterCompleted e => Outside(e.CompletedOn),
        HelperProposed e => Outside(e.ProposedOn),
        ProposalDeclined e => Outside(e.DeclinedOn),
        MatchAgreed e => Outside(e.AgreedOn),
        MatchHandedBack e => Outside(e.HandedBackOn),
        RequestStopped e => Outside(e.StoppedOn),
        RequestFollowedUp e => Outside(e.FollowedUpOn),
        RequestWithdrawn e => Outside(e.WithdrawnOn),
        RequestExpired e => Outside(e.ExpiredOn),
        RequestReferred e => Outside(e.ReferredOn),
        OfferPosted e => Outside(e.PostedOn),
        OfferWithdrawn e => Outside(e.WithdrawnOn),

        ActivityPlanned e => Outside(e.PlannedFor),
        ActivityCancelled e => Outside(e.CancelledOn),
        ActivityHeld e => Outside(e.HeldOn),

        ShopJoined e => Outside(e.JoinedOn),
        ShopTermsAgreed e => Outside(e.AgreedOn),
        DiscountGiven e => Outside(e.HappenedOn),
        DiscountCancelled e => Outside(e.CancelledOn),
        CreditsSettled e => Outside(e.From, e.Through) ?? Outside(e.SettledOn),

        NoteBatchPrinted e => Outside(e.PrintedOn, e.ExpiresOn),
        NotesIssued e => Outside(e.IssuedOn),
        NotesRedeemed e => Outside(e.RedeemedOn),
        NotesVoided e => Outside(e.VoidedOn),
        NotesExpired e => Outside(e.ExpiredOn),

        PotOpened e => Outside(e.OpenedOn),
        GiftMade e => Outside(e.HappenedOn),
        GrantRuleAgreed e => Outside(e.AgreedOn),
        GrantGiven e => Outside(e.HappenedOn),
        InstitutionJoined e => Outside(e.JoinedOn),
        IssuingBudgetSet e => Outside(e.SetOn),

        OpeningBalanceBooked e => Outside(e.On),
        CorrectionProposed e => Outside(e.ProposedOn),
        CorrectionApproved e => Outside(e.ApprovedOn),
        CorrectionRefused e => Outside(e.RefusedOn),
        EntryReversed e => Outside(e.ReversedOn),
        PeriodClosed e => Outside(e.From, e.Through) ?? Outside(e.ClosedOn),
        PeriodCloseSigned e => Outside(e.SignedOn),
        PeriodCloseWithdrawn e => Outside(e.WithdrawnOn),
        CheckpointPublished e => Outside(e.PublishedOn),

        ConcernRaised e => Outside(e.RaisedOn),
        ConcernFollowedUp e => Outside(e.FollowedUpOn),
        _ => null,
    };

    private static LocalDate? Outside(LocalDate? day, LocalDate? other) => Outside(day) ?? Outside(other);

    private static LocalDate? Outside(LocalDate? day) => day is { } named && (named < First || named > Last) ? named : null;
}
