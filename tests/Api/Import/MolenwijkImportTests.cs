using System.Buffers;
using System.Diagnostics;
using Buurthulp.Api.Import;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Tests.Fixtures;
using Xunit.Abstractions;

namespace Buurthulp.Tests.Api.Import;

public sealed class MolenwijkImportTests(ImportDatabase database, ITestOutputHelper output) : IClassFixture<ImportDatabase>
{
    private static readonly string[] Contacts = ["name", "street", "email", "phone"];

    [Fact]
    public async Task The_whole_neighbourhood_is_imported_and_every_balance_is_as_its_files_say()
    {
        var community = new CommunityCode("molenwijk");
        var started = Stopwatch.GetTimestamp();
        var import = await database.ImportAsync(Molenwijk.Folder, community);
        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeLessThan(10);
        Print(import);

        import.Refusals.ShouldBeEmpty();
        import.End.ShouldBe(ImportEnd.Booked);
        import.ExitCode.ShouldBe(0);
        import.Error.ShouldBeNull();
        import.Files.ShouldAllBe(file => file.Refused == 0 && file.Rows == file.Booked + file.NotBooked);

        var events = await EventsAsync(community);
        events.OfType<MemberJoined>().Count().ShouldBe(319);
        (events.OfType<OrganisationJoined>().Count() + events.OfType<ShopJoined>().Count()).ShouldBe(5);
        var exchanges = events.OfType<ExchangeBooked>().ToList();
        exchanges.Count.ShouldBe(2_316);
        (exchanges.Sum(exchange => exchange.Helpers.Total()) / 60).ShouldBe(6_712);
        events.OfType<DiscountGiven>().Count().ShouldBe(432);
        events.OfType<GiftMade>().Count().ShouldBe(89);
        events.OfType<ExchangeThanked>().Count().ShouldBe(Molenwijk.Rows(Molenwijk.Folder, "exchanges.csv").Count(row => row[7] == "yes"));
        events.OfType<MemberLeft>().Count().ShouldBe(Molenwijk.Rows(Molenwijk.Folder, "members.csv").Count(row => row[10].Length > 0));

        ShouldBalance(import, Molenwijk.Balances(Molenwijk.Folder));
        import.Position.ShouldBe(events.Count);

        var again = await database.ImportAsync(Molenwijk.Folder, community);
        Print(again);
        again.Booked.ShouldBe(0);
        again.ExitCode.ShouldBe(0);
        again.Files.ShouldAllBe(file => file.Refused == 0 && file.Rows == file.ThereAlready + file.NotBooked);
        again.Persons!.Same.ShouldBe(324);
        (await database.Journal.HeadAsync(community, default)).ShouldBe(import.Position);

        await NoPersonStandsInTheJournalAsync(community);
    }

    [Fact]
    public async Task Ten_times_the_neighbourhood_is_imported_in_under_forty_seconds()
    {
        var folder = Directory.CreateTempSubdirectory("buurthulp-tenfold-");
        try
        {
            MultipliedFolder.Write(Molenwijk.Folder, folder.FullName, times: 10);
            var import = await database.ImportAsync(folder.FullName, new CommunityCode("tenfold"));
            Print(import);
            import.Refusals.ShouldBeEmpty();
            import.Elapsed.TotalSeconds.ShouldBeLessThan(40);
            import.Files.Single(file => file.File == "exchanges.csv").Booked.ShouldBe(23_160);
            ShouldBalance(import, Molenwijk.Balances(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void ShouldBalance(Reconciliation import, SortedDictionary<string, long> expected)
    {
        expected.Values.Count(balance => balance != 0).ShouldBeGreaterThan(200);
        import.Balances.OrderBy(account => account.Account).Select(account => (account.Account.Value, account.Balance))
            .ShouldBe(expected.Select(account => (account.Key, account.Value)));
        import.Total.ShouldBe(0);
    }

    /// <summary>Looks through every column of every row, as text, for each name, street, e-mail address and phone number of the vault.</summary>
    private async Task NoPersonStandsInTheJournalAsync(CommunityCode community)
    {
        var journal = (string)(await database.ScalarAsync("SELECT string_agg(e::text, E'\n') FROM journal.mt_events e WHERE stream_id = 'community-' || $1", community.Value))!;
        foreach (var contact in Contacts)
        {
            var known = (string[])(await database.ScalarAsync($"SELECT array_agg(DISTINCT {contact}) FROM vault.persons WHERE community = $1 AND {contact} IS NOT NULL", community.Value))!;
            known.Length.ShouldBeGreaterThan(5);
            var found = journal.AsSpan().IndexOfAny(SearchValues.Create(known, StringComparison.Ordinal));
            (found < 0 ? "" : journal.Substring(found, 40)).ShouldBeEmpty(contact);
        }
    }

    private async Task<List<LedgerEvent>> EventsAsync(CommunityCode community)
    {
        List<LedgerEvent> events = [];
        await foreach (var entry in database.Journal.ReadAsync(community, 1)) events.Add(entry.Event);
        return events;
    }

    private void Print(Reconciliation import)
    {
        using var text = new StringWriter();
        import.WriteTo(text, verbose: false);
        output.WriteLine(text.ToString());
    }
}
