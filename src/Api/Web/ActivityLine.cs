using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using NodaTime;

namespace Buurthulp.Api.Web;

/// <summary>A shared activity in words.</summary>
/// <param name="Id">Of the activity.</param>
/// <param name="Kind">As in "Koffieochtend".</param>
/// <param name="On">The day.</param>
/// <param name="Price">As in "30 minuten en € 1,50"; null when taking part costs nothing or nobody wrote it down.</param>
/// <param name="Text">What it is about and where people meet.</param>
/// <param name="Came">How many people came.</param>
/// <param name="Status">Where it stands.</param>
internal sealed record ActivityLine(Guid Id, string Kind, LocalDate On, string? Price, string? Text, int Came, ActivityStatus Status)
{
    /// <summary>Lines for some activities: one question for all words.</summary>
    public static async Task<IReadOnlyList<ActivityLine>> OfAsync(PageCall call, Words words, IReadOnlyList<(ActivityId Activity, ActivityState State)> activities)
    {
        var texts = await new RequestTexts(call.Database).FindAsync(call.Community, [.. activities.Select(one => one.Activity.Value)], TextKind.Words, call.Stop);
        return [.. activities.Select(one => new ActivityLine(one.Activity.Value, words.Category(one.State.Kind.Value), one.State.HeldOn, PriceOf(words, one.State.Price), texts.GetValueOrDefault(one.Activity.Value),
            one.State.Attendees.Count, one.State.Status))];
    }

    private static string? PriceOf(Words words, ActivityPrice? price) => price switch
    {
        null or { Minutes: 0, Cents: 0 } => null,
        { Cents: 0 } => words.Amount(price.Minutes),
        { Minutes: 0 } => words.Euro(price.Cents),
        _ => words.Of("activity.price-both", ("minutes", words.Amount(price.Minutes)), ("euro", words.Euro(price.Cents))),
    };
}
