using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Api.Http.Indicators;

/// <summary>"What did we know on 1 March": the last entry recorded by the end of a day, as the community reckons days.</summary>
public sealed class KnownOn(IJournal journal, IClock clock)
{
    /// <summary>Null for a day that has not come; 0 for one before the journal began.</summary>
    /// <param name="community">Whose journal; it has at least one entry.</param>
    /// <param name="day">Until its end.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public async Task<long?> PositionAsync(CommunityCode community, LocalDate day, CancellationToken cancellationToken)
    {
        var zone = (await journal.EntryAsync(community, position: 1, cancellationToken)).Event is CommunityFounded founded ? DateTimeZoneProviders.Tzdb[founded.TimeZone] : DateTimeZone.Utc;
        if (day > clock.GetCurrentInstant().InZone(zone).Date) return null;
        return await journal.LastBeforeAsync(community, day.PlusDays(1).AtStartOfDayInZone(zone).ToInstant(), await journal.HeadAsync(community, cancellationToken), cancellationToken);
    }
}
