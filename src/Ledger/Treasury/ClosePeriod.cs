using System.Text.Json.Serialization;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Notes;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

/// <summary>Closes the books through a day, as the first of two persons.</summary>
/// <param name="CommandId">Becomes the close's id.</param>
/// <param name="Actor">A person.</param>
/// <param name="Now">The time of closing.</param>
/// <param name="Through">The last day that is closed; before today.</param>
/// <param name="Size">The size of the journal's tree, looked up just before. It is no part of what the caller asks, so a repetition may bring another.</param>
/// <param name="Root">The root of the tree of that size.</param>
public sealed record ClosePeriod(Guid CommandId, Actor Actor, Instant Now, LocalDate Through, [property: JsonIgnore] long Size, [property: JsonIgnore] Hash Root) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>
    /// Order of the rules: community, a person, the last close is signed, the day is over and later than the last close, no proposed exchange of the period waits
    /// for an answer (it could never be booked), the register of paper notes fits their account, and the tree is of this very state.
    /// </summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (Persons.Of(state, Actor) is not { } person) return new Refusal.PersonUnknown();
        if (state.Books.Waiting is { } unsigned) return new Refusal.PeriodUnsigned(unsigned);
        var today = state.Today(Now);
        if (Through >= today) return new Refusal.PeriodNotOver(Through, today);
        if (Through <= state.Books.ClosedThrough) return new Refusal.PeriodClosedBefore(Through, state.Books.ClosedThrough.Value);
        var proposals = state.Exchanges.All.Values.Count(exchange => exchange.Status == ExchangeStatus.Proposed && exchange.HappenedOn <= Through);
        if (proposals > 0) return new Refusal.ProposalsOpen(proposals, Through);
        if (state.OutstandingMinutes() is var register && register != state.CirculatingBalance()) return new Refusal.NotesUnbalanced(register, state.CirculatingBalance());
        if (Size != state.Position) return new Refusal.JournalMovedOn();
        var from = state.Books.ClosedThrough?.PlusDays(1);
        return Decision.Accept(new PeriodClosed(new PeriodId(CommandId), from, Through, Size, Root, Figures(state, from), person, today));
    }

    private PeriodFigures Figures(CommunityState state, LocalDate? from)
    {
        var booked = state.Days.All.Where(day => IsWithin(day.Key)).Aggregate(default(DayTotals), (sum, day) => sum + day.Value);
        return new PeriodFigures(state.Accounts.Count, state.Accounts.All.Values.Sum(account => account.Balance),
            booked.Exchanges, booked.ExchangeMinutes, booked.Discounts, Transfers(TransferKind.Gift), Transfers(TransferKind.Grant));

        bool IsWithin(LocalDate day) => day <= Through && (from is null || day >= from);

        int Transfers(TransferKind kind) => state.Transfers.All.Values.Count(transfer => transfer.Kind == kind && IsWithin(transfer.On));
    }
}

/// <summary>Signs a close as the second person.</summary>
public sealed record SignPeriodClose(Guid CommandId, Actor Actor, Instant Now, PeriodId Period) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the close waits, a person signs, another than who closed.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (SigningRules.Refused(state, Period, Actor, out var person) is { } refusal) return refusal;
        return person == state.Books.ClosedBy ? new Refusal.SecondPersonNeeded() : Decision.Accept(new PeriodCloseSigned(Period, person, state.Today(Now)));
    }
}

/// <summary>Takes back a close that is not signed yet; either person may.</summary>
public sealed record WithdrawPeriodClose(Guid CommandId, Actor Actor, Instant Now, PeriodId Period) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the close waits, a person takes it back.</summary>
    public override Decision Decide(CommunityState state) =>
        SigningRules.Refused(state, Period, Actor, out var person) is { } refusal ? refusal
        : Decision.Accept(new PeriodCloseWithdrawn(Period, person, state.Today(Now)));
}

/// <summary>Hands out the journal's checkpoint. Nothing to do while nothing but the last publication was recorded since.</summary>
/// <param name="CommandId">The command's own id.</param>
/// <param name="Actor">Who publishes.</param>
/// <param name="Now">The time of publishing.</param>
/// <param name="Size">As in <see cref="ClosePeriod"/>.</param>
/// <param name="Root">The root of the tree of that size.</param>
public sealed record PublishCheckpoint(Guid CommandId, Actor Actor, Instant Now, [property: JsonIgnore] long Size, [property: JsonIgnore] Hash Root) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: community, something is new, the tree is of this very state.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (state.Books.PublishedAt == state.Position) return new Refusal.NothingToDo();
        return Size != state.Position ? new Refusal.JournalMovedOn() : Decision.Accept(new CheckpointPublished(Size, Root, state.Today(Now)));
    }
}

internal static class SigningRules
{
    public static Refusal? Refused(CommunityState state, PeriodId period, Actor actor, out AccountNumber person)
    {
        person = default;
        if (state.Books.LastSigned == period) return new Refusal.PeriodSigned(period);
        if (state.Books.Waiting != period) return new Refusal.PeriodUnknown(period);
        if (Persons.Of(state, actor) is not { } own) return new Refusal.PersonUnknown();
        person = own;
        return null;
    }
}
