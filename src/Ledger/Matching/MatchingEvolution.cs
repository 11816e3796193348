using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>How requests and offers follow from the entries.</summary>
internal static class MatchingEvolution
{
    /// <summary>False for an event of another family.</summary>
    public static bool TryApply(CommunityState state, LedgerEvent recorded)
    {
        switch (recorded)
        {
            case RequestPosted e: state.Requests[e.Request] = new RequestState(e.Member, e.Category, e.PostedOn, RequestStatus.Open) { Wishes = e.Wishes }; break;
            case RosterPosted e: Change(state, e.Request, request => request with { Dates = [.. e.Dates.Select(date => new RosterDate(date))] }); break;
            case RosterDateTaken e: Change(state, e.Request, request => request.With(Date(request, e.On) with { Helper = e.Helper })); break;
            case RosterDateGivenBack e: Change(state, e.Request, request => request.With(Date(request, e.On) with { Helper = null })); break;
            case HelperProposed e: Change(state, e.Request, request => request with { Status = RequestStatus.Proposed, Helper = e.Helper, ProposedBy = e.ProposedBy }); break;
            case ProposalDeclined e: Change(state, e.Request, request => request.OpenedAgain()); break;
            case MatchAgreed e: Change(state, e.Request, request => request with { Status = RequestStatus.Matched, Helper = e.Helper, ProposedBy = null }); break;
            case MatchHandedBack e: Change(state, e.Request, request => request.OpenedAgain() with { HandedBackOn = e.HandedBackOn }); break;
            case RequestStopped e: Close(state, e.Request, RequestStatus.Stopped); break;
            case RequestWithdrawn e: Close(state, e.Request, RequestStatus.Withdrawn); break;
            case RequestExpired e: Close(state, e.Request, RequestStatus.Expired); break;
            case RequestReferred e: Close(state, e.Request, RequestStatus.Referred); break;
            case RosterCompleted e: Close(state, e.Request, RequestStatus.Matched); break;
            case RequestFollowedUp: break;
            case OfferPosted e: state.Offers[e.Offer] = new OfferState(e.Member, e.Category, e.PostedOn, IsOpen: true); break;
            case OfferWithdrawn e: state.Offers[e.Offer] = state.Offers[e.Offer] with { IsOpen = false }; break;
            default: return false;
        }

        return true;
    }

    /// <summary>The request, or the day of a roster, knows the exchange that was recorded for it, so that it is neither booked twice nor handed back afterwards.</summary>
    public static void Recorded(CommunityState state, ExchangeProposed proposed) =>
        Recorded(state, proposed.Exchange, proposed.Request, proposed.Helpers, proposed.Receivers, proposed.HappenedOn, byDesk: false);

    /// <inheritdoc cref="Recorded(CommunityState, ExchangeProposed)"/>
    public static void Recorded(CommunityState state, ExchangeBooked booked) =>
        Recorded(state, booked.Exchange, booked.Request, booked.Helpers, booked.Receivers, booked.HappenedOn, booked.RecordedBy == Recorder.Coordinator);

    private static void Recorded(CommunityState state, ExchangeId exchange, RequestId? id, IReadOnlyList<Share> helpers, IReadOnlyList<Share> receivers, LocalDate happenedOn, bool byDesk)
    {
        if (id is not { } request || !state.Requests.TryGet(request, out var found)) return;
        // Others can't take a place in it with help of their own. The desk may name who came instead.
        if (!byDesk && !found.IsAnsweredBy(helpers, receivers, happenedOn)) return;
        if (found.Dates is null) state.Requests[request] = found with { Exchange = exchange };
        else if (found.On(happenedOn) is { } date) state.Requests[request] = found.With(date with { Exchange = exchange });
    }

    private static void Change(CommunityState state, RequestId id, Func<RequestState, RequestState> change) => state.Requests[id] = change(state.Requests[id]);

    private static void Close(CommunityState state, RequestId id, RequestStatus status) => Change(state, id, request => request with { Status = status });

    private static RosterDate Date(RequestState request, LocalDate on) => request.On(on) ?? new RosterDate(on);
}
