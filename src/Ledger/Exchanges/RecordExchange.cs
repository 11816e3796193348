using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using NodaTime;

namespace Buurthulp.Ledger.Exchanges;

/// <summary>
/// Writes down help that was given. Recorded by a receiver or a coordinator it is booked at once; recorded by a helper, also one who is a coordinator, it waits for the other side.
/// </summary>
/// <param name="CommandId">Becomes the exchange's id.</param>
/// <param name="Actor">Who writes it down.</param>
/// <param name="Now">The time of recording.</param>
/// <param name="Helpers">Who helped, and how long. Each account once.</param>
/// <param name="Receivers">Who was helped, and for how long. The minutes of both sides add up to the same.</param>
/// <param name="Category">A kind of help that the community knows.</param>
/// <param name="HappenedOn">The day of the help in the community's time zone; today or earlier.</param>
/// <param name="Channel">Which way the record came in.</param>
/// <param name="Payer">A pot or institution that pays instead of the receivers; only a coordinator names one.</param>
/// <param name="Request">The request that this help answers.</param>
/// <param name="RecordedBy">Who wrote it down at the time, when an import brings it in.</param>
public sealed record RecordExchange(Guid CommandId, Actor Actor, Instant Now, IReadOnlyList<Share> Helpers, IReadOnlyList<Share> Receivers,
    CategoryCode Category, LocalDate HappenedOn, Channel Channel, AccountNumber? Payer = null, RequestId? Request = null, Recorder? RecordedBy = null)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>A whole street may clean a square together; more people than this is a mistake.</summary>
    public const int MostPeople = 200;

    /// <summary>Order of the rules: the people and amounts, the category, the date, each account, who records, the payer and its budget, the request. No rule looks at a balance of those who help or are helped.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (WrongShares() is { } wrong) return wrong;
        if (!state.Categories.Contains(Category)) return new Refusal.CategoryUnknown(Category);
        var today = state.Today(Now);
        if (HappenedOn > today) return new Refusal.DateInFuture(HappenedOn, today);
        if (WrongAccount(state, Helpers) is { } wrongHelper) return wrongHelper;
        if (WrongAccount(state, Receivers) is { } wrongReceiver) return wrongReceiver;
        if (WrongRecorder(state, today) is { } recorder) return recorder;
        if (WrongPayer(state) is { } payer) return payer;
        if (WrongRequest(state) is { } request) return request;

        var exchange = new ExchangeId(CommandId);
        if (!state.MaySayYes(Actor, Helpers, Receivers, today))
        {
            // Who records is somebody's voice; whoever waits for a yes here speaks for a helper.
            var proposer = state.SpokenFor(Actor, Helpers, today)!.Value;
            return Decision.Accept(new ExchangeProposed(exchange, Helpers, Receivers, Payer, Category, HappenedOn, Channel, proposer, today, Request));
        }

        var (credited, payers) = Charging.Of(state, Helpers, Receivers, Payer);
        return Decision.Accept(new ExchangeBooked(exchange, Helpers, Receivers, payers, Category, HappenedOn, Channel,
            RecordedBy ?? (Actor.Role == Role.Coordinator ? Recorder.Coordinator : Recorder.Member), Request, credited));
    }

    private Refusal? WrongShares()
    {
        if (Helpers.Count == 0) return new Refusal.HelperMissing();
        if (Receivers.Count == 0) return new Refusal.ReceiverMissing();
        if (Helpers.Count + Receivers.Count > MostPeople) return new Refusal.TooManyPeople(Helpers.Count + Receivers.Count, MostPeople);
        foreach (var share in Helpers.Concat(Receivers))
        {
            if (AccountRules.AmountOutOfRange(share.Minutes) is { } amount) return amount;
        }

        if (NamedTwice(Helpers) is { } helper) return new Refusal.AccountNamedTwice(helper);
        if (NamedTwice(Receivers) is { } receiver) return new Refusal.AccountNamedTwice(receiver);
        foreach (var share in Helpers)
        {
            if (Receivers.Includes(share.Account)) return new Refusal.HelperIsReceiver(share.Account);
        }

        var (given, received) = (Helpers.Total(), Receivers.Total());
        return given == received ? null : new Refusal.SharesUnequal(given, received);
    }

    private static AccountNumber? NamedTwice(IReadOnlyList<Share> shares)
    {
        if (shares.Count == 1) return null;
        var seen = new HashSet<AccountNumber>(shares.Count);
        foreach (var share in shares)
        {
            if (!seen.Add(share.Account)) return share.Account;
        }

        return null;
    }

    private Refusal? WrongAccount(CommunityState state, IReadOnlyList<Share> shares)
    {
        for (var i = 0; i < shares.Count; i++)
        {
            var number = shares[i].Account;
            if (state.CannotMoveOn(number, HappenedOn) is { } refusal) return refusal;
            var kind = state.Accounts[number].Kind;
            if (!Account.TakesPart(kind)) return new Refusal.AccountKindNotAllowed(number, kind);
        }

        return null;
    }

    private Refusal? WrongRecorder(CommunityState state, LocalDate today) =>
        Actor.Role is Role.Coordinator or Role.System ? null
        : (state.SpokenFor(Actor, Helpers, today) ?? state.SpokenFor(Actor, Receivers, today)) is not null ? null
        : new Refusal.RecorderNotInvolved();

    /// <summary>Others do not take a place in a request with help of their own, nor learn of one that is closed. The desk may name who came instead.</summary>
    private Refusal? WrongRequest(CommunityState state)
    {
        if (Request is not { } id) return null;
        if (RequestAccess.Find(state, id, Actor, Now, out var request) is { } unknown) return unknown;
        return RequestAccess.IsDesk(Actor) || request.IsAnsweredBy(Helpers, Receivers, HappenedOn) ? null : new Refusal.RequestNotYours(id);
    }

    private Refusal? WrongPayer(CommunityState state)
    {
        if (Payer is not { } payer) return null;
        if (state.CannotMoveOn(payer, HappenedOn) is { } refusal) return refusal;
        return Actor.Role is Role.Coordinator or Role.System && state.Accounts[payer].Kind is AccountKind.Pot or AccountKind.Institution
            ? Charging.OverBudget(state, Receivers, payer, HappenedOn)
            : new Refusal.PayerNotAllowed(payer);
    }
}
