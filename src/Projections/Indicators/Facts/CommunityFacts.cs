using System.Runtime.InteropServices;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Projections.Indicators.Figures;
using NodaTime;

namespace Buurthulp.Projections.Indicators.Facts;

/// <summary>
/// What the figures of one community are counted from, in memory and in order of the journal (<see cref="JournalFacts"/> puts it there). Facts only come in addition, so a figure as of an
/// earlier position is counted from the same lists by leaving out what came later. Nothing is summed up here: sums by pair would be amounts between two people. Days are day numbers (<see cref="DateOnly.DayNumber"/>), people and codes are places in a list.
/// </summary>
internal sealed class CommunityFacts
{
    public const int None = -1;

    private const int MostCounted = 32;
    public const long Never = long.MaxValue;

    private readonly Dictionary<string, int> numbers = [];
    private readonly Dictionary<string, int> categoryPlaces = [];
    private readonly Dictionary<string, int> neighbourhoodPlaces = [];
    private readonly Dictionary<(ReportPeriod Period, long AsOf), IndicatorFigures> counted = [];
    private readonly Dictionary<long, double?> goalStarts = [];

    /// <summary>All facts up to this position are here.</summary>
    public long Position { get; set; }

    public List<AccountFact> Accounts { get; } = [];

    public List<string> Categories { get; } = [];

    public List<string> Neighbourhoods { get; } = [];

    public List<ResidentsFact> Residents { get; } = [];

    public List<ExchangeFact> Exchanges { get; } = [];

    /// <summary>Of each exchange first the helpers, then the receivers, each in order of their numbers.</summary>
    public List<ShareFact> Shares { get; } = [];

    public List<MovementFact> Movements { get; } = [];

    public List<ThanksFact> Thanks { get; } = [];

    public List<ActivityFact> Activities { get; } = [];

    public List<AttendanceFact> Attendances { get; } = [];

    public List<DiscountFact> Discounts { get; } = [];

    /// <summary>What shops passed on: postings below zero, without those that give back or bring in.</summary>
    public List<MovementFact> SpentByShops { get; } = [];

    public List<GiftFact> Gifts { get; } = [];

    /// <summary>Each time that a goal was set or dropped.</summary>
    public List<GoalFact> Goals { get; } = [];

    public MatchingFacts Matching { get; } = new();

    /// <summary>Of each entry that was undone, the entry by which.</summary>
    public Dictionary<long, long> UndoneAt { get; } = [];

    /// <summary>How much memory this takes, roughly, in rows.</summary>
    public long Rows => Accounts.Count + Exchanges.Count + Shares.Count + Movements.Count + Thanks.Count + Attendances.Count + Matching.Openings.Count + (long)Matching.Offers.Count;

    public ReadOnlySpan<ShareFact> Helpers(in ExchangeFact exchange) => CollectionsMarshal.AsSpan(Shares).Slice(exchange.FirstShare, exchange.Helpers);

    public ReadOnlySpan<ShareFact> Receivers(in ExchangeFact exchange) => CollectionsMarshal.AsSpan(Shares).Slice(exchange.FirstShare + exchange.Helpers, exchange.Receivers);

    public ReadOnlySpan<ShareFact> Everybody(in ExchangeFact exchange) => CollectionsMarshal.AsSpan(Shares).Slice(exchange.FirstShare, exchange.Helpers + exchange.Receivers);

    public bool IsPerson(int account) => Accounts[account].Kind == AccountKind.Member;

    /// <summary>Null for a number that no account has.</summary>
    public int? Find(string account) => numbers.TryGetValue(account, out var place) ? place : null;

    /// <exception cref="InvalidOperationException">The journal names an account that nobody opened: it is damaged.</exception>
    public int AccountOf(string number)
    {
        if (numbers.TryGetValue(number, out var place)) return place;
        // The two accounts of the ledger itself are opened by whatever first moves them.
        var kind = number == PaperNotes.Account.Value ? AccountKind.Notes
            : number == BookOpeningBalance.Opening.Value ? AccountKind.Opening
            : throw new InvalidOperationException($"the journal names account '{number}', which was never opened");
        return Add(new AccountFact(number, kind, None, Position: 0, OpenedOn: 0));
    }

    public int Add(AccountFact account)
    {
        Accounts.Add(account);
        numbers.Add(account.Number, Accounts.Count - 1);
        return Accounts.Count - 1;
    }

    public int CategoryOf(string category) => PlaceOf(category, categoryPlaces, Categories);

    public int NeighbourhoodOf(string? neighbourhood) => neighbourhood is null ? None : PlaceOf(neighbourhood, neighbourhoodPlaces, Neighbourhoods);

    /// <summary>Counts only what was not counted lately: as of a position the figures stay what they are.</summary>
    public IndicatorFigures Once(ReportPeriod period, long asOf, Func<IndicatorFigures> count)
    {
        if (counted.TryGetValue((period, asOf), out var known)) return known;
        if (counted.Count == MostCounted) counted.Clear();
        return counted[(period, asOf)] = count();
    }

    /// <summary>What was known when a goal was set does not change any more, so it is counted once.</summary>
    public double? GoalStart(GoalFact goal, Func<double?> count) => goalStarts.TryGetValue(goal.Position, out var known) ? known : goalStarts[goal.Position] = count();

    /// <summary>The place in <see cref="Exchanges"/> of what was booked at a position; <see cref="None"/> when that was no exchange.</summary>
    public int ExchangeAt(long position)
    {
        var exchanges = CollectionsMarshal.AsSpan(Exchanges);
        var (low, high) = (0, exchanges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (exchanges[middle].Position == position) return middle;
            if (exchanges[middle].Position < position) low = middle + 1;
            else high = middle - 1;
        }

        return None;
    }

    /// <summary>The goals that held as of a position, those that end first first.</summary>
    public IEnumerable<GoalFact> GoalsAsOf(long position) => Goals.Where(goal => goal.Position <= position).GroupBy(goal => goal.Goal).Select(goal => goal.Last())
        .Where(goal => !goal.IsDropped).OrderBy(goal => goal.By).ThenBy(goal => goal.Goal.Value, StringComparer.Ordinal);

    private static int PlaceOf(string code, Dictionary<string, int> places, List<string> codes)
    {
        if (places.TryGetValue(code, out var place)) return place;
        codes.Add(code);
        places.Add(code, codes.Count - 1);
        return codes.Count - 1;
    }
}

/// <summary>An account. <paramref name="LeftAt"/> is the position of leaving; <paramref name="LeftOn"/> the day.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AccountFact(string Number, AccountKind Kind, int Neighbourhood, long Position, int OpenedOn, long LeftAt = CommunityFacts.Never, int LeftOn = int.MaxValue)
{
    /// <summary>Joined on or before the day and not left on or before it, as far as was known at the position.</summary>
    public bool IsRegistered(int day, long asOf) => Position <= asOf && OpenedOn <= day && (LeftAt > asOf || LeftOn > day);
}

/// <summary>How many people live in a neighbourhood, from a position on.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ResidentsFact(long Position, int Neighbourhood, long Residents);

/// <summary>A booked exchange. <paramref name="BookedBy"/> is the coordinator's account, when a coordinator with one booked it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExchangeFact(long Position, int Day, long Minutes, int Category, bool ByCoordinator, int BookedBy, bool SettledAsShared, int FirstShare,
    short Helpers = 0, short Receivers = 0, bool IsBetweenPersons = true, long UndoneAt = CommunityFacts.Never);

[StructLayout(LayoutKind.Auto)]
internal readonly record struct ShareFact(int Account, int Minutes);

/// <summary>A posting that does not follow from the shares of an exchange.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MovementFact(long Position, int Day, int Account, long Amount);

/// <summary>Somebody said thank you for an exchange, by its place in the list.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ThanksFact(long Position, int Exchange, int By);

[StructLayout(LayoutKind.Auto)]
internal readonly record struct ActivityFact(long Position, int Day);

[StructLayout(LayoutKind.Auto)]
internal readonly record struct AttendanceFact(long Position, int Day, int Account);

/// <summary>A discount that a shop gave.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DiscountFact(long Position, int Day, long Minutes, long Cents);

/// <summary>Minutes for a pot.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GiftFact(long Position, int Day, int From, long Minutes);

/// <summary>A goal as it was set. Values in thousandths of the figure's unit.</summary>
/// <param name="Goal">Its code.</param>
/// <param name="Entry">The entry that set it; its words are in the vault under this id.</param>
/// <param name="Position">The place of that entry.</param>
/// <param name="Measure">The figure.</param>
/// <param name="TargetThousandths">What it shall come to.</param>
/// <param name="StartThousandths">What it was at the start; null: as the journal has it as of the position.</param>
/// <param name="StartedOn">The day of the start.</param>
/// <param name="By">The day by which.</param>
/// <param name="IsDropped">From here on there is no such goal; the rest says nothing then.</param>
internal sealed record GoalFact(GoalCode Goal, Guid Entry, long Position, MeasureCode Measure, long TargetThousandths, long? StartThousandths, LocalDate StartedOn, LocalDate By, bool IsDropped = false);
