namespace Buurthulp.Projections.Exchanges;

/// <summary>How much was asked of helpers, as parts of a query: once for signals and suggestions, so that they agree on who is overloaded.</summary>
internal static class HelpLoad
{
    /// <summary>
    /// The shares of exchange <c>e</c>, as <c>s (side, account, minutes)</c>. OFFSET 0 keeps the database at looking each exchange up: it would rather read the shares of all years
    /// than those of the exchanges of a few months.
    /// </summary>
    public const string SharesOfEach = """
        CROSS JOIN LATERAL (
            SELECT x.side, x.account, x.minutes FROM views.exchange_shares x WHERE x.community = e.community AND x.exchange = e.exchange OFFSET 0) s
        """;

    /// <summary>
    /// <c>given (account, minutes)</c> and <c>helped (account, people)</c> over <c>lately (exchange, side, account, minutes)</c>, the shares that count, which the query brings along;
    /// in community <c>$1</c>. Minutes are those given to anybody; people are persons, each once, and never who they were.
    /// </summary>
    public const string Parts = """
        given AS (SELECT account, sum(minutes)::bigint AS minutes FROM lately WHERE side = 'helper' GROUP BY account),
        helped AS (
            SELECT h.account, count(DISTINCT o.account) AS people
            FROM lately h
            JOIN lately o ON o.exchange = h.exchange AND o.side = 'receiver'
            JOIN views.members p ON p.community = $1 AND p.account = o.account
            WHERE h.side = 'helper' GROUP BY h.account)
        """;
}
