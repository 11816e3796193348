using Buurthulp.Api.Identity.Tills;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Counter;

/// <summary>How a member showed who they are.</summary>
public enum ShownBy
{
    /// <summary>Somebody said or typed the number: it proves nothing.</summary>
    Number,

    /// <summary>The code of now on their phone.</summary>
    Code,

    /// <summary>A printed login card; its PIN is the yes.</summary>
    Card,
}

/// <summary>Where an ask stands.</summary>
public enum AskStatus
{
    /// <summary>The shop chooses how many minutes.</summary>
    Begun,

    /// <summary>It waits for the member's yes.</summary>
    Waiting,

    /// <summary>It is booked; the discount has the ask's id.</summary>
    Done,

    /// <summary>The member said no, or a rule did.</summary>
    Refused,

    /// <summary>The shop took it back.</summary>
    Stopped,
}

/// <summary>What a shop asks of a member at the counter. It moves nothing.</summary>
/// <param name="Id">Becomes the discount's id, so that it is booked once however often somebody presses.</param>
/// <param name="Community">Where.</param>
/// <param name="Shop">Who asks.</param>
/// <param name="Member">Of whom.</param>
/// <param name="ShownBy">How the member showed who they are.</param>
/// <param name="PurchaseCents">The whole purchase in euro cents.</param>
/// <param name="Minutes">Null until the shop has chosen.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Why">For a refused one: the code of the rule, or <c>declined</c> for the member's no.</param>
/// <param name="ExpiresAt">After this moment nobody can say yes.</param>
public sealed record CounterAsk(Guid Id, CommunityCode Community, AccountNumber Shop, AccountNumber Member, ShownBy ShownBy, long PurchaseCents, long? Minutes, AskStatus Status, string? Why, Instant ExpiresAt)
{
    public const string Declined = "declined";

    public bool IsOpen(Instant now) => Status is AskStatus.Begun or AskStatus.Waiting && now < ExpiresAt;

    /// <summary>Whom the journal names: the shop takes the minutes, whoever pressed last.</summary>
    public Actor Actor => new(Shop.Value, Role.Shop, Shop);
}

/// <summary>Asks at the counter, in schema <c>identity</c>, so that the shop and the member may be at different processes. Forgotten after a day.</summary>
public sealed class CounterAsks(NpgsqlDataSource source, IClock clock, AskSignals signals)
{
    /// <summary>How long the member has from the first step.</summary>
    public static readonly Duration Life = Duration.FromMinutes(10);

    private static readonly Duration KeptFor = Duration.FromDays(1);

    private const string Select = "SELECT id, community, shop, member, shown_by, purchase_cents, minutes, status, why, expires_at FROM identity.counter_asks";

    public Task BeginAsync(Guid id, CurrentTill till, AccountNumber member, ShownBy shownBy, long purchaseCents, CancellationToken cancellationToken) =>
        BeginAsync(id, till.Community, till.Shop, till.Id, member, shownBy, purchaseCents, cancellationToken);

    /// <summary>For a till of others, which has the shop's token and no paired device.</summary>
    public Task BeginAsync(Guid id, CommunityCode community, AccountNumber shop, AccountNumber member, ShownBy shownBy, long purchaseCents, CancellationToken cancellationToken) =>
        BeginAsync(id, community, shop, till: null, member, shownBy, purchaseCents, cancellationToken);

    private async Task BeginAsync(Guid id, CommunityCode community, AccountNumber shop, Guid? till, AccountNumber member, ShownBy shownBy, long purchaseCents, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        await ExecuteAsync("""
            INSERT INTO identity.counter_asks (id, community, shop, till, member, shown_by, purchase_cents, status, made_at, changed_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'begun', $8, $8, $9) ON CONFLICT (id) DO NOTHING
            """, cancellationToken, id, community.Value, shop.Value, till ?? (object)DBNull.Value, member.Value, EnumText.Of(shownBy), purchaseCents, now.ToDateTimeUtc(), (now + Life).ToDateTimeUtc());
    }

    /// <summary>Null for one that is not there.</summary>
    public async Task<CounterAsk?> FindAsync(CommunityCode community, Guid id, CancellationToken cancellationToken) =>
        await ReadAsync($"{Select} WHERE community = $1 AND id = $2", cancellationToken, community.Value, id) is [var ask] ? ask : null;

    /// <summary>What waits for a member's yes, the latest first.</summary>
    public async Task<IReadOnlyList<CounterAsk>> WaitingAsync(CommunityCode community, AccountNumber member, CancellationToken cancellationToken) =>
        await ReadAsync($"{Select} WHERE community = $1 AND member = $2 AND status = 'waiting' AND expires_at > $3 ORDER BY changed_at DESC", cancellationToken, community.Value, member.Value, clock.GetCurrentInstant().ToDateTimeUtc());

    /// <summary>The shop has chosen how many minutes; from here on the amount is fixed. False when it has already, or the ask is over.</summary>
    public Task<bool> AskAsync(CounterAsk ask, long minutes, CancellationToken cancellationToken) =>
        ChangeAsync(ask, "status = 'waiting', minutes = $4", "status = 'begun' AND expires_at > $3", cancellationToken, minutes);

    /// <summary>It is booked. That stands whatever else was pressed at the same moment.</summary>
    public Task<bool> DoneAsync(CounterAsk ask, long minutes, CancellationToken cancellationToken) => ChangeAsync(ask, "status = 'done', minutes = $4", "status <> 'done'", cancellationToken, minutes);

    /// <param name="ask">One that waits.</param>
    /// <param name="why">The code of the rule, or <see cref="CounterAsk.Declined"/>.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    public Task<bool> RefuseAsync(CounterAsk ask, string why, CancellationToken cancellationToken) => ChangeAsync(ask, "status = 'refused', why = $4", "status = 'waiting'", cancellationToken, why);

    public Task<bool> StopAsync(CounterAsk ask, CancellationToken cancellationToken) => ChangeAsync(ask, "status = 'stopped'", "status IN ('begun', 'waiting')", cancellationToken);

    public Task ForgetOldAsync(CancellationToken cancellationToken) => ExecuteAsync("DELETE FROM identity.counter_asks WHERE expires_at < $1", cancellationToken, (clock.GetCurrentInstant() - KeptFor).ToDateTimeUtc());

    private async Task<bool> ChangeAsync(CounterAsk ask, string set, string when, CancellationToken cancellationToken, params object[] more)
    {
        var sql = $"UPDATE identity.counter_asks SET {set}, changed_at = $3 WHERE community = $1 AND id = $2 AND {when}";
        var changed = await ExecuteAsync(sql, cancellationToken, [ask.Community.Value, ask.Id, clock.GetCurrentInstant().ToDateTimeUtc(), .. more]) == 1;
        if (changed) signals.Changed(ask.Id, ask.Community, ask.Member);
        return changed;
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<CounterAsk>> ReadAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<CounterAsk> asks = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            asks.Add(new CounterAsk(reader.GetGuid(0), new CommunityCode(reader.GetString(1)), new AccountNumber(reader.GetString(2)), new AccountNumber(reader.GetString(3)), EnumText.Parse<ShownBy>(reader.GetString(4)),
                reader.GetInt64(5), reader.IsDBNull(6) ? null : reader.GetInt64(6), EnumText.Parse<AskStatus>(reader.GetString(7)), reader.IsDBNull(8) ? null : reader.GetString(8), Instant.FromDateTimeUtc(reader.GetDateTime(9))));
        }

        return asks;
    }
}
