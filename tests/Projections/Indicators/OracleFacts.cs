namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>
/// What the figures are computed from, in the plainest form. It is read from the import's files or from the lines of an exported journal, without any of
/// the program's code, and holds only what counts as of the position that was read: exchanges that were reversed by then are not in it.
/// </summary>
internal sealed class OracleFacts
{
    public List<OracleAccount> Accounts { get; } = [];

    /// <summary>Of each neighbourhood.</summary>
    public Dictionary<string, long> Residents { get; } = [];

    public List<OracleExchange> Exchanges { get; } = [];

    public List<OracleRequest> Requests { get; } = [];

    public List<OracleOffer> Offers { get; } = [];

    /// <summary>Every side of every entry that moves something, undoing entries included.</summary>
    public List<OracleMove> Moves { get; } = [];

    /// <summary>Discounts that were not cancelled.</summary>
    public List<OracleDiscount> Discounts { get; } = [];

    /// <summary>What shops gave, spent or paid, as far as it was not undone.</summary>
    public List<OracleSpending> ShopSpending { get; } = [];

    /// <summary>Gifts that were not undone.</summary>
    public List<OracleGift> Gifts { get; } = [];

    public List<OracleActivity> Activities { get; } = [];

    public long OverloadMinutes { get; set; } = 1200;

    public long OverloadPeople { get; set; } = 8;

    public long OveraskingMinutes { get; set; } = 1200;

    /// <summary>Those that hold.</summary>
    public List<OracleGoal> Goals { get; } = [];

    public bool IsPerson(string account)
    {
        foreach (var known in Accounts)
        {
            if (known.Number == account) return known.Kind == "member";
        }

        return false;
    }
}

/// <summary>An account; <paramref name="Left"/> is the first day on which it is no longer there.</summary>
internal sealed record OracleAccount(string Number, string Kind, string? Neighbourhood, DateOnly Opened, DateOnly? Left, bool ReciprocityExpected, bool IsPaused = false)
{
    /// <summary>A person who joined by that day and had not left by then.</summary>
    public bool IsRegistered(DateOnly on) => Kind == "member" && Opened <= on && !(Left <= on);
}

/// <summary>Help that counts. <paramref name="Order"/> tells exchanges of one day apart. <paramref name="Coordinator"/> is null where nobody knows which one it was.</summary>
internal sealed record OracleExchange(DateOnly On, long Order, IReadOnlyList<OracleShare> Helpers, IReadOnlyList<OracleShare> Receivers, string Category, bool ByCoordinator, string? Coordinator,
    IReadOnlyList<string> ThankedBy)
{
    public long Minutes => Helpers.Sum(share => share.Minutes);
}

internal sealed record OracleShare(string Account, long Minutes);

/// <summary>A request and what became of it, in the order of recording. <paramref name="Days"/> are those of a roster; empty for any other.</summary>
internal sealed record OracleRequest(DateOnly Posted, bool ByPhone, IReadOnlyList<DateOnly> Days, List<OracleTurn> Turns);

/// <summary>A turn in the life of a request; <paramref name="Day"/> is the day of the roster that it is about.</summary>
internal sealed record OracleTurn(string What, DateOnly On, DateOnly? Day = null);

internal sealed record OracleOffer(DateOnly Posted, DateOnly? Withdrawn);

internal sealed record OracleMove(DateOnly On, string Account, long Amount);

internal sealed record OracleDiscount(DateOnly On, long Minutes, long Cents);

internal sealed record OracleSpending(DateOnly On, long Minutes);

internal sealed record OracleGift(DateOnly On, string From, long Minutes);

/// <summary>A goal; <paramref name="Start"/> is null where it starts from what the journal had at <paramref name="Position"/>.</summary>
internal sealed record OracleGoal(string Goal, string Measure, decimal Target, DateOnly By, DateOnly StartedOn, decimal? Start, long Position);

internal sealed record OracleActivity(DateOnly On, IReadOnlyList<string> Attendees);
