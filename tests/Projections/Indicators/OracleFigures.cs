using System.Globalization;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Figures by their path, such as <c>participation.rate</c> or <c>exchanges.byMonth[2026-01].count</c>; null where there is nothing to divide by.</summary>
internal sealed class OracleFigures : SortedDictionary<string, decimal?>
{
    public OracleFigures() : base(StringComparer.Ordinal)
    {
    }

    public void Whole(string path, long value) => Add(path, value);

    public void Ratio(string path, decimal top, decimal bottom) => Add(path, bottom == 0 ? null : top / bottom);

    /// <summary>A part of a whole, and how much the part is.</summary>
    public void Share(string count, string share, long part, long whole)
    {
        Whole(count, part);
        Ratio(share, part, whole);
    }

    /// <summary>Of an even number of values the smaller one of the two in the middle.</summary>
    public void LowerMedian(string path, IEnumerable<long> values)
    {
        var sorted = values.Order().ToList();
        Add(path, sorted.Count == 0 ? null : sorted[(sorted.Count - 1) / 2]);
    }

    /// <summary>Every figure of a period, both days included. The signals and goals stand by themselves.</summary>
    public static OracleFigures Of(OracleFacts facts, DateOnly from, DateOnly to)
    {
        OraclePeriod period = new(facts, from, to);
        OracleFigures figures = new();
        OraclePeople.Add(figures, period);
        OracleExchanges.Add(figures, period);
        OracleNetwork.Add(figures, period);
        OracleReciprocity.Add(figures, period);
        OracleMatching.Add(figures, period);
        OracleMoney.Add(figures, period);
        return figures;
    }
}

/// <summary>The facts and the days that are asked about.</summary>
internal sealed class OraclePeriod(OracleFacts facts, DateOnly from, DateOnly to)
{
    /// <summary>Stands for the neighbourhood of those of whom it is not known.</summary>
    public const string Unknown = "";

    public OracleFacts Facts => facts;

    public DateOnly From => from;

    public DateOnly To => to;

    public bool Has(DateOnly day) => day >= from && day <= to;

    public IReadOnlyList<OracleExchange> Exchanges { get; } = [.. facts.Exchanges.Where(exchange => exchange.On >= from && exchange.On <= to).OrderBy(exchange => exchange.On).ThenBy(exchange => exchange.Order)];

    /// <summary>Those in which every helper and receiver is a person.</summary>
    public IReadOnlyList<OracleExchange> PersonExchanges => field ??= [.. Exchanges.Where(IsPersonExchange)];

    public bool IsPersonExchange(OracleExchange exchange) => exchange.Helpers.Concat(exchange.Receivers).All(share => facts.IsPerson(share.Account));

    /// <summary>The months that the period touches.</summary>
    public IEnumerable<string> Months() => Days().Select(day => day.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Distinct();

    /// <summary>The days of the period on which a month ends.</summary>
    public IEnumerable<DateOnly> MonthEnds() => Days().Where(day => day.AddDays(1).Day == 1);

    private IEnumerable<DateOnly> Days()
    {
        for (var day = from; day <= to; day = day.AddDays(1)) yield return day;
    }

    /// <summary>Persons who helped or were helped in these exchanges.</summary>
    public HashSet<string> Active(IEnumerable<OracleExchange> exchanges) =>
        [.. exchanges.SelectMany(exchange => exchange.Helpers.Concat(exchange.Receivers)).Select(share => share.Account).Where(facts.IsPerson)];
}
