using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Npgsql;

namespace Buurthulp.Projections.Exchanges;

/// <summary>What a proposal or a booking says about an exchange; the last one holds.</summary>
internal sealed record Facts(IReadOnlyList<Share> Helpers, IReadOnlyList<Share> Receivers, DateOnly HappenedOn, string Category, string Channel, string? RecordedBy, Guid? Request);

/// <summary>What a batch changes about one exchange. Null is: as it was.</summary>
internal sealed class Change
{
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

    public IEnumerable<NpgsqlParameter> Parameters(CommunityCode community) =>
    [
        Parameter.Of(community.Value), Parameter.Of(exchanges), Parameter.Of(statuses), Parameter.Of(thanked),
        Parameter.Of(proposed), Parameter.Of(booked), Parameter.Of(declined), Parameter.Of(reversed), Parameter.Of(positions),
    ];
}

internal sealed class FactColumns
{
    public List<DateOnly> HappenedOn { get; } = [];

    public List<string> Categories { get; } = [];

    public List<string> Channels { get; } = [];

    public List<string?> RecordedBy { get; } = [];

    public List<Guid?> Requests { get; } = [];

    public List<long> Minutes { get; } = [];

    public void Add(Facts facts)
    {
        HappenedOn.Add(facts.HappenedOn);
        Categories.Add(facts.Category);
        Channels.Add(facts.Channel);
        RecordedBy.Add(facts.RecordedBy);
        Requests.Add(facts.Request);
        Minutes.Add(facts.Helpers.Total());
    }
}

internal sealed class ShareColumns
{
    public List<Guid> Exchanges { get; } = [];

    public List<string> Sides { get; } = [];

    public List<string> Accounts { get; } = [];

    public List<long> Minutes { get; } = [];

    public void Add(ExchangeId exchange, string side, IReadOnlyList<Share> shares)
    {
        for (var i = 0; i < shares.Count; i++)
        {
            Exchanges.Add(exchange.Value);
            Sides.Add(side);
            Accounts.Add(shares[i].Account.Value);
            Minutes.Add(shares[i].Minutes);
        }
    }
}
