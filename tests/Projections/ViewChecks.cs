using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Signals;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Matching;
using Buurthulp.Projections.Members;
using Buurthulp.Projections.Notes;
using Buurthulp.Projections.Signals;
using Npgsql;

namespace Buurthulp.Tests.Projections;

/// <summary>Compares the views with the ledger's own state, which folds the same journal in another way.</summary>
internal static class ViewChecks
{
    public static async Task ShouldShowAsync(this NpgsqlDataSource database, TestCommunity community)
    {
        await AccountsAsync(database, community);
        await LinesAsync(database, community);
        await ExchangesAsync(database, community);
        await MembersAsync(database, community);
        await OfficesAsync(database, community);
        await RequestsAsync(database, community);
        await NotesAsync(database, community);
        await ActorsAsync(database, community);
        await ConcernsAsync(database, community);
    }

    /// <summary>Who acted for others stands there for entries that move something and for proposals, and nobody else.</summary>
    private static async Task ActorsAsync(NpgsqlDataSource database, TestCommunity community)
    {
        await using var command = database.CreateCommand("SELECT position, actor FROM views.statement_entries WHERE community = $1 AND actor IS NOT NULL ORDER BY position");
        command.Parameters.Add(new() { Value = community.Code.Value });
        await using var reader = await command.ExecuteReaderAsync();
        List<(long, string)> shown = [];
        while (await reader.ReadAsync()) shown.Add((reader.GetInt64(0), reader.GetString(1)));
        shown.ShouldBe(community.Entries.Where(entry => Concerned(entry.Event) is { Count: > 0 } people && !people.Contains(entry.Actor)).Select(entry => (entry.Position, entry.Actor)));

        static HashSet<string> Concerned(Buurthulp.Ledger.LedgerEvent recorded)
        {
            var shares = recorded switch
            {
                ExchangeProposed e => e.Helpers.Concat(e.Receivers),
                ExchangeBooked e => e.Helpers.Concat(e.Receivers),
                ExchangeReversed e => e.Helpers.Concat(e.Receivers ?? e.Charged),
                _ => [],
            };
            return [.. shares.Select(share => share.Account.Value), .. Postings.Of(recorded).Select(posting => posting.Account.Value)];
        }
    }

    private static async Task ConcernsAsync(NpgsqlDataSource database, TestCommunity community)
    {
        var shown = await ConcernQueries.ListAsync(database, community.Code, isOpen: null, most: 10_000, CancellationToken.None);
        shown.Select(row => (row.Concern, row.IsOpen)).ShouldBe(community.State.Concerns.All.Select(pair => (pair.Key, pair.Value.IsOpen)), ignoreOrder: true);
        shown.SelectMany(row => row.FollowUps.Select(step => new ConcernFollowedUp(row.Concern, step.Outcome, step.On)))
            .ShouldBe(community.Entries.Select(entry => entry.Event).OfType<ConcernFollowedUp>(), ignoreOrder: true);
    }

    /// <summary>The register says of every note what the ledger says, and is worth what stands on the account of notes.</summary>
    private static async Task NotesAsync(NpgsqlDataSource database, TestCommunity community)
    {
        var batches = await NoteQueries.BatchesAsync(database, community.Code, CancellationToken.None);
        batches.Select(row => (row.Batch, new NoteBatchState(row.FirstNumber, row.LastNumber, row.MinutesPerNote, row.PrintedOn, row.ExpiresOn)))
            .ShouldBe(community.State.NoteBatches.All.Select(pair => (pair.Key, pair.Value)), ignoreOrder: true);
        foreach (var (serial, note) in community.State.Notes.All)
        {
            var shown = (await NoteQueries.FindAsync(database, community.Code, serial, CancellationToken.None)).ShouldNotBeNull();
            (shown.Status, note.Status == NoteStatus.Issued ? shown.IssuedOn : shown.EndedOn, shown.Minutes).ShouldBe((note.Status, note.On, note.Minutes));
        }

        batches.Sum(row => row.Printed - row.Unissued).ShouldBe(community.State.Notes.Count);
        var account = await AccountQueries.FindAsync(database, community.Code, PaperNotes.Account, CancellationToken.None);
        batches.Sum(row => row.OutstandingMinutes).ShouldBe(account?.Balance ?? 0);
    }

    private static async Task AccountsAsync(NpgsqlDataSource database, TestCommunity community)
    {
        var shown = await AccountQueries.ListAsync(database, community.Code, kind: null, CancellationToken.None);
        shown.Select(row => new Account(row.Account, row.Kind, row.Balance, row.OpenedOn, row.ClosedOn))
            .ShouldBe(community.State.Accounts.All.Values.OrderBy(account => account.Number).Select(account => account with { Terms = null, Budget = null, Grants = null }));
        shown.Sum(row => row.Balance).ShouldBe(0);
        shown.Max(row => row.Position).ShouldBeLessThanOrEqualTo(community.Head);
    }

    private static async Task LinesAsync(NpgsqlDataSource database, TestCommunity community)
    {
        List<(long, AccountNumber, long)> expected = [];
        foreach (var entry in community.Entries)
        {
            expected.AddRange(Postings.Of(entry.Event).Select(posting => (entry.Position, posting.Account, posting.Amount)));

            // Who was helped at another's cost sees the help on their statement, though nothing moves.
            if (entry.Event is ExchangeBooked { Payers: { } payers } booked) Unmoved(entry.Position, booked.Receivers, payers);
            if (entry.Event is ExchangeReversed { Receivers: { } receivers } reversed) Unmoved(entry.Position, receivers, reversed.Charged);
        }

        void Unmoved(long position, IReadOnlyList<Share> receivers, IReadOnlyList<Share> charged) =>
            expected.AddRange(receivers.Where(share => !charged.Includes(share.Account)).Select(share => (position, share.Account, 0L)));

        await using var command = database.CreateCommand("""
            SELECT l.position, l.account, l.amount FROM views.statement_lines l JOIN views.statement_entries e ON e.community = l.community AND e.position = l.position AND e.happened_on = l.happened_on
            WHERE l.community = $1 ORDER BY l.position, l.line
            """);
        command.Parameters.Add(new() { Value = community.Code.Value });
        await using var reader = await command.ExecuteReaderAsync();
        List<(long, AccountNumber, long)> shown = [];
        while (await reader.ReadAsync()) shown.Add((reader.GetInt64(0), new AccountNumber(reader.GetString(1)), reader.GetInt64(2)));
        shown.ShouldBe(expected);
    }

    private static async Task ExchangesAsync(NpgsqlDataSource database, TestCommunity community)
    {
        foreach (var (id, exchange) in community.State.Exchanges.All)
        {
            var shown = (await ExchangeQueries.FindAsync(database, community.Code, id, CancellationToken.None)).ShouldNotBeNull();
            shown.Status.ShouldBe(exchange.Status);
            shown.HappenedOn.ShouldBe(exchange.HappenedOn);
            shown.Category.ShouldBe(exchange.Category);
            shown.Channel.ShouldBe(exchange.Channel);
            shown.Thanked.ShouldBe(exchange.ThankedBy?.Count ?? 0);
            shown.Minutes.ShouldBe(exchange.Helpers.Total());
            shown.Helpers.ShouldBe(exchange.Helpers.OrderBy(share => share.Account));
            shown.Receivers.ShouldBe(exchange.Receivers.OrderBy(share => share.Account));
        }
    }

    private static async Task OfficesAsync(NpgsqlDataSource database, TestCommunity community)
    {
        var members = community.State.Members.All.OrderBy(member => member.Key).ToList();
        var shown = (await MemberQueries.ListAsync(database, community.Code, CancellationToken.None)).Select(row => (row.Account, row.PausedOn, row.IsErased, row.ReciprocityExpected));
        shown.ShouldBe(members.Select(member => (member.Key, member.Value.PausedOn, member.Value.IsErased, member.Value.ReciprocityExpected)));
        var roles = (await OfficeQueries.RolesAsync(database, community.Code, account: null, CancellationToken.None)).Select(role => (role.Account, role.Role));
        roles.ShouldBe(members.SelectMany(member => (member.Value.Roles ?? []).Select(role => (member.Key, role))), ignoreOrder: true);
        foreach (var (member, state) in members)
        {
            var proxies = (await OfficeQueries.ProxiesAsync(database, community.Code, member, CancellationToken.None)).Where(proxy => proxy.Member == member);
            proxies.Select(proxy => new ProxyState(proxy.Proxy, proxy.Kind, proxy.From, proxy.Until)).ShouldBe(
                (state.Proxies ?? []).Where(proxy => community.State.Accounts[proxy.Proxy].ClosedOn is null), ignoreOrder: true);
        }
    }

    private static async Task RequestsAsync(NpgsqlDataSource database, TestCommunity community)
    {
        foreach (var (id, request) in community.State.Requests.All)
        {
            var shown = (await RequestQueries.FindAsync(database, community.Code, id, CancellationToken.None)).ShouldNotBeNull();
            (shown.Member, shown.Category, shown.PostedOn, shown.Status, shown.Helper, shown.ProposedBy).ShouldBe((request.Member, request.Category, request.PostedOn, request.Status, request.Helper, request.ProposedBy));
            shown.Dates.Select(day => (day.On, day.Helper)).ShouldBe((request.Dates ?? []).Select(day => (day.On, day.Helper)));
        }
    }

    /// <summary>What waits for an answer, and since when, is what the ledger waits for.</summary>
    private static async Task WaitingAsync(NpgsqlDataSource database, TestCommunity community)
    {
        (await ListAsync("SELECT exchange FROM views.waiting_proposals")).ShouldBe(community.State.Exchanges.All.Where(pair => pair.Value.Status == ExchangeStatus.Proposed).Select(pair => pair.Key.Value), ignoreOrder: true);
        (await ListAsync("SELECT request FROM views.waiting_matches")).ShouldBe(community.State.Requests.All.Where(pair => pair.Value.Status == RequestStatus.Proposed).Select(pair => pair.Key.Value), ignoreOrder: true);

        async Task<List<Guid>> ListAsync(string sql)
        {
            await using var command = database.CreateCommand($"{sql} WHERE community = $1");
            command.Parameters.Add(new() { Value = community.Code.Value });
            await using var reader = await command.ExecuteReaderAsync();
            List<Guid> ids = [];
            while (await reader.ReadAsync()) ids.Add(reader.GetGuid(0));
            return ids;
        }
    }

    private static async Task MembersAsync(NpgsqlDataSource database, TestCommunity community)
    {
        var booked = community.State.Exchanges.All.Values.Where(exchange => exchange.Status == ExchangeStatus.Booked).ToList();
        var thanks = community.Entries.Select(entry => entry.Event).OfType<ExchangeThanked>().ToList();
        var expected = community.State.Accounts.All.Values.Where(account => account.Kind == AccountKind.Member).OrderBy(account => account.Number).Select(account => (
            account.Number, account.OpenedOn, account.ClosedOn,
            Minutes(booked.SelectMany(exchange => exchange.Helpers), account), Minutes(booked.SelectMany(exchange => exchange.Receivers), account),
            (long)booked.Count(exchange => exchange.Involves(account.Number)), (long)thanks.Count(thank => thank.By == account.Number)));
        var shown = await MemberQueries.ListAsync(database, community.Code, CancellationToken.None);
        shown.Select(row => (row.Account, row.JoinedOn, row.LeftOn, row.GaveMinutes, row.ReceivedMinutes, row.Exchanges, row.ThanksGiven)).ShouldBe(expected);

        static long Minutes(IEnumerable<Share> shares, Account account) => shares.Where(share => share.Account == account.Number).Sum(share => share.Minutes);
    }
}
