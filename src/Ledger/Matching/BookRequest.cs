using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>
/// Writes down the help that a match led to: the people and the kind of help come from the request, for a roster from its day.
/// From there on it is <see cref="RecordExchange"/>, with all its rules.
/// </summary>
public sealed record BookRequest(Guid CommandId, Actor Actor, Instant Now, RequestId Request, long Minutes, LocalDate HappenedOn, Channel Channel) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => RequestAccess.ExchangeFor(state, Request, HappenedOn);

    /// <summary>Order of the rules: the request is one of the actor's, somebody helps with it (on that day), the day is not booked yet, and then those of recording help.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (RequestAccess.FindOwn(state, Request, Actor, Now, out var request) is { } unknown) return unknown;
        if (Helper(request, out var missing) is not { } helper) return missing!;
        if (RequestAccess.IsRecorded(state, request.On(HappenedOn)?.Exchange))
        {
            return new Refusal.RosterDateBooked(Request, HappenedOn);
        }

        return new RecordExchange(CommandId, Actor, Now, [new Share(helper, Minutes)], [new Share(request.Member, Minutes)], request.Category, HappenedOn, Channel, Payer: null, Request).Decide(state);
    }

    private AccountNumber? Helper(RequestState request, out Refusal? missing)
    {
        missing = request switch
        {
            { Dates: null, Status: not RequestStatus.Matched } => new Refusal.RequestNotMatched(Request),
            { Dates: null } => null,
            _ when request.On(HappenedOn) is not { } date => new Refusal.RosterDateUnknown(Request, HappenedOn),
            _ when request.On(HappenedOn)!.Helper is null => new Refusal.RosterDateOpen(Request, HappenedOn),
            _ => null,
        };
        return missing is not null ? null : request.Dates is null ? request.Helper : request.On(HappenedOn)!.Helper;
    }
}
