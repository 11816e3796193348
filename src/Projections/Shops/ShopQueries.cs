using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Shops;
using NodaTime;
using Npgsql;

namespace Buurthulp.Projections.Shops;

/// <summary>A discount at a shop. Who got it is not kept: no view says what passed between two accounts.</summary>
/// <param name="Discount">Its id.</param>
/// <param name="Position">The entry that gave it.</param>
/// <param name="HappenedOn">The day.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="PurchaseCents">The whole purchase.</param>
/// <param name="DiscountCents">What the shop took off.</param>
/// <param name="Minutes">What the shop got.</param>
/// <param name="CancelledOn">The day on which it was undone; null when it stands.</param>
public sealed record DiscountRow(DiscountId Discount, long Position, LocalDate HappenedOn, Instant RecordedAt, long PurchaseCents, long DiscountCents, long Minutes, LocalDate? CancelledOn);

/// <summary>What a sponsor took over from a shop; the euro are information.</summary>
/// <param name="Settlement">Its id.</param>
/// <param name="Position">The entry that booked it.</param>
/// <param name="Shop">Who was paid.</param>
/// <param name="Sponsor">Where the minutes went; never a member.</param>
/// <param name="From">The first day of the period.</param>
/// <param name="Through">Its last day.</param>
/// <param name="Minutes">How many.</param>
/// <param name="PaidCents">What the shop got for them.</param>
/// <param name="SettledOn">The day on which it was booked.</param>
/// <param name="UndoneOn">The day on which it was undone; null when it stands.</param>
public sealed record SettlementRow(SettlementId Settlement, long Position, AccountNumber Shop, AccountNumber Sponsor, LocalDate From, LocalDate Through, long Minutes, long PaidCents, LocalDate SettledOn, LocalDate? UndoneOn);

/// <summary>Terms of a shop and the day from which they held.</summary>
public sealed record TermsRow(LocalDate AgreedOn, ShopTerms Terms);

/// <summary>Reads the views of shops.</summary>
public static class ShopQueries
{
    /// <summary>A shop's discounts of a period, days included, the latest first.</summary>
    public static async Task<IReadOnlyList<DiscountRow>> DiscountsAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber shop, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT discount, position, happened_on, recorded_at, purchase_cents, discount_cents, minutes, cancelled_on
            FROM views.shop_discounts WHERE community = $1 AND shop = $2 AND happened_on BETWEEN $3 AND $4 ORDER BY happened_on DESC, position DESC
            """);
        foreach (var parameter in new[] { Parameter.Of(community.Value), Parameter.Of(shop.Value) }) command.Parameters.Add(parameter);
        foreach (var day in new[] { from, to }) command.Parameters.Add(Parameter.Of(day.ToDateOnly()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<DiscountRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new DiscountRow(new DiscountId(reader.GetGuid(0)), reader.GetInt64(1), reader.Date(2), reader.Moment(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.DateOrNull(7)));
        }

        return rows;
    }

    /// <summary>Settlements that were booked in a period, days included, the latest first.</summary>
    /// <param name="database">The application's database.</param>
    /// <param name="community">Whose books.</param>
    /// <param name="shop">Null: of all shops.</param>
    /// <param name="from">Null: from the beginning.</param>
    /// <param name="to">Null: to the end.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<SettlementRow>> SettlementsAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber? shop, LocalDate? from, LocalDate? to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT settlement, position, shop, sponsor, from_on, through_on, minutes, paid_cents, settled_on, undone_on FROM views.shop_settlements
            WHERE community = $1 AND ($2::text IS NULL OR shop = $2) AND ($3::date IS NULL OR settled_on >= $3) AND ($4::date IS NULL OR settled_on <= $4) ORDER BY position DESC
            """);
        foreach (var parameter in new[] { Parameter.Of(community.Value), Parameter.Of(shop?.Value), Parameter.Of(from?.ToDateOnly()), Parameter.Of(to?.ToDateOnly()) }) command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<SettlementRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new SettlementRow(new SettlementId(reader.GetGuid(0)), reader.GetInt64(1), new AccountNumber(reader.GetString(2)), new AccountNumber(reader.GetString(3)), reader.Date(4), reader.Date(5),
                reader.GetInt64(6), reader.GetInt64(7), reader.Date(8), reader.DateOrNull(9)));
        }

        return rows;
    }

    /// <summary>All terms that were ever agreed with a shop, the latest first.</summary>
    public static async Task<IReadOnlyList<TermsRow>> TermsAsync(NpgsqlDataSource database, CommunityCode community, AccountNumber shop, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT agreed_on, cents_per_hour, max_share_percent, max_balance_minutes FROM views.shop_terms WHERE community = $1 AND shop = $2 ORDER BY position DESC");
        command.Parameters.Add(Parameter.Of(community.Value));
        command.Parameters.Add(Parameter.Of(shop.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<TermsRow> rows = [];
        while (await reader.ReadAsync(cancellationToken)) rows.Add(new TermsRow(reader.Date(0), new ShopTerms(reader.GetInt32(1), reader.GetInt32(2), reader.GetInt64(3))));
        return rows;
    }
}
