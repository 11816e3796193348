using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Shops;

/// <summary>A sponsor took over minutes that a shop held. The euro that it paid the shop are information; only minutes move.</summary>
[EventType("credits_settled")]
public sealed record CreditsSettled(SettlementId Settlement, AccountNumber Shop, AccountNumber Sponsor, long Minutes, long PaidCents, LocalDate From, LocalDate Through, LocalDate SettledOn) : LedgerEvent;

/// <summary>
/// Brings minutes from a shop to the account that bears the settlement: an institution, whose issued minutes come home; an organisation; or a pot, when the sponsor buys them for the neighbourhood.
/// </summary>
/// <param name="CommandId">Becomes the settlement's id.</param>
/// <param name="Actor">The treasurer.</param>
/// <param name="Now">The time of recording; the settlement counts on its day.</param>
/// <param name="Shop">Who is paid.</param>
/// <param name="Sponsor">Where the minutes go.</param>
/// <param name="Minutes">How many of those that the shop holds.</param>
/// <param name="PaidCents">What the shop gets for them outside the ledger, in euro cents; may be zero.</param>
/// <param name="From">The first day of the period that is settled.</param>
/// <param name="Through">Its last day; today at the latest.</param>
public sealed record SettleCredits(Guid CommandId, Actor Actor, Instant Now, AccountNumber Shop, AccountNumber Sponsor, long Minutes, long PaidCents, LocalDate From, LocalDate Through)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Whether the account can take over what a shop holds.</summary>
    public static bool CanSponsor(AccountKind kind) => kind is AccountKind.Institution or AccountKind.Organisation or AccountKind.Pot;

    /// <summary>Order of the rules: minutes, euro, period, shop, sponsor, what the shop holds.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (AccountRules.AmountOutOfRange(Minutes) is { } minutes) return minutes;
        if (AccountRules.PriceOutOfRange(PaidCents, least: 0) is { } paid) return paid;
        var today = state.Today(Now);
        if (From > Through) return new Refusal.PeriodTurnedRound(From, Through);
        if (Through > today) return new Refusal.DateInFuture(Through, today);
        if (state.CannotMoveOn(Shop, today) is { } shopCannot) return shopCannot;
        if (state.IsNot(Shop, AccountKind.Shop) is { } notShop) return notShop;
        if (state.CannotMoveOn(Sponsor, today) is { } sponsorCannot) return sponsorCannot;
        var kind = state.Accounts[Sponsor].Kind;
        if (!CanSponsor(kind)) return new Refusal.AccountKindNotAllowed(Sponsor, kind);
        if (state.BelowFloor(Shop, Minutes, floor: 0) is { } held) return held;
        return Decision.Accept(new CreditsSettled(new SettlementId(CommandId), Shop, Sponsor, Minutes, PaidCents, From, Through, today));
    }
}
