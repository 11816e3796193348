using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Projections.Goals;
using NodaTime;

namespace Buurthulp.Projections.Indicators.Facts;

/// <summary>The same facts as <see cref="FactsReader"/> gives, straight from the journal: no view and no table stands between.</summary>
internal sealed class JournalFacts
{
    private readonly List<Guid> exchanges = [];
    private readonly List<(long Position, Guid Exchange)> reversed = [];
    private readonly List<(long Position, Guid Exchange, string By)> thanks = [];
    private readonly Dictionary<DiscountId, long> discounts = [];
    private readonly Dictionary<ActivityId, int> heldOn = [];

    private JournalFacts()
    {
    }

    public CommunityFacts Facts { get; } = new(made: "");

    public MatchingRows Matching { get; } = new();

    public List<DiscountFact> Discounts { get; } = [];

    /// <summary>What shops passed on: postings below zero, without those that give back or bring in.</summary>
    public List<MovementFact> SpentByShops { get; } = [];

    /// <summary>The goals that hold.</summary>
    public Dictionary<GoalCode, GoalRow> Goals { get; } = [];

    /// <summary>Positions of entries that were undone.</summary>
    public HashSet<long> Undone { get; } = [];

    /// <summary>Reads the journal up to a position.</summary>
    public static async Task<JournalFacts> ReadAsync(IJournal journal, CommunityCode community, long upTo, CancellationToken cancellationToken)
    {
        var read = new JournalFacts();
        await foreach (var entry in journal.ReadAsync(community, 1, upTo, cancellationToken)) read.Apply(entry);
        read.Conclude();
        read.Facts.Position = upTo;
        return read;
    }

    private void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case ExchangeBooked e when HelpRows.IsSettledAsShared(e): Book(entry, e); return;
            case ExchangeBooked e: Book(entry, e); break;
            case ExchangeReversed e: reversed.Add((entry.Position, e.Exchange.Value)); break;
            case ExchangeThanked e: thanks.Add((entry.Position, e.Exchange.Value, e.By.Value)); return;
            case MemberJoined e: Open(entry, e.Account, AccountKind.Member, e.JoinedOn, e.Neighbourhood); return;
            case OrganisationJoined e: Open(entry, e.Account, AccountKind.Organisation, e.JoinedOn, e.Neighbourhood); return;
            case ShopJoined e: Open(entry, e.Account, AccountKind.Shop, e.JoinedOn, e.Neighbourhood); return;
            case PotOpened e: Open(entry, e.Pot, AccountKind.Pot, e.OpenedOn, neighbourhood: null); return;
            case InstitutionJoined e: Open(entry, e.Account, AccountKind.Institution, e.JoinedOn, neighbourhood: null); return;
            case MemberLeft e:
                ref var account = ref CollectionsMarshal.AsSpan(Facts.Accounts)[Facts.AccountOf(e.Account.Value)];
                account = account with { LeftAt = entry.Position, LeftOn = Scope.DayNumber(e.LeftOn) };
                return;
            case NeighbourhoodDefined e: Facts.Residents.Add(new ResidentsFact(entry.Position, Facts.NeighbourhoodOf(e.Neighbourhood.Value), e.Residents)); return;
            case ActivityHeld e:
                heldOn[e.Activity] = Scope.DayNumber(e.HeldOn);
                Facts.Activities.Add(new ActivityFact(entry.Position, Scope.DayNumber(e.HeldOn)));
                return;
            case ActivityAttended e:
                foreach (var attendee in e.Attendees) Facts.Attendances.Add(new AttendanceFact(entry.Position, heldOn[e.Activity], Facts.AccountOf(attendee.Value)));
                return;
            case GoalSet e: Goals[e.Goal] = new GoalRow(e.Goal, entry.Id, entry.Position, e.Measure, e.TargetThousandths, e.StartThousandths, e.StartedOn, e.By); return;
            case GoalDropped e: Goals.Remove(e.Goal); return;
            case DiscountGiven e:
                discounts[e.Discount] = entry.Position;
                Discounts.Add(new DiscountFact(entry.Position, Scope.DayNumber(e.HappenedOn), e.Minutes, e.DiscountCents));
                break;
            case DiscountCancelled e: Undone.Add(discounts[e.Discount]); break;
            case EntryReversed e: Undone.Add(e.Entry); SetUndone(Facts.ExchangeAt(e.Entry), entry.Position); break;
            default: Matching.Apply(entry); break;
        }

        if (Postings.DateOf(entry.Event) is { } on) Move(entry, on);
    }

    private void Book(Entry entry, ExchangeBooked booked)
    {
        var byCoordinator = booked.RecordedBy == Recorder.Coordinator;
        var bookedBy = byCoordinator && Facts.Find(entry.Actor) is { } actor && Facts.IsPerson(actor) ? actor : CommunityFacts.None;
        var (first, settled) = (Facts.Shares.Count, HelpRows.IsSettledAsShared(booked));
        var isBetweenPersons = AddShares(booked.Helpers) & AddShares(booked.Receivers);
        Facts.Exchanges.Add(new ExchangeFact(entry.Position, Scope.DayNumber(booked.HappenedOn), booked.Helpers.Total(), Facts.CategoryOf(booked.Category.Value), byCoordinator, bookedBy, settled,
            first, (short)booked.Helpers.Count, (short)booked.Receivers.Count, isBetweenPersons));
        exchanges.Add(booked.Exchange.Value);
        if (!settled || isBetweenPersons) return;
        foreach (var receiver in booked.Receivers) SpendIfShop(entry.Position, booked.HappenedOn, receiver.Account, -receiver.Minutes);
    }

    private bool AddShares(IReadOnlyList<Share> shares)
    {
        var allPersons = true;
        foreach (var share in shares.Count == 1 ? shares : [.. shares.OrderBy(share => share.Account.Value, StringComparer.Ordinal)])
        {
            var account = Facts.AccountOf(share.Account.Value);
            allPersons &= Facts.IsPerson(account);
            Facts.Shares.Add(new ShareFact(account, (int)share.Minutes));
        }

        return allPersons;
    }

    private void Move(Entry entry, LocalDate on)
    {
        var isPassedOn = entry.Event is not (OpeningBalanceBooked or DiscountCancelled or ExchangeReversed or EntryReversed);
        foreach (var (account, amount) in Postings.Of(entry.Event))
        {
            Facts.Movements.Add(new MovementFact(entry.Position, Scope.DayNumber(on), Facts.AccountOf(account.Value), amount));
            if (isPassedOn) SpendIfShop(entry.Position, on, account, amount);
        }
    }

    private void SpendIfShop(long position, LocalDate on, AccountNumber number, long amount)
    {
        var account = Facts.AccountOf(number.Value);
        if (amount < 0 && Facts.Accounts[account].Kind == AccountKind.Shop) SpentByShops.Add(new MovementFact(position, Scope.DayNumber(on), account, amount));
    }

    private void Open(Entry entry, AccountNumber account, AccountKind kind, LocalDate on, NeighbourhoodCode? neighbourhood) =>
        Facts.Add(new AccountFact(account.Value, kind, Facts.NeighbourhoodOf(neighbourhood?.Value), entry.Position, Scope.DayNumber(on)));

    /// <summary>Few exchanges are undone or thanked for, so their ids are looked up once at the end instead of keeping all of them in a dictionary.</summary>
    private void Conclude()
    {
        HashSet<Guid> named = [.. reversed.Select(one => one.Exchange), .. thanks.Select(one => one.Exchange)];
        Dictionary<Guid, int> places = [];
        foreach (var (place, exchange) in exchanges.Index())
        {
            if (named.Contains(exchange)) places.Add(exchange, place);
        }

        foreach (var (position, exchange) in reversed)
        {
            SetUndone(places[exchange], position);
            Undone.Add(Facts.Exchanges[places[exchange]].Position);
        }

        foreach (var (position, exchange, by) in thanks) Facts.Thanks.Add(new ThanksFact(position, places[exchange], Facts.AccountOf(by)));
    }

    private void SetUndone(int place, long position)
    {
        if (place == CommunityFacts.None) return;
        ref var exchange = ref CollectionsMarshal.AsSpan(Facts.Exchanges)[place];
        exchange = exchange with { UndoneAt = position };
    }
}

/// <summary>A discount that a shop gave.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DiscountFact(long Position, int Day, long Minutes, long Cents);
