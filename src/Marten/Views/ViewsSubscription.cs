using Buurthulp.Ledger.Journal;
using Buurthulp.Marten.Journal;
using Buurthulp.Projections.Running;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using Npgsql;

namespace Buurthulp.Marten.Views;

/// <summary>
/// Our views on Marten's async daemon: it reads, their own functions fold, and their own tables and positions are written. So a view stands where the journal stands,
/// whoever brought it there, and what the daemon hands over twice counts once.
/// </summary>
public sealed class ViewsSubscription : SubscriptionBase
{
    private readonly NpgsqlDataSource application;

    public ViewsSubscription(NpgsqlDataSource application)
    {
        this.application = application;
        Name = "views";
        // Another program's events in the same store are none of ours.
        foreach (var type in EventTypes.All) IncludeType(type);
    }

    public override async Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var entries in page.Events.Select(MartenEntries.ToEntry).OfType<Entry>().GroupBy(entry => entry.Community))
        {
            await HandedEntries.ApplyAsync(application, entries.Key, [.. entries], cancellationToken);
        }

        return NullChangeListener.Instance;
    }
}
