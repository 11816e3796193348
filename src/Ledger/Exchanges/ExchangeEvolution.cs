using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;

namespace Buurthulp.Ledger.Exchanges;

/// <summary>How an exchange follows from the entries about it.</summary>
internal static class ExchangeEvolution
{
    /// <summary>A settled exchange that was forgotten stays so: it is recalled with all its entries when a command is about it.</summary>
    public static void Apply(CommunityState state, ExchangeId id, LedgerEvent recorded)
    {
        if (Next(state.Exchanges.TryGet(id, out var before) ? before : null, recorded, state.Position) is not { } exchange) return;
        state.Exchanges[id] = exchange;
        if (recorded is ExchangeBooked) state.ExchangesBooked[state.Position] = id;
    }

    /// <summary>Null when the exchange's first entry is missing or the entry is about no exchange.</summary>
    public static ExchangeState? Next(ExchangeState? before, LedgerEvent recorded, long position) => recorded switch
    {
        ExchangeProposed e => new ExchangeState(ExchangeStatus.Proposed, e.Helpers, e.Receivers, Charged: null, e.Category, e.HappenedOn, e.Channel)
        {
            Payer = e.Payer,
            ProposedBy = e.ProposedBy,
            ProposedOn = e.ProposedOn,
            Request = e.Request,
            AsOf = position,
        },
        ExchangeBooked e => new ExchangeState(ExchangeStatus.Booked, e.Helpers, e.Receivers, e.Charged(), e.Category, e.HappenedOn, e.Channel)
        {
            Credited = e.Credited,
            Position = position,
            AsOf = position,
        },
        ExchangeDeclined => before is null ? null : before with { Status = ExchangeStatus.Declined, AsOf = position },
        ExchangeReversed => before is null ? null : before with { Status = ExchangeStatus.Reversed, AsOf = position },
        ExchangeThanked e => before is null ? null : before with { ThankedBy = [.. before.ThankedBy ?? [], e.By], AsOf = position },
        _ => null,
    };
}
