using Buurthulp.Api.Import;

namespace Buurthulp.Tests.Api.Import;

/// <summary>Each spoils one thing in a folder that is otherwise right: the import names the place and books nothing.</summary>
public sealed class BadRowTests(ImportDatabase database) : IClassFixture<ImportDatabase>
{
    [Theory]
    [InlineData("exchanges.csv", "L0001,L0002,120", "L9999,L0002,120", "exchanges.csv line 2, column helper", "account-unknown", "there is no account L9999")]
    [InlineData("exchanges.csv", "L0001,L0002,120", "L0001,L9999,120", "exchanges.csv line 2, column receiver", "account-unknown", "there is no account L9999")]
    [InlineData("exchanges.csv", ",120,", ",0,", "exchanges.csv line 2, column minutes", "amount-not-positive", "'0' is not a whole number of at least 1")]
    [InlineData("exchanges.csv", ",120,", ",-60,", "exchanges.csv line 2, column minutes", "amount-not-positive", "'-60' is not")]
    [InlineData("exchanges.csv", ",120,", ",1.5,", "exchanges.csv line 2, column minutes", "amount-not-positive", "'1.5' is not")]
    [InlineData("exchanges.csv", ",120,", ",9223372036854775808,", "exchanges.csv line 2, column minutes", "amount-not-positive", "'9223372036854775808' is not")]
    [InlineData("exchanges.csv", ",120,", ",9223372036854775807,", "exchanges.csv line 2, column minutes", "amount-too-large", "is more than 1000000000")]
    [InlineData("exchanges.csv", ",120,", ",two,", "exchanges.csv line 2, column minutes", "amount-not-positive", "'two' is not")]
    [InlineData("exchanges.csv", ",120,", ",,", "exchanges.csv line 2, column minutes", "value-missing", "is empty")]
    [InlineData("exchanges.csv", "L0001,L0002,120", "L0002,L0002,120", "exchanges.csv line 2, column helper", "helper-is-receiver", "L0002 is both helper and receiver")]
    [InlineData("exchanges.csv", "2024-02-01", "2023-12-31", "exchanges.csv line 2, column happened_on", "date-before-joining", "2023-12-31 is before L0001 joined, on 2024-01-01")]
    [InlineData("exchanges.csv", "2024-02-01", "2026-11-21", "exchanges.csv line 2, column happened_on", "date-in-future", "2026-11-21 is in the future; today is 2026-11-20")]
    [InlineData("exchanges.csv", "2024-02-01", "01-02-2024", "exchanges.csv line 2, column happened_on", "date-invalid", "'01-02-2024' is not a date")]
    [InlineData("exchanges.csv", "2024-02-01", "2024-02-30", "exchanges.csv line 2, column happened_on", "date-invalid", "'2024-02-30' is not a date")]
    [InlineData("exchanges.csv", "2024-02-03", "2025-06-01", "exchanges.csv line 4, column receiver", null, null)]
    [InlineData("exchanges.csv", "2024-02-03", "2025-06-02", "exchanges.csv line 4, column receiver", "account-closed", "L0004 left on 2025-06-01")]
    [InlineData("exchanges.csv", ",coordinator,", ",neighbour,", "exchanges.csv line 3, column recorded_by", "value-unknown", "'neighbour' is not one of: member, coordinator")]
    [InlineData("exchanges.csv", "member,yes", "member,maybe", "exchanges.csv line 2, column thanked", "value-unknown", "'maybe' is not one of: yes, no")]
    [InlineData("exchanges.csv", ",koken,", ",eten koken,", "exchanges.csv line 3, column category", "value-invalid", "'eten koken' is not a code")]
    [InlineData("exchanges.csv", "\nX2,", "\n,", "exchanges.csv line 3, column exchange_no", "value-missing", "is empty")]
    [InlineData("requests_and_offers.csv", ",matched,", ",solved,", "requests_and_offers.csv line 3, column outcome", "value-unknown", "'solved' is not one of")]
    [InlineData("requests_and_offers.csv", "V1,offer", "V1,plea", "requests_and_offers.csv line 2, column kind", "value-unknown", "'plea' is not one of: request, offer")]
    [InlineData("requests_and_offers.csv", "phone,L0001", "phone,L0002", "requests_and_offers.csv line 3, column member", "helper-is-asker", "L0002 asked for the help")]
    [InlineData("requests_and_offers.csv", "2024-01-20,2024-02-01", "2024-01-20,2024-01-19", "requests_and_offers.csv line 3, column closed_on", "date-before-posting", "2024-01-19 is before it was posted, on 2024-01-20")]
    [InlineData("redemptions.csv", "2000,500", "2000,501", "redemptions.csv line 2, column discount_cents", "discount-differs", "is 501, but the shop's terms give 500 cents for 60 minutes")]
    [InlineData("redemptions.csv", "2000,500", "900,500", "redemptions.csv line 2", "discount-over-share", "500 cents is more than the 450")]
    [InlineData("redemptions.csv", "L0001,60,2000,500", "L0001,121,9000,1008", "redemptions.csv line 2, column minutes", "floor-reached", "L0001 can spend 120 minutes and not 121")]
    [InlineData("redemptions.csv", "O02,L0001", "O01,L0001", "redemptions.csv line 2, column shop", "account-kind-not-allowed", "O01 is of kind organisation")]
    [InlineData("donations.csv", "L0001,buurtpot", "L0001,de pot", "donations.csv line 2, column pot", "value-invalid", "'de pot' is not a code")]
    [InlineData("activities.csv", "L0001;L0003", "L0001;L0077", "activities.csv line 2, column attendees", "account-unknown", "there is no account L0077")]
    [InlineData("activities.csv", "L0001;L0003", "L0001;L0001", "activities.csv line 2, column attendees", "account-named-twice", "L0001 is named twice")]
    [InlineData("members.csv", "nl,yes,", "nl,sometimes,", "members.csv line 3, column reciprocity_expected", "value-unknown", "'sometimes' is not one of: yes, no")]
    [InlineData("members.csv", "1960", "19600", "members.csv line 3, column birth_year", "value-invalid", "'19600' is not a whole number from 1880 to 2100")]
    [InlineData("members.csv", "L0002,Bram", "L0002,", "members.csv line 3, column name", "value-missing", "is empty")]
    [InlineData("members.csv", "2024-01-04,,,,,yes,2025-06-01", "2024-01-04,,,,,yes,2023-06-01", "members.csv line 5, column left_on", "date-before-joining", "2023-06-01 is before L0004 joined")]
    [InlineData("organisations.csv", "O01,organisation", "L0001,organisation", "organisations.csv line 2, column member_no", "account-exists", "account L0001 exists already")]
    [InlineData("organisations.csv", "500,50,3600", "500,,3600", "organisations.csv line 3, column max_share_percent", "value-missing", "is empty")]
    [InlineData("organisations.csv", "2024-01-01,,,", "2024-01-01,500,,", "organisations.csv line 2, column euro_cents_per_hour", "value-invalid", "only a shop has terms")]
    [InlineData("community.csv", "residents:Noord,500", "residents:Noord,many", "community.csv line 6, column value", "value-invalid", "'many' is not a whole number")]
    [InlineData("community.csv", "goal,", "gaol,", "community.csv line 7, column key", "value-unknown", "'gaol' is not a key of community.csv")]
    [InlineData("community.csv", "Europe/Amsterdam", "Europe/Molenwijk", "community.csv line 5, column value", "time-zone-unknown", "'Europe/Molenwijk' is not an IANA time zone")]
    public async Task A_bad_cell_stops_the_import_and_is_told_with_its_place(string file, string old, string by, string place, string? code, string? reason)
    {
        using var folder = new SmallFolder();
        folder.Replace(file, old, by);
        var community = database.NewCommunity();
        var import = await database.ImportAsync(folder.Path, community);
        if (code is null)
        {
            import.Refusals.ShouldBeEmpty();
            return;
        }

        import.Refusals.ShouldContain(refusal => refusal.Place.ToString() == place && refusal.Code == code && refusal.Reason.English.Contains(reason!), string.Join('\n', import.Refusals));
        await ShouldHaveBookedNothingAsync(import);
    }

    [Fact]
    public async Task The_folder_that_these_tests_spoil_is_right_by_itself()
    {
        using var folder = new SmallFolder();
        var import = await database.ImportAsync(folder.Path, database.NewCommunity());
        import.Refusals.ShouldBeEmpty();
        import.End.ShouldBe(ImportEnd.Booked);
    }

    [Fact]
    public async Task All_faults_of_all_rows_are_told_at_once()
    {
        using var folder = new SmallFolder();
        folder.Add("exchanges.csv", "X9,yesterday,L0001,L0002,none,tuin,member,no");
        folder.Add("donations.csv", "D9,2024-03-02,L0001,buurtpot,0");
        var import = await database.ImportAsync(folder.Path, database.NewCommunity());
        import.Refusals.Select(refusal => refusal.Place.ToString()).ShouldBe(["exchanges.csv line 5, column happened_on", "exchanges.csv line 5, column minutes", "donations.csv line 3, column minutes"]);
        import.Files.Single(count => count.File == "exchanges.csv").ShouldBe(new FileCount("exchanges.csv", Rows: 4, Booked: 3, ThereAlready: 0, Refused: 1, NotBooked: 0));
        await ShouldHaveBookedNothingAsync(import);
    }

    [Fact]
    public async Task A_duplicate_id_is_refused_with_both_lines_whether_the_content_differs_or_not()
    {
        using var folder = new SmallFolder();
        folder.Add("exchanges.csv", "X1,2024-02-05,L0003,L0002,15,tuin,member,no");
        folder.Add("donations.csv", "D1,2024-03-02,L0001,buurtpot,30");
        var import = await database.ImportAsync(folder.Path, database.NewCommunity());
        import.Refusals.Select(refusal => (refusal.Place.ToString(), refusal.Code, refusal.Reason.English)).ShouldBe(
        [
            ("exchanges.csv line 5, column exchange_no", "command-id-reused", "X1 stands on line 2 already, with other content"),
            ("donations.csv line 3, column donation_no", "duplicate-row", "D1 stands on line 2 already, with the same content"),
        ]);
        await ShouldHaveBookedNothingAsync(import);
    }

    [Fact]
    public async Task An_id_that_was_imported_before_with_other_content_is_refused()
    {
        using var folder = new SmallFolder();
        var community = database.NewCommunity();
        var head = (await database.ImportAsync(folder.Path, community)).Position;
        folder.Replace("exchanges.csv", ",120,", ",121,");
        folder.Replace("redemptions.csv", ",500", ",499");
        var import = await database.ImportAsync(folder.Path, community);
        import.Refusals.Select(refusal => (refusal.Place.ToString(), refusal.Code)).ShouldBe([("exchanges.csv line 2", "command-id-reused"), ("redemptions.csv line 2, column discount_cents", "discount-differs")]);
        (await database.Journal.HeadAsync(community, default)).ShouldBe(head);
    }

    [Fact]
    public async Task A_community_with_another_time_zone_or_currency_is_not_the_one_in_the_files()
    {
        using var folder = new SmallFolder();
        var community = database.NewCommunity();
        await database.ImportAsync(folder.Path, community);
        folder.Replace("community.csv", "currency,uur", "currency,punt");
        var import = await database.ImportAsync(folder.Path, community);
        import.Refusals.ShouldHaveSingleItem().Code.ShouldBe("community-exists");
        import.Refusals[0].Reason.English.ShouldContain("currency uur");
    }

    private async Task ShouldHaveBookedNothingAsync(Reconciliation import)
    {
        import.End.ShouldBe(ImportEnd.Stopped);
        import.ExitCode.ShouldBe(1);
        import.Error.ShouldNotBeNull().ShouldContain("nothing was booked");
        (await database.Journal.HeadAsync(import.Community, default)).ShouldBe(0);
        (await database.ScalarAsync("SELECT count(*) FROM vault.persons WHERE community = $1", import.Community.Value)).ShouldBe(0L);
    }
}
