using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Communities;

/// <summary>Starts a community's journal with its currency and agreement.</summary>
public sealed record FoundCommunity(Guid CommandId, Actor Actor, Instant Now, LocalDate FoundedOn, string TimeZone, CurrencyCode Currency, int MinutesPerUnit, Agreement Agreement)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: not founded yet, known time zone, unit of at least one minute, agreement.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (state.IsFounded) return new Refusal.CommunityExists(state.Code);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null) return new Refusal.TimeZoneUnknown();
        if (AccountRules.AmountOutOfRange(MinutesPerUnit) is { } amount) return amount;
        if (ChangeAgreement.Unusable(Agreement) is { } unusable) return unusable;
        return Decision.Accept(new CommunityFounded(FoundedOn, TimeZone), new CurrencyDefined(Currency, MinutesPerUnit), new AgreementChanged(Agreement));
    }
}

/// <summary>Replaces the community's rules.</summary>
public sealed record ChangeAgreement(Guid CommandId, Actor Actor, Instant Now, Agreement Agreement) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (Unusable(Agreement) is { } unusable) return unusable;
        if (Agreement.ShortfallPot is { } pot && state.IsNot(pot, AccountKind.Pot) is { } notPot) return notPot;
        if (NoteTerms.PotUnusable(Agreement.Notes, state) is { } noNotePot) return noNotePot;
        if (Agreement.Leaving?.Pot is { } leavingPot && state.IsNot(leavingPot, AccountKind.Pot) is { } notLeavingPot) return notLeavingPot;
        return Decision.Accept(new AgreementChanged(Agreement));
    }

    /// <summary>A pot that pays must be named; a proposal waits 1 to 365 days; floors stay inside the largest amount.</summary>
    internal static Refusal? Unusable(Agreement agreement)
    {
        if (agreement.Shortfall == ShortfallPolicy.PotPays && agreement.ShortfallPot is null) return new Refusal.AgreementIncomplete("shortfallPot");
        if (agreement.ProposalDays is < 1 or > 365) return new Refusal.AgreementIncomplete("proposalDays");
        if (agreement.ShopFloorMinutes is < -Shares.LargestMinutes or > Shares.LargestMinutes) return new Refusal.AgreementIncomplete("shopFloorMinutes");
        if (agreement.GiftFloorMinutes is < -Shares.LargestMinutes or > Shares.LargestMinutes) return new Refusal.AgreementIncomplete("giftFloorMinutes");
        if (RequestTerms.Unusable(agreement.Requests) is { } requests) return requests;
        if (NoteTerms.Unusable(agreement.Notes) is { } notes) return notes;
        if (LeavingTerms.Unusable(agreement.Leaving) is { } leaving) return leaving;
        if (JoiningTerms.Unusable(agreement.Joining) is { } joining) return joining;
        if (SignalTerms.Unusable(agreement.Signals) is { } signals) return signals;
        return AwardTerms.Unusable(agreement.Award) ?? CorrectionTerms.Unusable(agreement.Corrections);
    }
}

/// <summary>Adds kinds of help. Those that exist already are passed over.</summary>
public sealed record AddCategories(Guid CommandId, Actor Actor, Instant Now, IReadOnlyList<CategoryCode> Categories) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        var added = Categories.Distinct().Where(category => !state.Categories.Contains(category)).Select(category => new CategoryAdded(category)).ToArray<LedgerEvent>();
        return added.Length == 0 ? new Refusal.NothingToDo() : Decision.Accept(added);
    }
}

/// <summary>Says how many people live in a neighbourhood.</summary>
public sealed record DefineNeighbourhood(Guid CommandId, Actor Actor, Instant Now, NeighbourhoodCode Neighbourhood, int Residents) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state) =>
        !state.IsFounded ? new Refusal.CommunityUnknown(state.Code)
        : Residents < 0 ? new Refusal.ResidentsOutOfRange(Residents)
        : Decision.Accept(new NeighbourhoodDefined(Neighbourhood, Residents));
}
