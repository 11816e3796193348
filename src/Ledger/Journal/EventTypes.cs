using System.Collections.Frozen;
using System.Reflection;
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

namespace Buurthulp.Ledger.Journal;

/// <summary>Every event that can stand in a journal, with its stored name.</summary>
public static class EventTypes
{
    public static readonly IReadOnlyList<Type> All =
    [
        typeof(CommunityFounded), typeof(CurrencyDefined), typeof(AgreementChanged), typeof(CategoryAdded), typeof(NeighbourhoodDefined),
        typeof(MemberJoined), typeof(MemberLeft), typeof(OrganisationJoined),
        typeof(RoleGiven), typeof(RoleTaken), typeof(MemberPaused), typeof(MemberResumed), typeof(ReciprocityExpectationChanged),
        typeof(ProxyGiven), typeof(ProxyEnded), typeof(LeavingBalanceSettled), typeof(MemberErased),
        typeof(ExchangeProposed), typeof(ExchangeBooked), typeof(ExchangeDeclined), typeof(ExchangeReversed), typeof(ExchangeThanked),
        typeof(ShopJoined), typeof(ShopTermsAgreed), typeof(DiscountGiven), typeof(DiscountCancelled), typeof(CreditsSettled),
        typeof(PotOpened), typeof(GiftMade),
        typeof(RequestPosted), typeof(MatchAgreed), typeof(RequestWithdrawn), typeof(RequestExpired), typeof(RequestReferred), typeof(OfferPosted), typeof(OfferWithdrawn),
        typeof(RosterPosted), typeof(RosterDateTaken), typeof(RosterDateGivenBack), typeof(RosterCompleted),
        typeof(HelperProposed), typeof(ProposalDeclined), typeof(MatchHandedBack), typeof(RequestStopped), typeof(RequestFollowedUp),
        typeof(ActivityPlanned), typeof(ActivityCancelled), typeof(ActivityHeld), typeof(ActivityAttended),
        typeof(OpeningBalanceBooked),
        typeof(GrantRuleAgreed), typeof(GrantGiven),
        typeof(InstitutionJoined), typeof(IssuingBudgetSet), typeof(CorrectionProposed), typeof(CorrectionApproved), typeof(CorrectionRefused), typeof(EntryReversed),
        typeof(PeriodClosed), typeof(PeriodCloseSigned), typeof(PeriodCloseWithdrawn), typeof(CheckpointPublished),
        typeof(ConcernRaised), typeof(ConcernFollowedUp),
        typeof(NoteBatchPrinted), typeof(NotesIssued), typeof(NotesRedeemed), typeof(NotesVoided), typeof(NotesExpired),
        typeof(GoalSet), typeof(GoalDropped),
    ];

    private static readonly FrozenDictionary<Type, string> Names = All.ToFrozenDictionary(type => type, StoredName);
    private static readonly FrozenDictionary<string, Type> Types = All.ToFrozenDictionary(StoredName);

    public static string NameOf(LedgerEvent recorded) => Names[recorded.GetType()];

    public static string NameOf(Type type) => Names[type];

    /// <summary>Null for a stored name that this program does not know.</summary>
    public static Type? TypeOf(string storedName) => Types.GetValueOrDefault(storedName);

    private static string StoredName(Type type) => type.GetCustomAttribute<EventTypeAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} has no stored name");
}
