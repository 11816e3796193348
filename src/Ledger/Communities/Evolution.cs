using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
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

namespace Buurthulp.Ledger.Communities;

/// <summary>How the state follows from the entries. Holds no rules: what was recorded is true.</summary>
public static class Evolution
{
    /// <summary>Applies the next entry.</summary>
    /// <exception cref="InvalidOperationException">The entry is not the next one, is of a kind that this program does not know, or does not sum to zero: a defect.</exception>
    public static void Evolve(this CommunityState state, LedgerEvent recorded, long position, Instant recordedAt)
    {
        if (position != state.Position + 1) throw new InvalidOperationException($"position {position} does not follow {state.Position} in '{state.Code}'");
        state.Current.Position = position;
        state.Current.LastRecordedAt = recordedAt;
        Apply(state, recorded);
        TreasuryEvolution.Apply(state, recorded);
        Move(state, recorded);
    }

    private static void Move(CommunityState state, LedgerEvent recorded)
    {
        long sum = 0;
        var postings = Postings.Of(recorded);
        for (var i = 0; i < postings.Count; i++)
        {
            var (number, amount) = postings[i];
            state.Accounts.Change(number, amount, static (account, amount) => account with { Balance = account.Balance + amount });
            sum += amount;
        }

        if (sum != 0) throw new InvalidOperationException($"the postings of a {recorded.GetType().Name} sum to {sum}, not to zero");
    }

    private static void Apply(CommunityState state, LedgerEvent recorded)
    {
        switch (recorded)
        {
            case CommunityFounded e: state.Current.TimeZone = DateTimeZoneProviders.Tzdb[e.TimeZone]; break;
            case CurrencyDefined e: (state.Current.Currency, state.Current.MinutesPerUnit) = (e.Currency, e.MinutesPerUnit); break;
            case AgreementChanged e: state.Current.Agreement = e.Agreement; break;
            case CategoryAdded e: state.Current.Categories = state.Categories.Add(e.Category); break;
            case NeighbourhoodDefined e: state.Current.Residents = state.Residents.SetItem(e.Neighbourhood, e.Residents); break;

            case MemberJoined e:
                Open(state, e.Account, AccountKind.Member, e.JoinedOn);
                MembersEvolution.Joined(state, e);
                break;
            case OrganisationJoined e: Open(state, e.Account, AccountKind.Organisation, e.JoinedOn); break;
            case ShopJoined e: Open(state, e.Account, AccountKind.Shop, e.JoinedOn); break;
            case PotOpened e: Open(state, e.Pot, AccountKind.Pot, e.OpenedOn); break;
            case MemberLeft e: MembersEvolution.Left(state, e); break;
            case ShopTermsAgreed e: state.Accounts[e.Shop] = state.Accounts[e.Shop] with { Terms = e.Terms }; break;
            case OpeningBalanceBooked e:
                if (!state.Accounts.Contains(BookOpeningBalance.Opening)) Open(state, BookOpeningBalance.Opening, AccountKind.Opening, e.On);
                break;

            case ExchangeProposed e:
                ExchangeEvolution.Apply(state, e.Exchange, e);
                MatchingEvolution.Recorded(state, e);
                break;
            case ExchangeBooked e:
                ExchangeEvolution.Apply(state, e.Exchange, e);
                MatchingEvolution.Recorded(state, e);
                DayTotals.Add(state, e.HappenedOn, new DayTotals(Exchanges: 1, e.Helpers.Total(), Discounts: 0));
                break;
            case ExchangeDeclined e: ExchangeEvolution.Apply(state, e.Exchange, e); break;
            case ExchangeReversed e: ExchangeEvolution.Apply(state, e.Exchange, e); break;
            case ExchangeThanked e: ExchangeEvolution.Apply(state, e.Exchange, e); break;

            case DiscountGiven e:
                DiscountEvolution.Apply(state, e.Discount, e);
                DayTotals.Add(state, e.HappenedOn, new DayTotals(Exchanges: 0, ExchangeMinutes: 0, Discounts: 1));
                break;
            case DiscountCancelled e: DiscountEvolution.Apply(state, e.Discount, e); break;
            case GiftMade or CreditsSettled: break;

            case InstitutionJoined e: Open(state, e.Account, AccountKind.Institution, e.JoinedOn); break;
            case IssuingBudgetSet e: state.Accounts[e.Institution] = state.Accounts[e.Institution] with { Budget = e.Budget }; break;
            case GrantRuleAgreed e: state.Accounts[e.Pot] = state.Accounts[e.Pot] with { Grants = e.Rule }; break;
            case GrantGiven or EntryReversed: break;
            case CorrectionProposed e: state.Corrections[e.Correction] = new CorrectionState(e.Entry, e.Minutes, e.Reason, e.ProposedBy, CorrectionStatus.Waiting); break;
            case CorrectionApproved e: state.Corrections[e.Correction] = state.Corrections[e.Correction] with { Status = CorrectionStatus.Approved }; break;
            case CorrectionRefused e: state.Corrections[e.Correction] = state.Corrections[e.Correction] with { Status = CorrectionStatus.Refused }; break;
            case PeriodClosed e: state.Current.Books = state.Books.Close(e); break;
            case PeriodCloseSigned: state.Current.Books = state.Books.Sign(); break;
            case PeriodCloseWithdrawn: state.Current.Books = state.Books.Withdraw(); break;
            case CheckpointPublished: state.Current.Books = state.Books with { PublishedAt = state.Position }; break;
            case NoteBatchPrinted e: state.Print(e); break;
            case GoalSet e: state.Goals[e.Goal] = new GoalState(IsDropped: false); break;
            case GoalDropped e: state.Goals[e.Goal] = new GoalState(IsDropped: true); break;
            case NotesIssued e:
                if (!state.Accounts.Contains(PaperNotes.Account)) Open(state, PaperNotes.Account, AccountKind.Notes, e.IssuedOn);
                state.Issue(e);
                break;
            case NotesRedeemed e: state.End(e.Serials, NoteStatus.Redeemed, e.RedeemedOn); break;
            case NotesVoided e: state.End(e.Serials, NoteStatus.Voided, e.VoidedOn); break;
            case NotesExpired e: state.End(e.Serials, NoteStatus.Expired, e.ExpiredOn); break;

            default:
                if (Attendance.TryApply(state, recorded)) break;
                if (MembersEvolution.TryApply(state, recorded)) break;
                if (MatchingEvolution.TryApply(state, recorded)) break;
                if (ConcernsEvolution.TryApply(state, recorded)) break;
                throw new InvalidOperationException($"no rule says how a {recorded.GetType().Name} changes the state");
        }
    }

    private static void Open(CommunityState state, AccountNumber number, AccountKind kind, LocalDate openedOn) =>
        state.Accounts[number] = new Account(number, kind, Balance: 0, openedOn);
}
