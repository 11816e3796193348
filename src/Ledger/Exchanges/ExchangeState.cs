using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Exchanges;

public enum ExchangeStatus
{
    Proposed,
    Booked,
    Declined,
    Reversed,
}

/// <summary>An exchange as of the state's position; what later decisions about it need.</summary>
public sealed record ExchangeState(ExchangeStatus Status, IReadOnlyList<Share> Helpers, IReadOnlyList<Share> Receivers, IReadOnlyList<Share>? Charged,
    CategoryCode Category, LocalDate HappenedOn, Channel Channel)
{
    /// <summary>Who pays instead of the receivers, as proposed.</summary>
    public AccountNumber? Payer { get; init; }

    /// <summary>What the helpers got, when that is not the minutes worked.</summary>
    public IReadOnlyList<Share>? Credited { get; init; }

    /// <summary>The entry that booked it; 0 while it is not booked.</summary>
    public long Position { get; init; }

    /// <summary>The last entry about it.</summary>
    public long AsOf { get; init; }

    public AccountNumber? ProposedBy { get; init; }

    public LocalDate? ProposedOn { get; init; }

    public RequestId? Request { get; init; }

    /// <summary>The receivers who said thank you; null for nobody.</summary>
    public IReadOnlyList<AccountNumber>? ThankedBy { get; init; }

    public bool Involves(AccountNumber account) => Helpers.Includes(account) || Receivers.Includes(account);
}
