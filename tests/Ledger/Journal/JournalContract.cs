using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Shops;
using NodaTime;

namespace Buurthulp.Tests.Ledger.Journal;

/// <summary>What every adapter of the journal must do. An adapter's test class derives from this and says how to open one on an empty database.</summary>
public abstract class JournalContract
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 11, 0, 0).PlusNanoseconds(205_379_000);

    protected CommunityCode Community { get; } = new($"c{Guid.NewGuid():N}"[..20]);

    protected abstract Task<IJournal> OpenAsync();

    [Fact]
    public async Task A_new_community_has_no_entries()
    {
        var journal = await OpenAsync();

        (await journal.HeadAsync(Community, default)).ShouldBe(0);
        (await ReadAsync(journal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_appended_is_read_back_whole_and_in_order()
    {
        var journal = await OpenAsync();
        var entries = Entries(0, 3);

        (await journal.AppendAsync(Community, 0, entries, default)).ShouldBe(AppendResult.Appended);
        (await journal.AppendAsync(Community, 3, Entries(3, 2), default)).ShouldBe(AppendResult.Appended);

        var read = await ReadAsync(journal);
        (await journal.HeadAsync(Community, default)).ShouldBe(5);
        read.Select(entry => entry.Position).ShouldBe([1, 2, 3, 4, 5]);
        for (var i = 0; i < entries.Count; i++)
        {
            var (wrote, back) = (entries[i], read[i]);
            CanonicalJson.Of(back.Data.Span).ShouldBe(wrote.Data.ToArray());
            (back with { Data = wrote.Data, Event = wrote.Event }).ShouldBe(wrote);
            LeafHash.Of(back).ShouldBe(wrote.Leaf!.Value);
        }
    }

    [Fact]
    public async Task Reading_starts_and_stops_where_it_is_told()
    {
        var journal = await OpenAsync();
        await journal.AppendAsync(Community, 0, Entries(0, 10), default);

        (await ReadAsync(journal, from: 4, limit: 3)).Select(entry => entry.Position).ShouldBe([4, 5, 6]);
        (await ReadAsync(journal, from: 11)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task An_append_at_another_head_writes_nothing(long wrongHead)
    {
        var journal = await OpenAsync();
        await journal.AppendAsync(Community, 0, Entries(0, 3), default);

        (await journal.AppendAsync(Community, wrongHead, Entries(wrongHead, 2), default)).ShouldBe(AppendResult.Conflict);

        (await journal.HeadAsync(Community, default)).ShouldBe(3);
        (await ReadAsync(journal)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_append_to_a_new_community_at_a_later_head_writes_nothing()
    {
        var journal = await OpenAsync();

        (await journal.AppendAsync(Community, 5, Entries(5, 1), default)).ShouldBe(AppendResult.Conflict);

        (await journal.HeadAsync(Community, default)).ShouldBe(0);
    }

    [Fact]
    public async Task An_id_stands_in_the_journals_only_once_and_a_batch_is_written_whole_or_not_at_all()
    {
        var journal = await OpenAsync();
        var entries = Entries(0, 1);
        await journal.AppendAsync(Community, 0, entries, default);

        var again = Entries(1, 3);
        again[2] = again[2] with { Id = entries[0].Id };

        (await journal.AppendAsync(Community, 1, again, default)).ShouldBe(AppendResult.DuplicateId);
        (await journal.HeadAsync(Community, default)).ShouldBe(1);
        (await ReadAsync(journal)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_append_at_one_head_exactly_one_succeeds()
    {
        var journal = await OpenAsync();
        await journal.AppendAsync(Community, 0, Entries(0, 1), default);

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => journal.AppendAsync(Community, 1, Entries(1, 2), default)));

        results.Count(result => result == AppendResult.Appended).ShouldBe(1);
        results.Count(result => result == AppendResult.Conflict).ShouldBe(15);
        (await ReadAsync(journal)).Select(entry => entry.Position).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Of_many_who_start_one_community_exactly_one_succeeds()
    {
        var journal = await OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => journal.AppendAsync(Community, 0, Entries(0, 2), default)));

        results.Count(result => result == AppendResult.Appended).ShouldBe(1);
        (await journal.HeadAsync(Community, default)).ShouldBe(2);
    }

    [Fact]
    public async Task A_command_is_found_by_its_id_with_all_its_entries()
    {
        var journal = await OpenAsync();
        var entries = Entries(0, 4);
        entries[2] = entries[2] with { CommandId = entries[1].Id };
        entries[1] = entries[1] with { CommandId = entries[1].Id };
        await journal.AppendAsync(Community, 0, entries, default);

        var found = await journal.FindCommandsAsync([entries[1].Id, entries[2].Id, entries[1].Id, Guid.NewGuid()], default);

        found.Select(entry => entry.Position).ShouldBe([2, 3]);
        found.ShouldAllBe(entry => entry.CommandId == entries[1].Id);
    }

    [Fact]
    public async Task All_entries_about_an_exchange_or_a_discount_are_found_up_to_a_position()
    {
        var journal = await OpenAsync();
        var (exchange, other, discount) = (new ExchangeId(Guid.CreateVersion7()), new ExchangeId(Guid.CreateVersion7()), new DiscountId(Guid.CreateVersion7()));
        var (anna, bram, day) = (new AccountNumber("L0001"), new AccountNumber("L0002"), new LocalDate(2026, 11, 20));
        await journal.AppendAsync(Community, 0,
        [
            About(1, exchange.Value, new ExchangeProposed(exchange, [new Share(anna, 60)], [new Share(bram, 60)], Payer: null, new CategoryCode("klus"), day, Channel.Web, anna, day, Request: null)),
            About(2, other.Value, new ExchangeBooked(other, [new Share(anna, 60)], [new Share(bram, 60)], Payers: null, new CategoryCode("klus"), day, Channel.Web, Recorder.Member, Request: null)),
            About(3, Guid.CreateVersion7(), new ExchangeBooked(exchange, [new Share(anna, 60)], [new Share(bram, 60)], Payers: null, new CategoryCode("klus"), day, Channel.Web, Recorder.Member, Request: null)),
            About(4, discount.Value, new DiscountGiven(discount, new AccountNumber("O01"), anna, 1_000, 500, 30, day)),
        ], default);
        await journal.AppendAsync(Community, 4,
        [
            About(5, Guid.CreateVersion7(), new ExchangeThanked(exchange, bram, day)),
            About(6, Guid.CreateVersion7(), new DiscountCancelled(discount, new AccountNumber("O01"), anna, 30, new ReasonCode("mistake"), day)),
            About(7, Guid.CreateVersion7(), new ExchangeThanked(other, bram, day)),
        ], default);

        (await PositionsAsync(exchange.Value)).ShouldBe([1, 3, 5]);
        (await PositionsAsync(discount.Value)).ShouldBe([4, 6]);
        (await PositionsAsync(exchange.Value, through: 4)).ShouldBe([1, 3]);
        (await PositionsAsync(Guid.CreateVersion7())).ShouldBeEmpty();
        (await journal.FindAboutAsync(new CommunityCode("elders"), [exchange.Value], long.MaxValue, default)).ShouldBeEmpty();

        async Task<IEnumerable<long>> PositionsAsync(Guid subject, long through = long.MaxValue) =>
            (await journal.FindAboutAsync(Community, [subject], through, default)).Select(entry => entry.Position);
    }

    [Fact]
    public async Task Appends_to_several_communities_share_a_statement_and_no_fate()
    {
        var journal = await OpenAsync();
        CommunityCode[] communities = [.. Enumerable.Range(0, 4).Select(i => new CommunityCode($"{Community}{i}"))];
        foreach (var community in communities) await journal.AppendAsync(community, 0, Entries(0, 2, community), default);

        (await journal.AppendAllAsync([Next(0, 2), Next(1, 7), Next(2, 2), Next(3, 2)], default))
            .ShouldBe([AppendResult.Appended, AppendResult.Conflict, AppendResult.Appended, AppendResult.Appended]);

        var taken = Next(1, 2);
        await journal.AppendAsync(taken.Community, taken.ExpectedHead, taken.Entries, default);
        (await journal.AppendAllAsync([Next(0, 5), taken with { ExpectedHead = 5, Entries = [taken.Entries[0] with { Position = 6 }] }, new JournalAppend(Community, 0, Entries(0, 1)), Next(3, 5)], default))
            .ShouldBe([AppendResult.Appended, AppendResult.DuplicateId, AppendResult.Appended, AppendResult.Appended]);

        List<long> heads = [];
        foreach (var community in communities) heads.Add(await journal.HeadAsync(community, default));
        heads.ShouldBe([8, 5, 5, 8]);
        (await ReadAsync(journal)).Count.ShouldBe(1);

        JournalAppend Next(int community, long head) => new(communities[community], head, Entries(head, 3, communities[community]));
    }

    [Fact]
    public async Task Many_who_append_to_the_same_communities_in_any_order_never_wait_for_each_other()
    {
        var journal = await OpenAsync();
        CommunityCode[] communities = [.. Enumerable.Range(0, 6).Select(i => new CommunityCode($"{Community}{i}"))];
        foreach (var community in communities) await journal.AppendAsync(community, 0, Entries(0, 1, community), default);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            for (var round = 0; round < 20; round++)
            {
                List<JournalAppend> appends = [];
                foreach (var community in communities.OrderBy(community => (community, number, round).GetHashCode()))
                {
                    var head = await journal.HeadAsync(community, default);
                    appends.Add(new JournalAppend(community, head, Entries(head, 1, community)));
                }

                await journal.AppendAllAsync(appends, default);
            }
        }));

        foreach (var community in communities)
        {
            var head = await journal.HeadAsync(community, default);
            head.ShouldBeGreaterThan(20);
            (await ReadAsync(journal, community: community)).Select(entry => entry.Position).ShouldBe(Enumerable.Range(1, (int)head).Select(position => (long)position));
        }
    }

    [Fact]
    public async Task Every_community_is_listed_with_its_head()
    {
        var journal = await OpenAsync();
        await journal.AppendAsync(Community, 0, Entries(0, 7), default);

        (await journal.CommunitiesAsync(default)).ShouldContain((Community, 7L));
    }

    private List<Entry> Entries(long head, int count, CommunityCode? community = null) => [.. Enumerable.Range(1, count).Select(i => NewEntry(community ?? Community, head + i))];

    private Entry About(long position, Guid id, LedgerEvent recorded) =>
        new(Community, position, id, recorded, EventJson.Write(recorded), Noon, Actor.Coordinator().Name, id, "digest", Leaf: null);

    private static Entry NewEntry(CommunityCode community, long position)
    {
        var joined = new MemberJoined(new AccountNumber($"L{position:0000}"), new NeighbourhoodCode("Molenwijk-Noord"), new LocalDate(2026, 11, 20), ReciprocityExpected: true);
        var id = Guid.CreateVersion7();
        var entry = new Entry(community, position, id, joined, EventJson.Write(joined), Noon, Actor.Coordinator().Name, id, "digest", Leaf: null);
        return entry with { Leaf = LeafHash.Of(entry) };
    }

    private async Task<List<Entry>> ReadAsync(IJournal journal, long from = 1, long limit = long.MaxValue, CommunityCode? community = null)
    {
        List<Entry> read = [];
        await foreach (var entry in journal.ReadAsync(community ?? Community, from, limit)) read.Add(entry);
        return read;
    }
}
