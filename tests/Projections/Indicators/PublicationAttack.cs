using Buurthulp.Projections.Indicators.Figures;
using Buurthulp.Projections.Indicators.Publication;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>
/// What can be concluded from published reports. Every number is an unknown between two bounds: told exactly, 1 to 4 for a small one, or what the rules leave for a withheld one. Every sum that is known to hold (parts and their total,
/// the members of one period and the next) narrows the bounds of each of its terms by those of the others, until nothing changes any more.
/// </summary>
internal sealed class PublicationAttack
{
    private const long Large = 1_000_000;

    private readonly List<Unknown> unknowns = [];

    /// <summary>Terms with their signs, which add up to 0.</summary>
    private readonly List<(Unknown Term, int Sign)[]> sums = [];

    private Unknown? membersBefore;

    internal sealed class Unknown(string name, long least, long most, long truth)
    {
        public string Name => name;

        public long Least { get; set; } = least;

        public long Most { get; set; } = most;

        public long Truth => truth;

        public bool WasTold { get; } = least == most;
    }

    public int HiddenCount => unknowns.Count(one => !one.WasTold && PublishedCount.IsSmallGroup(one.Truth));

    /// <param name="told">What everybody sees.</param>
    /// <param name="exact">To see whether a conclusion is right.</param>
    public void Read(PublishedFigures told, IndicatorFigures exact)
    {
        var period = $"{told.From:uuuu-MM}";
        var active = Know($"{period} active", told.Participation.Active, exact.Participation.Active);
        var members = Know($"{period} members", told.Members.RegisteredAtEnd, exact.Members.RegisteredAtEnd);
        told.Participation.RegisteredAtEnd.ShouldBe(told.Members.RegisteredAtEnd);

        Parts(active, $"{period} roles", [told.Roles.GaveOnly, told.Roles.ReceivedOnly, told.Roles.Both], [exact.Roles.GaveOnly, exact.Roles.ReceivedOnly, exact.Roles.Both]);
        if (told.Participation.ByNeighbourhood.Count > 0)
        {
            Parts(active, $"{period} active in", [.. told.Participation.ByNeighbourhood.Select(part => part.Active)], [.. exact.Participation.ByNeighbourhood.Select(part => part.Active)]);
        }

        // A single kind of help or month that is kept back follows from the rest.
        if (told.Exchanges.Count is { } count)
        {
            OneHidden($"{period} kinds", [.. told.Exchanges.ByCategory.Select(kind => kind.Count)]);
            OneHidden($"{period} months", [.. told.Exchanges.ByMonth.Select(month => month.Count)]);
            told.Exchanges.ByCategory.Sum(kind => kind.Count ?? 0).ShouldBeLessThanOrEqualTo(count);
        }

        Change(told, exact, period, active, members);
        foreach (var (name, number, truth) in Singles(told, exact)) Ratios(Know($"{period} {name}", number, truth), told);
    }

    public Unknown Know(string name, PublishedCount told, long truth)
    {
        Unknown one = told switch { { Value: { } value } => new(name, value, value, truth), { IsSmall: true } => new(name, 1, PublishedCount.Least - 1, truth), _ => new(name, 0, Large, truth) };
        one.Truth.ShouldBeInRange(one.Least, one.Most, $"{name}: what is told is true");
        unknowns.Add(one);
        return one;
    }

    /// <summary>The parts are all of the whole.</summary>
    public void AddUp(Unknown whole, IReadOnlyList<Unknown> parts) => sums.Add([(whole, -1), .. parts.Select(part => (part, 1))]);

    /// <summary>Who is in the part is in one of the others: nobody is active who is no member and did not leave.</summary>
    public void NoMoreThan(Unknown part, params IReadOnlyList<Unknown> others)
    {
        var room = others.Sum(other => other.Truth) - part.Truth;
        if (room >= 0) sums.Add([(part, 1), (new Unknown("room", 0, Large, room), 1), .. others.Select(other => (other, -1))]);
    }

    public void Conclude()
    {
        for (var isNew = true; isNew;)
        {
            isNew = false;
            foreach (var (sum, (term, sign)) in sums.SelectMany(sum => sum.Select(term => (sum, term))))
            {
                var others = sum.Where(other => other.Term != term).ToList();
                // sign · term = −(others), so the bounds of the others turn round.
                var (least, most) = (-others.Sum(other => other.Sign > 0 ? other.Term.Most : -other.Term.Least), -others.Sum(other => other.Sign > 0 ? other.Term.Least : -other.Term.Most));
                if (sign < 0) (least, most) = (-most, -least);
                if (least <= term.Least && most >= term.Most) continue;
                (term.Least, term.Most, isNew) = (Math.Max(term.Least, least), Math.Min(term.Most, most), true);
                term.Truth.ShouldBeInRange(term.Least, term.Most, $"{term.Name}: the attacker reckons well");
            }
        }
    }

    /// <summary>Small numbers that were not told and are known all the same.</summary>
    public IReadOnlyList<string> Learnt() =>
        [.. unknowns.Where(one => PublishedCount.IsSmallGroup(one.Truth) && one.Least == one.Most).Select(one => $"{one.Name} is {one.Least}")];

    /// <summary>What is known of the parts of a whole that are kept back by <see cref="Suppression"/>.</summary>
    public IReadOnlyList<Unknown> Parts(Unknown whole, string name, IReadOnlyList<PublishedCount> told, IReadOnlyList<long> exact)
    {
        var parts = told.Select((part, i) => Know($"{name} {i}", part, exact[i])).ToList();
        // The rules are no secret: beside a part that is said to be small, only a large one is withheld, the smallest there is.
        var smallestTold = told.Where(part => part.Value >= PublishedCount.Least).Min(part => part.Value) ?? Large;
        foreach (var (part, i) in parts.Select((part, i) => (part, i)))
        {
            if (told.Any(other => other.IsSmall) && told[i] is { IsTold: false, IsSmall: false }) (part.Least, part.Most) = (PublishedCount.Least, smallestTold);
        }

        AddUp(whole, parts);
        return parts;
    }

    private void Change(PublishedFigures told, IndicatorFigures exact, string period, Unknown active, Unknown members)
    {
        var (joined, left) = (Know($"{period} joined", told.Members.Joined, exact.Members.Joined), Know($"{period} left", told.Members.Left, exact.Members.Left));
        if (membersBefore is { } before && before.Truth + joined.Truth - left.Truth == members.Truth) sums.Add([(before, 1), (joined, 1), (left, -1), (members, -1)]);
        NoMoreThan(active, members, left);
        membersBefore = members;
    }

    private static IEnumerable<(string Name, PublishedCount Told, long Exact)> Singles(PublishedFigures told, IndicatorFigures exact) =>
    [
        ("new pairs", told.Ties.NewPairs, exact.Ties.NewPairs),
        ("requests", told.Matching.RequestsPosted, exact.Matching.RequestsPosted),
        ("matched", told.Matching.Matched, exact.Matching.Matched),
        ("waiting", told.Matching.OpenOver14Days, exact.Matching.OpenOver14Days),
        ("referred", told.Matching.Referred, exact.Matching.Referred),
        ("discounts", told.Shops.Discounts, exact.Shops.Discounts),
        ("thanks", told.Thanks.Count, exact.Thanks.Count),
        ("attendances", told.Activities.Attendances, exact.Activities.Attendances),
        ("attendees", told.Activities.Attendees, exact.Activities.Attendees),
        ("first exchanges", told.Activities.FirstExchangeAfter, exact.Activities.FirstExchangeAfter),
        .. told.Exchanges.ByMonth.Select((month, i) => ($"active in {month.Month}", month.Active, exact.Exchanges.ByMonth[i].Active)),
    ];

    /// <summary>A share times its whole, rounded, must not be the hidden number.</summary>
    private static void Ratios(Unknown hidden, PublishedFigures told)
    {
        if (hidden.WasTold || !PublishedCount.IsSmallGroup(hidden.Truth)) return;
        (double? Ratio, long? Whole)[] shares =
        [
            (told.Participation.Rate, told.Participation.RegisteredAtEnd.Value), (told.Participation.Reach, told.Participation.Residents), (told.Roles.BothShare, told.Participation.Active.Value),
            (told.Matching.MatchRate, told.Matching.RequestsPosted.Value), (told.Matching.ByPhoneShare, told.Matching.RequestsPosted.Value), (told.Thanks.Share, told.Exchanges.Count),
            .. told.Participation.ByNeighbourhood.Select(part => (part.Reach, (long?)part.Residents)),
        ];
        foreach (var (ratio, whole) in shares)
        {
            if (ratio * whole is not { } part) continue;
            PublishedCount.IsSmallGroup((long)Math.Round(part)).ShouldBeFalse($"{hidden.Name}: a share of {whole} gives {part}");
        }
    }

    private static void OneHidden(string name, IReadOnlyList<long?> counts) => counts.Count(count => count is null).ShouldNotBe(1, name);
}
