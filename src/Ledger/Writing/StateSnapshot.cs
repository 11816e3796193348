using System.IO.Compression;
using System.Text.Json;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Ledger.Writing;

/// <summary>A state and its tree as gzipped JSON. Read back only by the build that wrote it.</summary>
public static class StateSnapshot
{
    private sealed record Kept<TId, TState>(TId Id, TState State);

    private sealed record Whole(CommunityCode Community, long Position, long LastRecordedAtTicks, string? TimeZone, CurrencyCode? Currency, int MinutesPerUnit, Agreement Agreement,
        IEnumerable<CategoryCode> Categories, IEnumerable<Kept<NeighbourhoodCode, int>> Residents, IEnumerable<Account> Accounts, IEnumerable<Kept<AccountNumber, MemberState>> Members,
        IEnumerable<Kept<ExchangeId, ExchangeState>> Exchanges, IEnumerable<Kept<DiscountId, DiscountState>> Discounts,
        IEnumerable<Kept<RequestId, RequestState>> Requests, IEnumerable<Kept<OfferId, OfferState>> Offers, IEnumerable<Kept<ActivityId, ActivityState>> Activities, IEnumerable<Kept<ConcernId, ConcernState>> Concerns,
        IEnumerable<Kept<NoteBatchId, NoteBatchState>> NoteBatches, IEnumerable<Kept<NoteSerial, NoteState>> Notes,
        IEnumerable<Kept<long, TransferState>> Transfers, IEnumerable<Kept<CorrectionId, CorrectionState>> Corrections,
        IEnumerable<Kept<MonthlyUseKey, MonthlyUse>> MonthlyUses, IEnumerable<Kept<GoalCode, GoalState>> Goals, IEnumerable<Kept<LocalDate, DayTotals>> Days, BooksState Books, byte[] Tree);

    public static byte[] Write(CommunityState state, CompactRange tree)
    {
        ref var current = ref state.Current;
        var whole = new Whole(state.Code, current.Position, current.LastRecordedAt.ToUnixTimeTicks(), current.TimeZone?.Id, current.TimeZone is null ? null : current.Currency,
            current.MinutesPerUnit, current.Agreement, current.Categories, current.Residents.Select(pair => new Kept<NeighbourhoodCode, int>(pair.Key, pair.Value)),
            state.Accounts.All.Values, All(state.Members), All(state.Exchanges), All(state.Discounts), All(state.Requests), All(state.Offers), All(state.Activities), All(state.Concerns),
            All(state.NoteBatches), All(state.Notes), All(state.Transfers), All(state.Corrections), All(state.MonthlyUses), All(state.Goals), All(state.Days), current.Books, tree.ToBytes());
        using var output = new MemoryStream();
        using (var zip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true)) JsonSerializer.Serialize(zip, whole, EventJson.Options);
        return output.ToArray();
    }

    public static (CommunityState State, CompactRange Tree) Read(byte[] snapshot)
    {
        using var zip = new GZipStream(new MemoryStream(snapshot), CompressionMode.Decompress);
        var whole = JsonSerializer.Deserialize<Whole>(zip, EventJson.Options) ?? throw new JsonException("an empty snapshot");
        var state = new CommunityState(whole.Community);
        state.Current = new CommunityState.Recorded(whole.Position, Instant.FromUnixTimeTicks(whole.LastRecordedAtTicks),
            whole.TimeZone is null ? null : DateTimeZoneProviders.Tzdb[whole.TimeZone], whole.Currency ?? default, whole.MinutesPerUnit, whole.Agreement,
            [.. whole.Categories], System.Collections.Immutable.ImmutableDictionary.CreateRange(whole.Residents.Select(kept => KeyValuePair.Create(kept.Id, kept.State))))
        { Books = whole.Books };
        foreach (var account in whole.Accounts) state.Accounts[account.Number] = account;
        foreach (var kept in whole.Members) state.Members[kept.Id] = kept.State;
        foreach (var kept in whole.Exchanges) state.Exchanges[kept.Id] = kept.State;
        foreach (var kept in whole.Discounts) state.Discounts[kept.Id] = kept.State;
        foreach (var kept in whole.Requests) state.Requests[kept.Id] = kept.State;
        foreach (var kept in whole.Offers) state.Offers[kept.Id] = kept.State;
        foreach (var kept in whole.Activities) state.Activities[kept.Id] = kept.State;
        foreach (var kept in whole.Concerns) state.Concerns[kept.Id] = kept.State;
        foreach (var kept in whole.Transfers) state.Transfers[kept.Id] = kept.State;
        foreach (var kept in whole.Corrections) state.Corrections[kept.Id] = kept.State;
        foreach (var kept in whole.MonthlyUses) state.MonthlyUses[kept.Id] = kept.State;
        foreach (var kept in whole.Goals) state.Goals[kept.Id] = kept.State;
        foreach (var kept in whole.Days) state.Days[kept.Id] = kept.State;
        foreach (var kept in whole.NoteBatches) state.NoteBatches[kept.Id] = kept.State;
        foreach (var kept in whole.Notes) state.Notes[kept.Id] = kept.State;
        foreach (var (id, exchange) in state.Exchanges.All.Where(pair => pair.Value.Position > 0)) state.ExchangesBooked[exchange.Position] = id;
        foreach (var (id, discount) in state.Discounts.All) state.DiscountsGiven[discount.Position] = id;
        foreach (var (id, batch) in state.NoteBatches.All.OrderBy(pair => pair.Value.LastNumber)) state.NoteNumbers.Add(batch.LastNumber, id);
        state.Commit();
        return (state, CompactRange.FromBytes(whole.Tree));
    }

    private static IEnumerable<Kept<TId, TState>> All<TId, TState>(StateMap<TId, TState> map) where TId : notnull where TState : notnull =>
        map.All.Select(pair => new Kept<TId, TState>(pair.Key, pair.Value));
}
