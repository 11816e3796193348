using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;

namespace Buurthulp.Projections.Exchanges;

/// <summary>What a proposal or a booking says about an exchange; the last one holds.</summary>
internal sealed record Facts(IReadOnlyList<Share> Helpers, IReadOnlyList<Share> Receivers, DateOnly HappenedOn, string Category, string Channel, string? RecordedBy, Guid? Request);

/// <summary>What a batch changes about one exchange. Null is: as it was.</summary>
internal sealed class Change
{
    /// <summary>The batch holds its first entry.</summary>
    public bool IsNew { get; set; }

    public Facts? Facts { get; set; }

    public ExchangeStatus? Status { get; set; }

    public long Thanked { get; set; }

    public long? ProposedPosition { get; set; }

    public long? BookedPosition { get; set; }

    public long? DeclinedPosition { get; set; }

    public long? ReversedPosition { get; set; }

    public long Position { get; set; }
}

internal sealed class ChangeColumns
{
    private readonly List<Guid> exchanges = [];
    private readonly List<string?> statuses = [];
    private readonly List<long> thanked = [];
    private readonly List<long?> proposed = [];
    private readonly List<long?> booked = [];
    private readonly List<long?> declined = [];
    private readonly List<long?> reversed = [];
    private readonly List<long> positions = [];

    public int Count => exchanges.Count;

    public void Add(ExchangeId exchange, Change change)
    {
        exchanges.Add(exchange.Value);
        statuses.Add(change.Status is { } status ? EnumText.Of(status) : null);
        thanked.Add(change.Thanked);
        proposed.Add(change.ProposedPosition);
        booked.Add(change.BookedPosition);
        declined.Add(change.DeclinedPosition);
        reversed.Add(change.ReversedPosition);
        positions.Add(change.Position);
    }

    public IEnumerable<Column> Columns() =>
    [
        Column.Of("exchange", exchanges), Column.Of("status", statuses), Column.Of("thanked", thanked), Column.Of("proposed_position", proposed), Column.Of("booked_position", booked),
        Column.Of("declined_position", declined), Column.Of("reversed_position", reversed), Column.Of("position", positions),
    ];
}

internal sealed class FactColumns
{
    private readonly List<DateOnly> happenedOn = [];
    private readonly List<string> categories = [];
    private readonly List<string> channels = [];
    private readonly List<string?> recordedBy = [];
    private readonly List<Guid?> requests = [];
    private readonly List<long> minutes = [];

    public void Add(Facts facts)
    {
        happenedOn.Add(facts.HappenedOn);
        categories.Add(facts.Category);
        channels.Add(facts.Channel);
        recordedBy.Add(facts.RecordedBy);
        requests.Add(facts.Request);
        minutes.Add(facts.Helpers.Total());
    }

    public IEnumerable<Column> Columns() =>
    [
        Column.Of("happened_on", happenedOn), Column.Of("category", categories), Column.Of("channel", channels), Column.Of("recorded_by", recordedBy), Column.Of("request", requests), Column.Of("minutes", minutes),
    ];
}

internal sealed class ShareColumns
{
    private readonly List<Guid> exchanges = [];
    private readonly List<string> sides = [];
    private readonly List<string> accounts = [];
    private readonly List<long> minutes = [];

    public int Count => exchanges.Count;

    public void Add(ExchangeId exchange, string side, IReadOnlyList<Share> shares)
    {
        for (var i = 0; i < shares.Count; i++)
        {
            exchanges.Add(exchange.Value);
            sides.Add(side);
            accounts.Add(shares[i].Account.Value);
            minutes.Add(shares[i].Minutes);
        }
    }

    public IEnumerable<Column> Columns() => [Column.Of("exchange", exchanges), Column.Of("side", sides), Column.Of("account", accounts), Column.Of("minutes", minutes)];
}
