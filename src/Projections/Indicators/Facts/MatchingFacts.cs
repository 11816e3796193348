using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using NodaTime;

namespace Buurthulp.Projections.Indicators.Facts;

/// <summary>When requests were open and offers stood; never whose. A request is open again when a helper hands it back, and nothing says who that was.</summary>
internal sealed class MatchingFacts
{
    private readonly Dictionary<RequestId, (int Posting, int Latest)> requestPlaces = [];
    private readonly Dictionary<OfferId, int> offerPlaces = [];

    /// <summary>One each time that a request was open.</summary>
    public List<OpeningFact> Openings { get; } = [];

    public List<OfferFact> Offers { get; } = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case RequestPosted e: Open(e.Request, entry.Position, e.PostedOn, isByPhone: e.Channel == Channel.Phone); break;
            case MatchHandedBack e: Open(e.Request, entry.Position, e.HandedBackOn, isByPhone: false); break;
            case MatchAgreed e:
                Match(e.Request, entry.Position, e.AgreedOn);
                Close(e.Request, entry.Position, e.AgreedOn);
                break;
            // A day of a roster is a match; the other days still wait.
            case RosterDateTaken e: Match(e.Request, entry.Position, e.TakenOn); break;
            case RosterCompleted e: Close(e.Request, entry.Position, e.CompletedOn); break;
            case RequestStopped e: Close(e.Request, entry.Position, e.StoppedOn); break;
            case RequestWithdrawn e: Close(e.Request, entry.Position, e.WithdrawnOn); break;
            case RequestExpired e: Close(e.Request, entry.Position, e.ExpiredOn); break;
            case RequestReferred e: Close(e.Request, entry.Position, e.ReferredOn, isReferred: true); break;
            case OfferPosted e:
                offerPlaces.Add(e.Offer, Offers.Count);
                Offers.Add(new OfferFact(entry.Position, Scope.DayNumber(e.PostedOn)));
                break;
            case OfferWithdrawn e:
                ref var offer = ref CollectionsMarshal.AsSpan(Offers)[offerPlaces[e.Offer]];
                offer = offer with { WithdrawnAt = entry.Position, WithdrawnOn = Scope.DayNumber(e.WithdrawnOn) };
                break;
        }
    }

    private void Open(RequestId request, long position, LocalDate on, bool isByPhone)
    {
        var isPosting = !requestPlaces.TryGetValue(request, out var places);
        requestPlaces[request] = (isPosting ? Openings.Count : places.Posting, Openings.Count);
        var day = Scope.DayNumber(on);
        Openings.Add(new OpeningFact(position, day, isPosting ? day : Openings[places.Posting].Day, isPosting, isByPhone));
    }

    /// <summary>The first helper counts, and stands with the posting.</summary>
    private void Match(RequestId request, long position, LocalDate on)
    {
        ref var posting = ref CollectionsMarshal.AsSpan(Openings)[requestPlaces[request].Posting];
        if (posting.MatchedAt == CommunityFacts.Never) posting = posting with { MatchedAt = position, MatchedOn = Scope.DayNumber(on) };
    }

    /// <summary>Who is stopped while being helped was not open any more.</summary>
    private void Close(RequestId request, long position, LocalDate on, bool isReferred = false)
    {
        ref var opening = ref CollectionsMarshal.AsSpan(Openings)[requestPlaces[request].Latest];
        if (opening.ClosedAt == CommunityFacts.Never) opening = opening with { ClosedAt = position, ClosedOn = Scope.DayNumber(on), IsReferred = isReferred };
    }
}

/// <summary>A time that a request was open.</summary>
/// <param name="Position">From this entry on.</param>
/// <param name="Day">From this day on.</param>
/// <param name="PostedOn">The day on which the request was posted.</param>
/// <param name="IsPosting">The first time.</param>
/// <param name="IsByPhone">It was posted by phone; false for later times.</param>
/// <param name="MatchedAt">The entry by which the request's first helper was found; with the posting only.</param>
/// <param name="MatchedOn">The day of that.</param>
/// <param name="ClosedAt">The entry by which it was open no more.</param>
/// <param name="ClosedOn">The day of that.</param>
/// <param name="IsReferred">Because it was handed on to an organisation.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OpeningFact(long Position, int Day, int PostedOn, bool IsPosting, bool IsByPhone, long MatchedAt = CommunityFacts.Never, int MatchedOn = int.MaxValue,
    long ClosedAt = CommunityFacts.Never, int ClosedOn = int.MaxValue, bool IsReferred = false);

/// <summary>An offer, and when it was taken back.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OfferFact(long Position, int Day, long WithdrawnAt = CommunityFacts.Never, int WithdrawnOn = int.MaxValue);
