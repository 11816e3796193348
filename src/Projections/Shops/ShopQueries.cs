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
