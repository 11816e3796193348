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

namespace Buurthulp.Ledger.Accounts;

/// <summary>The one place that says which accounts an entry moves. The amounts of one entry always sum to zero.</summary>
public static class Postings
{
    /// <summary>Empty for an entry that moves nothing.</summary>
    /// <exception cref="InvalidOperationException">An event that this program does not know: a defect.</exception>
    public static IReadOnlyList<Posting> Of(LedgerEvent recorded) => recorded switch
    {
        ExchangeBooked e => Exchange(e.Awarded(), e.Charged(), sign: 1),
        ExchangeReversed e => Exchange(e.Awarded(), e.Charged, sign: -1),
        DiscountGiven e => Transfer(e.Member, e.Shop, e.Minutes),
        DiscountCancelled e => Transfer(e.Shop, e.Member, e.Minutes),
        CreditsSettled e => Transfer(e.Shop, e.Sponsor, e.Minutes),
        GiftMade e => Transfer(e.From, e.To, e.Minutes),
        OpeningBalanceBooked e => Transfer(BookOpeningBalance.Opening, e.Account, e.Minutes),

        GrantGiven e => Transfer(e.Pot, e.Member, e.Minutes),
        EntryReversed e => Transfer(e.From, e.To, e.Minutes),
        InstitutionJoined or IssuingBudgetSet or GrantRuleAgreed => [],
        CorrectionProposed or CorrectionApproved or CorrectionRefused => [],
        PeriodClosed or PeriodCloseSigned or PeriodCloseWithdrawn or CheckpointPublished => [],

        NotesIssued e => Transfer(e.From, PaperNotes.Account, e.Minutes),
        NotesRedeemed e => Transfer(PaperNotes.Account, e.To, e.Minutes),
        NotesVoided e => OutOfCirculation(e.ReturnedTo),
        NotesExpired e => OutOfCirculation(e.ReturnedTo),
        NoteBatchPrinted => [],
        LeavingBalanceSettled e => Transfer(e.Account, e.Pot, e.Minutes),
        RoleGiven or RoleTaken or MemberPaused or MemberResumed or ReciprocityExpectationChanged or ProxyGiven or ProxyEnded or MemberErased => [],

        CommunityFounded or CurrencyDefined or AgreementChanged or CategoryAdded or NeighbourhoodDefined or GoalSet or GoalDropped => [],
        MemberJoined or MemberLeft or OrganisationJoined or ShopJoined or ShopTermsAgreed or PotOpened => [],
        ExchangeProposed or ExchangeDeclined or ExchangeThanked => [],
        RequestPosted or MatchAgreed or RequestWithdrawn or RequestExpired or RequestReferred or OfferPosted or OfferWithdrawn => [],
        RosterPosted or RosterDateTaken or RosterDateGivenBack or RosterCompleted or HelperProposed or ProposalDeclined or MatchHandedBack or RequestStopped or RequestFollowedUp => [],
        ActivityPlanned or ActivityCancelled or ActivityHeld or ActivityAttended => [],
        ConcernRaised or ConcernFollowedUp => [],
        _ => throw new InvalidOperationException($"no rule says which accounts a {recorded.GetType().Name} moves"),
    };

    /// <summary>The day on which a moving entry counts: when it happened, or when it was undone. Null for entries that move nothing.</summary>
    public static LocalDate? DateOf(LedgerEvent recorded) => recorded switch
    {
        ExchangeBooked e => e.HappenedOn,
        ExchangeReversed e => e.ReversedOn,
        DiscountGiven e => e.HappenedOn,
        DiscountCancelled e => e.CancelledOn,
        CreditsSettled e => e.SettledOn,
        GiftMade e => e.HappenedOn,
        OpeningBalanceBooked e => e.On,
        GrantGiven e => e.HappenedOn,
        EntryReversed e => e.ReversedOn,
        NotesIssued e => e.IssuedOn,
        NotesRedeemed e => e.RedeemedOn,
        NotesVoided e => e.VoidedOn,
        NotesExpired e => e.ExpiredOn,
        LeavingBalanceSettled e => e.SettledOn,
        _ => null,
    };

    private static Posting[] Transfer(AccountNumber from, AccountNumber to, long minutes) => [new(to, minutes), new(from, -minutes)];

    private static Posting[] OutOfCirculation(IReadOnlyList<Share> returned) =>
        returned.Count == 0 ? [] : [.. returned.Select(share => new Posting(share.Account, share.Minutes)), new(PaperNotes.Account, -returned.Total())];

    private static Posting[] Exchange(IReadOnlyList<Share> helpers, IReadOnlyList<Share> charged, int sign)
    {
        var postings = new Posting[helpers.Count + charged.Count];
        var next = 0;
        for (var i = 0; i < helpers.Count; i++) postings[next++] = new Posting(helpers[i].Account, sign * helpers[i].Minutes);
        for (var i = 0; i < charged.Count; i++) postings[next++] = new Posting(charged[i].Account, -sign * charged[i].Minutes);
        return postings;
    }
}
