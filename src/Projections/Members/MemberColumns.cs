using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;

namespace Buurthulp.Projections.Members;

/// <summary>What a batch changes about one member's numbers.</summary>
internal sealed class Change
{
    public long Gave { get; set; }

    public long Received { get; set; }

    public long Exchanges { get; set; }

    public long Thanks { get; set; }

    public DateOnly? LeftOn { get; set; }

    /// <summary>Null when the batch says nothing about it.</summary>
    public bool? ReciprocityExpected { get; set; }

    public bool PauseChanged { get; set; }

    public DateOnly? PausedOn { get; set; }

    public bool Erased { get; set; }

    public long Position { get; set; }
}

internal sealed class JoinedColumns
{
    public List<string> Accounts { get; } = [];

    public List<string?> Neighbourhoods { get; } = [];

    public List<DateOnly> On { get; } = [];

    public List<bool> ReciprocityExpected { get; } = [];

    public List<long> Positions { get; } = [];

    public void Add(MemberJoined joined, long position)
    {
        Accounts.Add(joined.Account.Value);
        Neighbourhoods.Add(joined.Neighbourhood?.Value);
        On.Add(joined.JoinedOn.ToDateOnly());
        ReciprocityExpected.Add(joined.ReciprocityExpected);
        Positions.Add(position);
    }
}

/// <summary>Accounts with their minutes in exchanges, for one purpose.</summary>
internal sealed class ReceiptColumns
{
    public List<Guid> Exchanges { get; } = [];

    public List<string> Accounts { get; } = [];

    public List<long> Minutes { get; } = [];

    public List<long> Positions { get; } = [];

    public void Add(ExchangeId exchange, IReadOnlyList<Share> shares, long position)
    {
        for (var i = 0; i < shares.Count; i++)
        {
            Exchanges.Add(exchange.Value);
            Accounts.Add(shares[i].Account.Value);
            Minutes.Add(shares[i].Minutes);
            Positions.Add(position);
        }
    }
}
