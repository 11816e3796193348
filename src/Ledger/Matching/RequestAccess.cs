using System.Diagnostics.CodeAnalysis;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>Which requests an actor knows of and may change.</summary>
internal static class RequestAccess
{
    /// <summary>Coordinators know every request. Members know those on the board, which are open, and those that they are in; any other looks like one that never was.</summary>
    public static Refusal? Find(CommunityState state, RequestId id, Actor actor, [NotNull] out RequestState? request)
    {
        if (!state.Requests.TryGet(id, out request))
        {
            request = null!;
            return new Refusal.RequestUnknown(id);
        }

        return IsDesk(actor) || request.IsOpen || IsIn(request, actor) ? null : new Refusal.RequestUnknown(id);
    }

    /// <summary>As <see cref="Find"/>, and the actor is in it.</summary>
    public static Refusal? FindOwn(CommunityState state, RequestId id, Actor actor, [NotNull] out RequestState? request) =>
        Find(state, id, actor, out request) ?? (IsDesk(actor) || IsIn(request, actor) ? null : new Refusal.RequestNotYours(id));

    /// <summary>Coordinators, imports and what falls due act for everybody.</summary>
    public static bool IsDesk(Actor actor) => actor.Role is Role.Coordinator or Role.System;

    /// <summary>Only the one who asked, or a coordinator for them.</summary>
    public static bool IsAskersSide(RequestState request, Actor actor) => IsDesk(actor) || actor.Account == request.Member;

    private static bool IsIn(RequestState request, Actor actor) => actor.Account is { } account && request.Involves(account);

    /// <summary>The exchange that was recorded for a day of a roster; null for none.</summary>
    public static Subject? ExchangeOn(CommunityState state, RequestId id, LocalDate day) =>
        state.Requests.TryGet(id, out var request) && request.On(day)?.Exchange is { } exchange ? Subject.Of(exchange) : null;
}
