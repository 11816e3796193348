using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Shops;

namespace Buurthulp.Ledger.Writing;

/// <summary>
/// Keeps the newest settled exchanges and discounts in a state and forgets the others, so that decades of them need no more memory than a month.
/// What was forgotten is recalled from the journal when a command is about it. Nothing is forgotten that is not recorded.
/// </summary>
public sealed class SettledMemory
{
    /// <summary>Thanks, undoing and cancelling come soon after; so many settled ones wait for them in memory.</summary>
    public const int Most = 2_000;

    private readonly CommunityState state;
    private readonly int most;
    private readonly Queue<(Subject Subject, long Position)> oldestFirst;

    /// <param name="state">What it is in already counts as newest in the order of its last entries.</param>
    /// <param name="most">How many settled ones stay.</param>
    public SettledMemory(CommunityState state, int most = Most)
    {
        (this.state, this.most) = (state, most);
        oldestFirst = new(state.Exchanges.All.Where(pair => pair.Value.Status != ExchangeStatus.Proposed).Select(pair => (Subject.Of(pair.Key), pair.Value.AsOf))
            .Concat(state.Discounts.All.Select(pair => (Subject.Of(pair.Key), pair.Value.AsOf))).OrderBy(one => one.AsOf));
    }

    /// <summary>Called for each entry after the state took it in.</summary>
    public void Note(LedgerEvent recorded, long position)
    {
        if (recorded is not ExchangeProposed && Subject.Of(recorded) is { } subject) oldestFirst.Enqueue((subject, position));
    }

    /// <summary>Called after a commit. What has an entry on its way to the database stays.</summary>
    public void Forget()
    {
        while (oldestFirst.Count > most && oldestFirst.Peek().Position <= state.CommittedPosition) Forget(oldestFirst.Dequeue().Subject.Id);
    }

    /// <summary>Brings back what the subjects name and the state has forgotten, as of a position; what no entry is about stays unknown. One query for all of them.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    public async Task RecallAsync(IJournal journal, IReadOnlyList<Subject> subjects, long asOf, CancellationToken cancellationToken)
    {
        HashSet<Guid> missing = [];
        foreach (var subject in subjects)
        {
            if (subject.IsIn(state)) continue;
            if (subject.Id != Guid.Empty) missing.Add(subject.Id);
            else if (subject.Entry > 0 && await AtAsync(journal, subject.Entry, cancellationToken) is { } found && !found.IsIn(state)) missing.Add(found.Id);
        }

        if (missing.Count == 0) return;
        Dictionary<ExchangeId, ExchangeState> exchanges = [];
        Dictionary<DiscountId, DiscountState> discounts = [];
        foreach (var entry in await journal.FindAboutAsync(state.Code, [.. missing], asOf, cancellationToken))
        {
            if (Subject.Of(entry.Event) is not { Id: var id }) continue;
            if (ExchangeEvolution.Next(exchanges.GetValueOrDefault(new ExchangeId(id)), entry.Event, entry.Position) is { } exchange) exchanges[new ExchangeId(id)] = exchange;
            if (DiscountEvolution.Next(discounts.GetValueOrDefault(new DiscountId(id)), entry.Event, entry.Position) is { } discount) discounts[new DiscountId(id)] = discount;
        }

        foreach (var (id, exchange) in exchanges)
        {
            state.Exchanges.Recall(id, exchange);
            if (exchange.Position > 0) state.ExchangesBooked.Recall(exchange.Position, id);
            oldestFirst.Enqueue((Subject.Of(id), exchange.AsOf));
        }

        foreach (var (id, discount) in discounts)
        {
            state.Discounts.Recall(id, discount);
            state.DiscountsGiven.Recall(discount.Position, id);
            oldestFirst.Enqueue((Subject.Of(id), discount.AsOf));
        }
    }

    private void Forget(Guid id)
    {
        var (exchangeId, discountId) = (new ExchangeId(id), new DiscountId(id));
        if (state.Exchanges.TryGet(exchangeId, out var exchange) && exchange.Status != ExchangeStatus.Proposed && exchange.AsOf <= state.CommittedPosition)
        {
            state.Exchanges.Forget(exchangeId);
            state.ExchangesBooked.Forget(exchange.Position);
        }
        else if (state.Discounts.TryGet(discountId, out var discount) && discount.AsOf <= state.CommittedPosition)
        {
            state.Discounts.Forget(discountId);
            state.DiscountsGiven.Forget(discount.Position);
        }
    }

    private async Task<Subject?> AtAsync(IJournal journal, long position, CancellationToken cancellationToken)
    {
        await foreach (var entry in journal.ReadAsync(state.Code, position, limit: 1, cancellationToken)) return Subject.Of(entry.Event);
        return null;
    }
}
