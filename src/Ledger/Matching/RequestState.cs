using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

public enum RequestStatus
{
    /// <summary>Waits for a helper.</summary>
    Open,

    /// <summary>A helper was proposed and somebody's yes is awaited.</summary>
    Proposed,

    Matched,

    /// <summary>A coordinator ended it because something was not right.</summary>
    Stopped,

    Withdrawn,
    Expired,
    Referred,
}

/// <summary>A request as of the state's position.</summary>
public sealed record RequestState(AccountNumber Member, CategoryCode Category, LocalDate PostedOn, RequestStatus Status)
{
    public RequestWishes? Wishes { get; init; }

    /// <summary>Who is proposed or matched now.</summary>
    public AccountNumber? Helper { get; init; }

    public Proposer? ProposedBy { get; init; }

    /// <summary>Helpers with whom it came to nothing, whoever ended it. They are not suggested again for this request; no answer ever says so.</summary>
    public IReadOnlyList<AccountNumber>? PassedOver { get; init; }

    /// <summary>The days of a roster; null for a request that one helper answers.</summary>
    public IReadOnlyList<RosterDate>? Dates { get; init; }

    /// <summary>The latest exchange that was recorded for this request, whatever became of it; null for a roster, whose days know theirs.</summary>
    public ExchangeId? Exchange { get; init; }

    /// <summary>The day on which it was last opened again by a hand-back; null when it never was.</summary>
    public LocalDate? HandedBackOn { get; init; }

    /// <summary>It can't have ended before this day: since then it has waited for a helper.</summary>
    public LocalDate OpenSince => HandedBackOn ?? PostedOn;

    /// <summary>Still to be answered.</summary>
    public bool IsOpen => Status is RequestStatus.Open or RequestStatus.Proposed;

    /// <summary>Whether a coordinator may still intervene: open or being helped.</summary>
    public bool IsRunning => IsOpen || Status == RequestStatus.Matched;

    /// <summary>The one who asked, the one who helps, or somebody in the roster.</summary>
    public bool Involves(AccountNumber account) => Involves(one => one == account);

    /// <inheritdoc cref="Involves(AccountNumber)"/>
    public bool Involves(Func<AccountNumber, bool> account) =>
        account(Member) || (Helper is { } helper && account(helper)) || Dates?.Any(date => date.Helper is { } cook && account(cook)) == true;

    /// <summary>Whether this help answers the request: who asked is among those who were helped, and whoever agreed to help, for a roster on that day, among those who helped.</summary>
    public bool IsAnsweredBy(IReadOnlyList<Share> helpers, IReadOnlyList<Share> receivers, LocalDate happenedOn) =>
        receivers.Includes(Member) && (Dates is null ? Helper : On(happenedOn)?.Helper) is { } agreed && helpers.Includes(agreed);

    public RosterDate? On(LocalDate day) => Dates?.FirstOrDefault(date => date.On == day);

    /// <summary>Open again: the helper goes, and nothing says at whose wish.</summary>
    internal RequestState OpenedAgain() => this with
    {
        Status = RequestStatus.Open,
        Helper = null,
        ProposedBy = null,
        Exchange = null,
        PassedOver = Helper is not { } helper || PassedOver?.Contains(helper) == true ? PassedOver : [.. PassedOver ?? [], helper],
    };

    internal RequestState With(RosterDate changed) => this with { Dates = [.. (Dates ?? []).Select(date => date.On == changed.On ? changed : date)] };
}

/// <summary>One day of a roster.</summary>
public sealed record RosterDate(LocalDate On)
{
    public AccountNumber? Helper { get; init; }

    /// <summary>The latest exchange that was recorded for this day, whatever became of it.</summary>
    public ExchangeId? Exchange { get; init; }
}

/// <summary>An offer as of the state's position.</summary>
public sealed record OfferState(AccountNumber Member, CategoryCode Category, LocalDate PostedOn, bool IsOpen);
