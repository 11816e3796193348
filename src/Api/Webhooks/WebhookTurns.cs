using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Webhooks;

/// <summary>
/// Whose turn it is. There are only so many places, and a receiver that hangs holds one until its time is over; so those that failed before, and those of one community,
/// never have all of them.
/// </summary>
public static class WebhookTurns
{
    public const int MostAtOnce = 16;

    /// <summary>Places for receivers whose last attempt failed.</summary>
    public const int MostFailing = 8;

    public const int MostOfOneCommunity = 6;

    /// <summary>Who is sent to next.</summary>
    /// <param name="due">For whom there is something, the longest waiting first.</param>
    /// <param name="sending">Who is being sent to, as they were when that began.</param>
    public static IReadOnlyList<Webhook> Next(IEnumerable<Webhook> due, IReadOnlyCollection<Webhook> sending)
    {
        var busy = sending.Select(webhook => (webhook.Community, webhook.Id)).ToHashSet();
        var failing = sending.Count(IsFailing);
        Dictionary<CommunityCode, int> places = sending.CountBy(webhook => webhook.Community).ToDictionary();
        List<Webhook> next = [];
        foreach (var webhook in due)
        {
            if (sending.Count + next.Count >= MostAtOnce) break;
            var taken = places.GetValueOrDefault(webhook.Community);
            if (busy.Contains((webhook.Community, webhook.Id)) || taken >= MostOfOneCommunity || (IsFailing(webhook) && failing >= MostFailing)) continue;
            next.Add(webhook);
            places[webhook.Community] = taken + 1;
            if (IsFailing(webhook)) failing++;
        }

        return next;
    }

    private static bool IsFailing(Webhook webhook) => webhook.State.Failures > 0;
}
