namespace Buurthulp.Bench;

/// <summary>Something that is measured against a baseline of the same run, so that the result does not depend on the machine.</summary>
/// <param name="Name">The word to ask for it.</param>
/// <param name="Measured">What is measured, with its unit.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Run">Takes it on a stage of its own.</param>
internal sealed record Measurement(string Name, string Measured, string Baseline, Func<Stage, Scale, Task<IReadOnlyList<Finding>>> Run)
{
    public static readonly IReadOnlyList<Measurement> All =
    [
        Append.Measurement,
        Indicators.Measurement,
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
internal sealed record Scale(int Rounds, int Exchanges, int Large)
{
    public static readonly Scale Full = new(Rounds: 5, Exchanges: 100_000, Large: 1_000_000);

    public static readonly Scale Smoke = new(Rounds: 1, Exchanges: 500, Large: 2_000);

    public static double Median(IEnumerable<double> rounds)
    {
        var ordered = rounds.Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}
