namespace Buurthulp.Bench;

/// <summary>Something that is measured against a baseline of the same run, so that the result does not depend on the machine.</summary>
/// <param name="Name">The word to ask for it.</param>
/// <param name="Measured">What is measured, with its unit.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Run">Takes it on a stage that it shares with the others.</param>
internal sealed record Measurement(string Name, string Measured, string Baseline, Func<Stage, Scale, Task<IReadOnlyList<Finding>>> Run)
{
    public static readonly IReadOnlyList<Measurement> All =
    [
        Append.Measurement,
        AppendHot.Measurement,
        Many.Measurement,
        Single.Measurement,
        Http.Measurement,
        Rebuild.Measurement,
        CatchUp.Measurement,
        Start.Measurement,
        Verify.Measurement,
        Indicators.Measurement,
        Growth.Measurement,
        Import.Measurement,
        Memory.Measurement,
        Page.Measurement,
    ];
}

/// <summary>One figure with the one it is compared to, both medians over the rounds.</summary>
/// <param name="Name">Short; several findings of a measurement differ by it.</param>
/// <param name="Measured">In <paramref name="Unit"/>.</param>
/// <param name="Baseline">In <paramref name="Unit"/>; null when the reach is a plain figure.</param>
/// <param name="Unit">Such as <c>/s</c> or <c>ms</c>.</param>
/// <param name="Reach">What it should be.</param>
internal sealed record Finding(string Name, double Measured, double? Baseline, string Unit, Reach Reach)
{
    public double Value => Baseline is { } baseline ? Measured / baseline : Measured;

    public bool IsReached => Reach.AtLeast ? Value >= Reach.Limit : Value <= Reach.Limit;
}

/// <summary>A limit from below (<c>≥</c>) or from above.</summary>
internal readonly record struct Reach(bool AtLeast, double Limit)
{
    public static Reach Least(double limit) => new(AtLeast: true, limit);

    public static Reach Most(double limit) => new(AtLeast: false, limit);
}

/// <summary>How much is done. The small scale shows that a measurement works; its figures say nothing.</summary>
/// <param name="Rounds">An odd number; the median counts.</param>
/// <param name="Exchanges">In each round.</param>
/// <param name="Large">The number of exchanges of a large community.</param>
/// <param name="Largest">The number of exchanges of the largest that is tried; null when it is not asked for.</param>
/// <param name="Copies">How many Molenwijks a usual community is.</param>
/// <param name="Communities">How many write at once where it is about many.</param>
/// <param name="ImportTimes">How often the import folder is multiplied.</param>
internal sealed record Scale(int Rounds, int Exchanges, int Large, int? Largest, int Copies, int Communities, int ImportTimes)
{
    public static readonly Scale Full = new(Rounds: 5, Exchanges: 100_000, Large: 1_000_000, Largest: null, Copies: 10, Communities: 200, ImportTimes: 100);

    /// <summary>In minutes: to see whether a change helps.</summary>
    public static readonly Scale Tenth = new(Rounds: 3, Exchanges: 10_000, Large: 100_000, Largest: null, Copies: 10, Communities: 50, ImportTimes: 10);

    public static readonly Scale Smoke = new(Rounds: 1, Exchanges: 200, Large: 2_500, Largest: null, Copies: 1, Communities: 3, ImportTimes: 1);

    /// <summary>Below 0 where a round warms up.</summary>
    public int FirstRound => Rounds == 1 ? 0 : -1;

    /// <summary>Of what takes minutes.</summary>
    public int FewRounds => (Rounds + 1) / 2;

    public static double Median(IEnumerable<double> rounds) => Part(rounds, 50);

    /// <summary>So many in a hundred are not above it.</summary>
    public static double Part(IEnumerable<double> values, int percent)
    {
        var ordered = values.Order().ToArray();
        return ordered[Math.Min(ordered.Length - 1, ordered.Length * percent / 100)];
    }
}
