using System.Collections.Immutable;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Communities;

/// <summary>
/// A community as of a position: the fold of its journal, and all that a decision looks at.
/// Changes only through <see cref="Evolution.Evolve"/>; those since the last <see cref="Commit"/> can be taken back.
/// </summary>
public sealed class CommunityState
{
    private readonly StatePart[] parts;
    private Recorded current = Recorded.Nothing;
    private Recorded onItsWay = Recorded.Nothing;
    private Recorded committed = Recorded.Nothing;

    public CommunityState(CommunityCode code)
    {
        Code = code;
        parts = [Accounts, Members, Exchanges, Discounts, Requests, Offers, Activities, Concerns, Transfers, Corrections, MonthlyUses, NoteBatches, Notes, Goals, ExchangesBooked, DiscountsGiven, NoteNumbers, Days];
    }

    public CommunityCode Code { get; }

    public StateMap<AccountNumber, Account> Accounts { get; } = new();

    public StateMap<AccountNumber, MemberState> Members { get; } = new();

    /// <summary>Proposed exchanges, and of the settled ones those that <see cref="Writing.SettledMemory"/> still keeps.</summary>
    public StateMap<ExchangeId, ExchangeState> Exchanges { get; } = new();

    /// <summary>Those that <see cref="Writing.SettledMemory"/> still keeps.</summary>
    public StateMap<DiscountId, DiscountState> Discounts { get; } = new();

    public StateMap<RequestId, RequestState> Requests { get; } = new();

    public StateMap<OfferId, OfferState> Offers { get; } = new();

    public StateMap<ActivityId, ActivityState> Activities { get; } = new();

    public StateMap<ConcernId, ConcernState> Concerns { get; } = new();

    /// <summary>The exchanges of <see cref="Exchanges"/> by the position of the entry that booked them.</summary>
    public StateMap<long, ExchangeId> ExchangesBooked { get; } = new();

    /// <summary>The discounts of <see cref="Discounts"/> by the position of the entry that gave them.</summary>
    public StateMap<long, DiscountId> DiscountsGiven { get; } = new();

    /// <summary>What was booked, by the day it happened; for closing a period.</summary>
    public StateMap<LocalDate, DayTotals> Days { get; } = new();

    /// <summary>Gifts, grants, opening balances, settled leaving balances and settlements of shops by the position of their entry: what can still be undone.</summary>
    public StateMap<long, TransferState> Transfers { get; } = new();

    public StateMap<CorrectionId, CorrectionState> Corrections { get; } = new();

    /// <summary>What institutions issued and pots granted, by calendar month.</summary>
    public StateMap<MonthlyUseKey, MonthlyUse> MonthlyUses { get; } = new();

    public StateMap<GoalCode, GoalState> Goals { get; } = new();

    public StateMap<NoteBatchId, NoteBatchState> NoteBatches { get; } = new();

    /// <summary>Batches by their last number: the batch of a note is the first that ends at its number or later.</summary>
    public PositionIndex<NoteBatchId> NoteNumbers { get; } = new();

    /// <summary>Notes that more happened to than printing.</summary>
    public StateMap<NoteSerial, NoteState> Notes { get; } = new();

    /// <summary>The position of the last entry in this state; 0 before the first.</summary>
    public long Position => current.Position;

    public Instant LastRecordedAt => current.LastRecordedAt;

    public bool IsFounded => current.TimeZone is not null;

    /// <summary>How far the books are closed and published.</summary>
    public BooksState Books => current.Books;

    public Agreement Agreement => current.Agreement;

    public ImmutableHashSet<CategoryCode> Categories => current.Categories;

    public ImmutableDictionary<NeighbourhoodCode, int> Residents => current.Residents;

    /// <summary>Where the community's days begin; UTC before it is founded.</summary>
    public DateTimeZone Zone => current.TimeZone ?? DateTimeZone.Utc;

    /// <summary>The community's own day at a moment.</summary>
    public LocalDate Today(Instant now) => now.InZone(Zone).Date;

    /// <summary>The moment at which a day begins in the community.</summary>
    public Instant StartOf(LocalDate day) => day.AtStartOfDayInZone(Zone).ToInstant();

    /// <summary>Everything up to here is recorded.</summary>
    public void Commit()
    {
        committed = onItsWay = current;
        foreach (var part in parts) part.Commit();
    }

    /// <summary>Takes back everything that is not recorded.</summary>
    public void Rollback()
    {
        current = onItsWay = committed;
        foreach (var part in parts) part.Rollback();
    }

    /// <summary>Everything up to here is on its way to the database; what follows can be taken back without it.</summary>
    internal void Seal()
    {
        onItsWay = current;
        foreach (var part in parts) part.Seal();
    }

    /// <summary>What was sealed is recorded.</summary>
    internal void CommitSealed()
    {
        committed = onItsWay;
        foreach (var part in parts) part.CommitSealed();
    }

    /// <summary>Takes back what came after the seal.</summary>
    internal void RollbackToSeal()
    {
        current = onItsWay;
        foreach (var part in parts) part.RollbackToSeal();
    }

    internal ref Recorded Current => ref current;

    /// <summary>The position up to which everything is recorded.</summary>
    internal long CommittedPosition => committed.Position;

    /// <summary>The single values of a state, copied whole.</summary>
    internal record struct Recorded(long Position, Instant LastRecordedAt, DateTimeZone? TimeZone, CurrencyCode Currency, int MinutesPerUnit, Agreement Agreement,
        ImmutableHashSet<CategoryCode> Categories, ImmutableDictionary<NeighbourhoodCode, int> Residents)
    {
        public BooksState Books { get; set; } = BooksState.Open;

        public static readonly Recorded Nothing = new(0, Instant.MinValue, null, default, 1, Agreement.Default, [], ImmutableDictionary<NeighbourhoodCode, int>.Empty);
    }
}
