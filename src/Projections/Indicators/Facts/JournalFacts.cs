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
using NodaTime;

namespace Buurthulp.Projections.Indicators.Facts;

/// <summary>
/// Makes facts of a community's entries, one after another. Figures need every fact with its position and nearly never a single row of them, so they are kept in memory by who asks and in no table
/// (docs/adr/0017); a journal of 1,000,000 entries becomes facts in the time that reading it takes.
/// </summary>
internal sealed class JournalFacts
{
    private readonly List<Guid> exchanges = [];
    private readonly List<(long Position, Guid Exchange)> reversed = [];
    private readonly List<(long Position, Guid Exchange, string By)> thanked = [];
    private readonly Dictionary<DiscountId, long> discounts = [];
    private readonly Dictionary<ActivityId, int> heldOn = [];

    public CommunityFacts Facts { get; } = new();

    /// <summary>Reads what was recorded since, to the journal's end or up to a position. Who gives up on the way goes on from there the next time.</summary>
    /// <exception cref="InvalidOperationException">The journal can't be understood; the facts are not to be used any more.</exception>
    public async Task ReadOnAsync(IJournal journal, CommunityCode community, long upTo, CancellationToken cancellationToken)
    {
        if (Facts.Position < upTo)
        {
            await foreach (var entry in journal.ReadAsync(community, Facts.Position + 1, upTo - Facts.Position, cancellationToken))
            {
                if (entry.Position != Facts.Position + 1) throw new InvalidOperationException($"position {entry.Position} of '{community}' does not follow {Facts.Position}");
                Apply(entry);
                Facts.Position = entry.Position;
            }
        }

        Conclude();
    }

    private void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case ExchangeBooked e when IsSettledAsShared(e): Book(entry, e); return;
            case ExchangeBooked e: Book(entry, e); break;
            case ExchangeReversed e: reversed.Add((entry.Position, e.Exchange.Value)); break;
            case ExchangeThanked e: thanked.Add((entry.Position, e.Exchange.Value, e.By.Value)); return;
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
            case GoalSet e: Facts.Goals.Add(new GoalFact(e.Goal, entry.Id, entry.Position, e.Measure, e.TargetThousandths, e.StartThousandths, e.StartedOn, e.By)); return;
            case GoalDropped e: Facts.Goals.Add(Facts.Goals.Last(goal => goal.Goal == e.Goal) with { Position = entry.Position, IsDropped = true }); return;
            case GiftMade e: Facts.Gifts.Add(new GiftFact(entry.Position, Scope.DayNumber(e.HappenedOn), Facts.AccountOf(e.From.Value), e.Minutes)); break;
            case DiscountGiven e:
                discounts[e.Discount] = entry.Position;
                Facts.Discounts.Add(new DiscountFact(entry.Position, Scope.DayNumber(e.HappenedOn), e.Minutes, e.DiscountCents));
                break;
            case DiscountCancelled e: Facts.UndoneAt.Add(discounts[e.Discount], entry.Position); break;
            case EntryReversed e:
                Facts.UndoneAt.Add(e.Entry, entry.Position);
                if (Facts.ExchangeAt(e.Entry) is var place && place != CommunityFacts.None) SetUndone(place, entry.Position);
                break;
            default: Facts.Matching.Apply(entry); break;
        }

        if (Postings.DateOf(entry.Event) is { } on) Move(entry, on);
    }

    private void Book(Entry entry, ExchangeBooked booked)
    {
        var byCoordinator = booked.RecordedBy == Recorder.Coordinator;
        var bookedBy = byCoordinator && Facts.Find(entry.Actor) is { } actor && Facts.IsPerson(actor) ? actor : CommunityFacts.None;
        var (first, settled) = (Facts.Shares.Count, IsSettledAsShared(booked));
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
        if (amount < 0 && Facts.Accounts[account].Kind == AccountKind.Shop) Facts.SpentByShops.Add(new MovementFact(position, Scope.DayNumber(on), account, amount));
    }

    private void Open(Entry entry, AccountNumber account, AccountKind kind, LocalDate on, NeighbourhoodCode? neighbourhood) =>
        Facts.Add(new AccountFact(account.Value, kind, Facts.NeighbourhoodOf(neighbourhood?.Value), entry.Position, Scope.DayNumber(on)));

    /// <summary>Nobody paid for anybody else, and the agreement credited the minutes worked: then no movement is written beside the shares.</summary>
    private static bool IsSettledAsShared(ExchangeBooked booked) => booked.Payers is null && booked.Credited is null;

    /// <summary>Few exchanges are undone or thanked for, and most soon after: their ids are looked up from the end on, once for all, instead of keeping a dictionary of every exchange.</summary>
    private void Conclude()
    {
        HashSet<Guid> named = [.. reversed.Select(one => one.Exchange), .. thanked.Select(one => one.Exchange)];
        Dictionary<Guid, int> places = [];
        for (var place = exchanges.Count - 1; places.Count < named.Count; place--)
        {
            if (place < 0) throw new InvalidOperationException($"up to position {Facts.Position} an exchange is undone or thanked for that was never booked");
            if (named.Contains(exchanges[place])) places.Add(exchanges[place], place);
        }

        foreach (var (position, exchange) in reversed)
        {
            SetUndone(places[exchange], position);
            Facts.UndoneAt.Add(Facts.Exchanges[places[exchange]].Position, position);
        }

        foreach (var (position, exchange, by) in thanked) Facts.Thanks.Add(new ThanksFact(position, places[exchange], Facts.AccountOf(by)));
        reversed.Clear();
        thanked.Clear();
    }

    private void SetUndone(int place, long position)
    {
        ref var exchange = ref CollectionsMarshal.AsSpan(Facts.Exchanges)[place];
        exchange = exchange with { UndoneAt = position };
    }
}
