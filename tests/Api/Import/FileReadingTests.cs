using System.Text;
using Buurthulp.Api.Import;

namespace Buurthulp.Tests.Api.Import;

/// <summary>What files look like when they come from a spreadsheet, an old system or a careless hand.</summary>
public sealed class FileReadingTests(ImportDatabase database) : IClassFixture<ImportDatabase>
{
    [Fact]
    public async Task A_byte_order_mark_and_CRLF_make_no_difference()
    {
        using var folder = new SmallFolder();
        foreach (var file in new[] { "community.csv", "members.csv", "exchanges.csv" })
        {
            folder.Write(file, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(folder.Read(file).ReplaceLineEndings("\r\n"))]);
        }

        folder.Replace("exchanges.csv", "X3,2024-02-03,O01,L0004,30", "X3,2024-02-03,O01,L0004,x");
        var import = await ImportAsync(folder);
        ShouldRefuse(import, "exchanges.csv line 4, column minutes", "amount-not-positive");

        folder.Replace("exchanges.csv", "L0004,x", "L0004,30");
        var right = await ImportAsync(folder);
        right.Refusals.ShouldBeEmpty();
        (await database.Vault.FindAsync(right.Community, new("L0001"), default)).ShouldNotBeNull().Languages.ShouldBe(["nl", "tr"]);
        (await database.Vault.FindAsync(right.Community, new("L0004"), default)).ShouldNotBeNull().Name.ShouldBe("Dirk");
    }

    [Fact]
    public async Task Quoted_commas_quotes_and_newlines_are_read_and_lines_still_count_right()
    {
        using var folder = new SmallFolder();
        folder.Replace("members.csv", "L0002,Bram,Molenpad", "L0002,\"Bram \"\"de Lange\"\", senior\",\"Molenpad\nachter\r\nde molen\"");
        folder.Replace("members.csv", "L0003,Chaima,Kapelstraat,Noord,2024-01-03", "L0003,Chaima,Kapelstraat,Noord,2024-13-03");
        ShouldRefuse(await ImportAsync(folder), "members.csv line 6, column joined_on", "date-invalid");

        folder.Replace("members.csv", "2024-13-03", "2024-01-03");
        var right = await ImportAsync(folder);
        right.Refusals.ShouldBeEmpty();
        var bram = (await database.Vault.FindAsync(right.Community, new("L0002"), default)).ShouldNotBeNull();
        bram.Name.ShouldBe("Bram \"de Lange\", senior");
        bram.Street.ShouldBe("Molenpad\nachter\r\nde molen");
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_and_blank_lines_are_passed_over()
    {
        using var folder = new SmallFolder();
        folder.Write("donations.csv", "minutes,pot,member,happened_on,donation_no\n\n30,buurtpot,L0001,2024-03-02,D1\n\n\n0,buurtpot,L0001,2024-03-02,D2\n");
        ShouldRefuse(await ImportAsync(folder), "donations.csv line 6, column minutes", "amount-not-positive");
        folder.Write("donations.csv", "minutes,pot,member,happened_on,donation_no\n\n30,buurtpot,L0001,2024-03-02,D1");
        (await ImportAsync(folder)).Balances.Single(account => account.Account.Value == "buurtpot").Balance.ShouldBe(30);
    }

    [Fact]
    public async Task Latin_1_is_refused_with_line_and_column_of_the_first_bad_byte()
    {
        using var folder = new SmallFolder();
        folder.Replace("members.csv", "L0003,Chaima", "L0003,Chaïma");
        folder.Write("members.csv", Encoding.Latin1.GetBytes(folder.Read("members.csv")));
        var import = await ImportAsync(folder);
        ShouldRefuse(import, "members.csv line 4, column byte 10", "encoding-invalid");
        import.Refusals[0].Reason.English.ShouldContain("UTF-8");
        import.Refusals.Skip(1).ShouldAllBe(refusal => refusal.Code == "depends-on-refused-row" && refusal.Reason.English == "L0003 was refused at members.csv line 4");
        import.Error.ShouldNotBeNull().ShouldContain("4 rows are refused");
    }

    [Theory]
    [InlineData("L0002,Bram,", "L0002,Br\"am,", "members.csv line 3", "quoting-broken")]
    [InlineData("L0002,Bram,", "L0002,\"Bram\" senior,", "members.csv line 3", "quoting-broken")]
    [InlineData("L0002,Bram,", "L0002,\"Bram,", "members.csv line 3", "quoting-broken")]
    [InlineData("2025-06-01\n", "\"2025-06-01\"\"", "members.csv line 5", "quoting-broken")]
    [InlineData("L0002,Bram,", "L0002,Bram,extra,", "members.csv line 3", "columns-wrong")]
    [InlineData("L0002,Bram,", "L0002,Bram\0,", "members.csv line 3", "value-invalid")]
    [InlineData("member_no,name", "member_no,naam", "members.csv line 1", "columns-wrong")]
    [InlineData("member_no,name", "member_no,street", "members.csv line 1", "columns-wrong")]
    [InlineData(",left_on", "", "members.csv line 1", "columns-wrong")]
    [InlineData("member_no,", "\"member_no,", "members.csv line 1", "quoting-broken")]
    public async Task A_broken_line_is_refused_with_its_number(string old, string by, string place, string code)
    {
        using var folder = new SmallFolder();
        folder.Replace("members.csv", old, by);
        ShouldRefuse(await ImportAsync(folder), place, code);
    }

    [Fact]
    public async Task Each_wrong_column_is_named()
    {
        using var folder = new SmallFolder();
        folder.Write("donations.csv", "donation_no,happened_on,donation_no,member,pot,amount\n");
        (await ImportAsync(folder)).Refusals.Select(refusal => refusal.Reason.English).ShouldBe(
            ["column 'donation_no' stands there twice", "column 'amount' is unknown", "column 'minutes' is missing"]);
    }

    [Fact]
    public async Task A_file_with_semicolons_is_told_to_be_saved_with_commas()
    {
        using var folder = new SmallFolder();
        folder.Write("members.csv", folder.Read("members.csv").Replace(',', ';'));
        (await ImportAsync(folder)).Refusals.ShouldHaveSingleItem().Reason.English.ShouldContain("semicolons");
    }

    [Theory]
    [InlineData("members.csv")]
    [InlineData("community.csv")]
    public async Task Without_a_file_that_must_be_there_nothing_is_imported_even_when_bad_rows_may_be_left_out(string file)
    {
        using var folder = new SmallFolder();
        folder.Remove(file);
        var import = await database.ImportAsync(folder.Path, database.NewCommunity(), skipBad: true);
        import.Refusals.ShouldHaveSingleItem().ToString().ShouldContain(file);
        import.Refusals[0].Code.ShouldBe("file-missing");
        import.End.ShouldBe(ImportEnd.Stopped);
        (await database.Journal.HeadAsync(import.Community, default)).ShouldBe(0);
    }

    [Fact]
    public async Task An_empty_file_is_refused_and_the_other_files_may_be_absent()
    {
        using var folder = new SmallFolder();
        foreach (var file in new[] { "organisations.csv", "exchanges.csv", "redemptions.csv", "requests_and_offers.csv", "activities.csv" }) folder.Remove(file);
        folder.Write("donations.csv", "");
        ShouldRefuse(await ImportAsync(folder), "donations.csv", "columns-wrong");
        folder.Remove("donations.csv");
        var import = await ImportAsync(folder);
        import.Refusals.ShouldBeEmpty();
        import.Files.Select(file => file.File).ShouldBe(["community.csv", "members.csv"]);
    }

    [Fact]
    public void A_folder_or_format_that_is_not_there_is_wrong_usage()
    {
        using var folder = new SmallFolder();
        new ImportOptions(folder.Path, new("x")).WrongUsage.ShouldBeNull();
        new ImportOptions(folder.Path + "-not", new("x")).WrongUsage.ShouldNotBeNull().ShouldContain("is not there");
        new ImportOptions(folder.Path, new("x"), Format: "ledger").WrongUsage.ShouldNotBeNull().ShouldContain("use one of: buurthulp");
    }

    private Task<Reconciliation> ImportAsync(SmallFolder folder) => database.ImportAsync(folder.Path, database.NewCommunity());

    private static void ShouldRefuse(Reconciliation import, string place, string code)
    {
        import.Refusals.ShouldContain(refusal => refusal.Place.ToString() == place && refusal.Code == code, string.Join('\n', import.Refusals));
        import.End.ShouldBe(ImportEnd.Stopped);
    }
}
