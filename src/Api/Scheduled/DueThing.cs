using System.Globalization;
using System.Text;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Scheduled;

/// <summary>What can fall due by itself. The numbers stand in no journal; they only give the order within a day.</summary>
public enum DueKind
{
    /// <summary>The entry says that a member was erased and the vault still knows them. The thing is their account.</summary>
    EmptyVault = 1,

    /// <summary>An intake stopped between the vault and the journal or after it. The thing is its command.</summary>
    FinishIntake = 2,

    /// <summary>Nobody answered a proposed exchange for the agreed days. The thing is the exchange.</summary>
    BookExchange = 3,

    /// <summary>Something was recorded on an earlier day and no checkpoint was published since. There is one such thing in a community, and it has no name.</summary>
    PublishCheckpoint = 4,

    /// <summary>Nobody was found for a request in the agreed days, or before the day of the help. The thing is the request.</summary>
    ExpireRequest = 5,

    /// <summary>Notes of a batch were not handed in in time. The thing is the batch.</summary>
    ExpireNotes = 6,

    /// <summary>Somebody is to be reminded of something. The thing is the kind, the account and the subject, with strokes between.</summary>
    Remind = 7,
}

/// <summary>Something that falls due.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Community">Where.</param>
/// <param name="TimeZone">The community's own, as an IANA name; it decides when a day begins.</param>
/// <param name="Thing">What it is about, as its id or number.</param>
/// <param name="DueOn">The first day on which it is to be done.</param>
/// <param name="Since">When not null, it is to be done on a later day than that of this moment, and <paramref name="DueOn"/> is only the earliest that this can be on earth.</param>
public sealed record DueThing(DueKind Kind, CommunityCode Community, string TimeZone, string Thing, LocalDate DueOn, Instant? Since = null)
{
    private static readonly Guid Namespace = new("8c0f6f0e-3f5b-4b7e-9f0a-6d3d2c1b7a55");

    /// <summary>The community's day at a moment.</summary>
    public LocalDate DayAt(Instant now) => now.InZone(DateTimeZoneProviders.Tzdb[TimeZone]).Date;

    /// <summary>Whether its day has come in the community's own time zone.</summary>
    public bool IsDueAt(Instant now) => DueOn <= DayAt(now) && (Since is not { } since || DayAt(since) < DayAt(now));

    /// <summary>
    /// UUID version 5 over what is done to which thing on which day: every process and every restart sends the same command on that day, and it is recorded once.
    /// What was refused gets another chance the next day.
    /// </summary>
    public Guid CommandIdOn(LocalDate day) =>
        EntryIds.Version5(Namespace, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Community}/{Kind}/{Thing}/{LocalDatePattern.Iso.Format(day)}")));
}
