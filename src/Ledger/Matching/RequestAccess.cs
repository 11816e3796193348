using System.Diagnostics.CodeAnalysis;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>Which requests an actor knows of and may change: their own, and those of members for whom they may act today.</summary>
internal static class RequestAccess
{
    /// <summary>Coordinators know every request. Members know those on the board, which are open, and those that they are in; any other looks like one that never was.</summary>
    public static Refusal? Find(CommunityState state, RequestId id, Actor actor, Instant now, [NotNull] out RequestState? request)
    {
        if (!state.Requests.TryGet(id, out request))
        {
            request = null!;
            return new Refusal.RequestUnknown(id);
        }

        return IsDesk(actor) || request.IsOpen || IsIn(state, request, actor, now) ? null : new Refusal.RequestUnknown(id);
    }

    /// <summary>As <see cref="Find"/>, and the actor is in it.</summary>
    public static Refusal? FindOwn(CommunityState state, RequestId id, Actor actor, Instant now, [NotNull] out RequestState? request) =>
        Find(state, id, actor, now, out request) ?? (IsDesk(actor) || IsIn(state, request, actor, now) ? null : new Refusal.RequestNotYours(id));

    /// <summary>Coordinators, imports and what falls due act for everybody.</summary>
    public static bool IsDesk(Actor actor) => actor.Role is Role.Coordinator or Role.System;

    /// <summary>Only the one who asked, who acts for them, or a coordinator.</summary>
    public static bool IsAskersSide(CommunityState state, RequestState request, Actor actor, Instant now) => IsDesk(actor) || state.MaySpeakFor(actor, request.Member, state.Today(now));

    /// <summary>
    /// Whether the actor can give the yes of one side. As in an exchange, who speaks for the other side too says yes for nobody but themselves.
    /// </summary>
    public static bool MayAnswer(CommunityState state, Actor actor, AccountNumber side, AccountNumber other, Instant now) =>
        actor.Account == side || (state.MaySpeakFor(actor, side, state.Today(now)) && !state.MaySpeakFor(actor, other, state.Today(now)));

    private static bool IsIn(CommunityState state, RequestState request, Actor actor, Instant now)
    {
        var today = state.Today(now);
        return request.Involves(account => state.MaySpeakFor(actor, account, today));
    }

    /// <summary>The exchange that was recorded for a request, for a roster on one of its days; null for none.</summary>
    public static Subject? ExchangeFor(CommunityState state, RequestId id, LocalDate? day = null) =>
        state.Requests.TryGet(id, out var request) && (day is { } on && request.Dates is not null ? request.On(on)?.Exchange : request.Exchange) is { } exchange ? Subject.Of(exchange) : null;

    /// <summary>Whether the help was written down, booked or waiting for its yes.</summary>
    public static bool IsRecorded(CommunityState state, ExchangeId? exchange) => exchange is { } id && state.Exchanges[id].Status is ExchangeStatus.Proposed or ExchangeStatus.Booked;
}
