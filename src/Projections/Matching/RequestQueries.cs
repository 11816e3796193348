using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Matching;

/// <summary>A request as the view shows it.</summary>
/// <param name="Request">Its id.</param>
/// <param name="Member">Who asked.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="Status">As of the view's position.</param>
/// <param name="PostedOn">The day of posting.</param>
/// <param name="Channel">Which way it came in.</param>
/// <param name="Wishes">What the one who asked would like.</param>
/// <param name="Helper">Who is proposed or matched now.</param>
/// <param name="ProposedBy">Who proposed them, while that waits for a yes.</param>
/// <param name="AgreedOn">The day of the match that holds now.</param>
/// <param name="ReopenedOn">The last day on which it became open again.</param>
/// <param name="ClosedOn">The day on which it was stopped, withdrawn, expired or referred; of a roster also that on which all its days had been helped with.</param>
/// <param name="Organisation">To whom it was referred.</param>
/// <param name="FollowedUpOn">The last day on which somebody called to ask how it went.</param>
/// <param name="Outcome">What they heard then.</param>
/// <param name="Dates">The days of a roster, in order; empty for any other request.</param>
/// <param name="Exchanges">Help that was recorded for it, in order of the day.</param>
/// <param name="DueFrom">The help, match or ending after which somebody should ask how it went, when nobody heard yet.</param>
public sealed record RequestRow(RequestId Request, AccountNumber Member, CategoryCode Category, RequestStatus Status, LocalDate PostedOn, Channel Channel, RequestWishes Wishes,
    AccountNumber? Helper, Proposer? ProposedBy, LocalDate? AgreedOn, LocalDate? ReopenedOn, LocalDate? ClosedOn, OrganisationCode? Organisation, LocalDate? FollowedUpOn, OutcomeCode? Outcome,
    IReadOnlyList<RosterDay> Dates, IReadOnlyList<ExchangeId> Exchanges, LocalDate? DueFrom)
{
    public bool Involves(AccountNumber account) => Member == account || Helper == account || Dates.Any(day => day.Helper == account);
}

/// <summary>One day of a roster; without a helper it is open.</summary>
public sealed record RosterDay(LocalDate On, AccountNumber? Helper);

/// <summary>Which requests to list; null is any.</summary>
/// <param name="Status">As of the view's position.</param>
/// <param name="Category">The kind of help.</param>
/// <param name="Neighbourhood">Where the help is needed.</param>
/// <param name="PostedBy">Posted on this day or earlier.</param>
/// <param name="Involved">Somebody who asked or helps.</param>
/// <param name="DueBy">The call to hear how it went falls due for what ended on this day or earlier; those who left are not called.</param>
/// <param name="DueAfter">With <paramref name="DueBy"/>: and after this day.</param>
/// <param name="RunningSince">Waits for a helper or an answer; or is agreed, with the match or the last help on this day or later.</param>
public sealed record RequestFilter(RequestStatus? Status = null, CategoryCode? Category = null, NeighbourhoodCode? Neighbourhood = null, LocalDate? PostedBy = null, AccountNumber? Involved = null,
    LocalDate? DueBy = null, LocalDate? DueAfter = null, LocalDate? RunningSince = null);

/// <summary>Reads the view of requests.</summary>
public static class RequestQueries
{
    /// <summary>Whether something was said or done for request <c>r</c> that can be asked about. Of a roster that expired some days may have been helped with; without any help nothing is due.</summary>
    internal const string IsAnswered = "(r.status IN ('matched', 'stopped', 'referred') OR (r.is_roster AND r.status IN ('open', 'expired')))";

    /// <summary>The last help for request <c>r</c>, else its match, else its ending: from here on a call falls due.</summary>
    internal const string DueFrom = """
        coalesce((SELECT max(happened_on) FROM views.exchanges e WHERE e.community = r.community AND e.request = r.request AND e.status = 'booked'), r.agreed_on,
                    CASE WHEN r.status IN ('referred', 'stopped') OR (r.is_roster AND r.status = 'matched') THEN r.closed_on END)
        """;

    /// <summary>Whether nobody heard yet how it went since then, for a row <c>r</c> with its <c>due_from</c>. A call that nobody answered tells nothing.</summary>
    internal static readonly string IsUnheard = $"(r.followed_up_on IS NULL OR r.followed_up_on < r.due_from OR r.outcome = '{OutcomeCode.NoAnswer}')";

    /// <summary>Whether the account of a row of <paramref name="asker"/> left: nobody is called about their requests any more.</summary>
    internal static string HasLeft(string asker) => $"EXISTS (SELECT FROM views.members m WHERE m.community = $1 AND m.account = {asker} AND m.left_on IS NOT NULL)";

    // Both views move in one transaction, so a request and the exchanges that answer it are of the same moment.
    private static readonly string Select = $"""
        WITH shown AS (
            SELECT r.*, {IsAnswered} AS answered,
                (SELECT account FROM views.request_people p WHERE p.community = r.community AND p.request = r.request AND p.side = 'asker') AS asker,
                (SELECT account FROM views.request_people p WHERE p.community = r.community AND p.request = r.request AND p.side = 'helper') AS helper,
                ARRAY(SELECT day FROM views.roster_dates d WHERE d.community = r.community AND d.request = r.request ORDER BY day) AS days,
                ARRAY(SELECT account FROM views.roster_dates d WHERE d.community = r.community AND d.request = r.request ORDER BY day) AS helpers,
                ARRAY(SELECT exchange FROM views.exchanges e WHERE e.community = r.community AND e.request = r.request AND e.status IN ('proposed', 'booked') ORDER BY happened_on, position, exchange) AS exchanges,
                {DueFrom} AS due_from
            FROM views.requests r
            WHERE r.community = $1)
        SELECT request, asker, category, status, posted_on, channel, needed_on, needed_until, neighbourhood, not_from_my_street, languages,
            helper, proposer, agreed_on, reopened_on, closed_on, organisation, followed_up_on, outcome, days, helpers, exchanges,
            CASE WHEN answered AND {IsUnheard} THEN due_from END
        FROM shown r
        """;

    /// <summary>Null for a request that the community does not have.</summary>
    public static async Task<RequestRow?> FindAsync(NpgsqlDataSource database, CommunityCode community, RequestId request, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} WHERE request = $2");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(request.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>The requests that fit, the longest waiting first: for an answer since they were posted, or for a call since it fell due.</summary>
    public static Task<IReadOnlyList<RequestRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, RequestFilter filter, int most, CancellationToken cancellationToken) =>
        ListAsync(database, community, filter, skip: 0, most, cancellationToken);

    /// <summary>The same from a place in the list on.</summary>
    public static async Task<IReadOnlyList<RequestRow>> ListAsync(NpgsqlDataSource database, CommunityCode community, RequestFilter filter, int skip, int most, CancellationToken cancellationToken)
    {
        // Said only when it is asked, so that somebody's own few are found by their index.
        var involved = filter.Involved is null ? "$6::text IS NULL" : """
            request IN (SELECT p.request FROM views.request_people p WHERE p.community = $1 AND p.account = $6 UNION SELECT d.request FROM views.roster_dates d WHERE d.community = $1 AND d.account = $6)
            """;
        await using var command = database.CreateCommand($"""
            {Select} WHERE ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR category = $3) AND ($4::text IS NULL OR neighbourhood = $4) AND ($5::date IS NULL OR posted_on <= $5)
                AND {involved}
                AND ($7::date IS NULL OR (answered AND due_from <= $7 AND ($8::date IS NULL OR due_from > $8) AND {IsUnheard} AND NOT {HasLeft("asker")}))
                AND ($9::date IS NULL OR status IN ('open', 'proposed') OR (status = 'matched' AND due_from >= $9))
            ORDER BY {(filter.DueBy is null ? "posted_on" : "due_from")}, request LIMIT $10 OFFSET $11
            """);
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(filter.Status is { } status ? EnumText.Of(status) : null));
        command.Parameters.Add(Parameter.Of(filter.Category?.Value));
        command.Parameters.Add(Parameter.Of(filter.Neighbourhood?.Value));
        command.Parameters.Add(Parameter.Of(filter.PostedBy?.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(filter.Involved?.Value));
        command.Parameters.Add(Parameter.Of(filter.DueBy?.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(filter.DueAfter?.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(filter.RunningSince?.ToDateOnly()));
        command.Parameters.Add(Parameter.Of(most));
        command.Parameters.Add(Parameter.Of(skip));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<RequestRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    private static RequestRow Read(NpgsqlDataReader reader) => new(
        new RequestId(reader.GetGuid(0)),
        new AccountNumber(reader.GetString(1)),
        new CategoryCode(reader.GetString(2)),
        EnumText.Parse<RequestStatus>(reader.GetString(3)),
        reader.Date(4),
        EnumText.Parse<Channel>(reader.GetString(5)),
        new RequestWishes(reader.DateOrNull(6), reader.DateOrNull(7), reader.TextOrNull(8) is { } place ? new NeighbourhoodCode(place) : null, reader.GetBoolean(9) ? true : null,
            reader.IsDBNull(10) ? null : [.. reader.GetFieldValue<string[]>(10).Select(language => new LanguageCode(language))]),
        reader.TextOrNull(11) is { } helper ? new AccountNumber(helper) : null,
        reader.TextOrNull(12) is { } proposer ? EnumText.Parse<Proposer>(proposer) : null,
        reader.DateOrNull(13),
        reader.DateOrNull(14),
        reader.DateOrNull(15),
        reader.TextOrNull(16) is { } organisation ? new OrganisationCode(organisation) : null,
        reader.DateOrNull(17),
        reader.TextOrNull(18) is { } outcome ? new OutcomeCode(outcome) : null,
        Days(reader),
        [.. reader.GetFieldValue<Guid[]>(21).Select(exchange => new ExchangeId(exchange))],
        reader.DateOrNull(22));

    private static RosterDay[] Days(NpgsqlDataReader reader) =>
        [.. reader.GetFieldValue<DateOnly[]>(19).Zip(reader.GetFieldValue<string?[]>(20), (day, helper) => new RosterDay(LocalDate.FromDateOnly(day), helper is null ? null : new AccountNumber(helper)))];
}
