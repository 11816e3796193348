using Buurthulp.Api.Import;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buurthulp.Tests.Api.Import;

/// <summary>Leaving out bad rows, dry runs, and imports that are repeated or were interrupted.</summary>
public sealed class SkipAndRepeatTests(ImportDatabase database) : IClassFixture<ImportDatabase>
{
    [Fact]
    public async Task With_skip_bad_the_rest_is_booked_and_what_depends_on_a_refused_row_says_so()
    {
        using var folder = new SmallFolder();
        folder.Replace("members.csv", "L0003,Chaima,Kapelstraat,Noord,2024-01-03", "L0003,Chaima,Kapelstraat,Noord,3 januari");
        var import = await database.ImportAsync(folder.Path, database.NewCommunity(), skipBad: true);

        import.Refusals.Select(refusal => (refusal.Place.ToString(), refusal.Code)).ShouldBe(
        [
            ("members.csv line 4, column joined_on", "date-invalid"),
            ("exchanges.csv line 3, column receiver", "depends-on-refused-row"),
            ("requests_and_offers.csv line 4, column member", "depends-on-refused-row"),
            ("activities.csv line 2, column attendees", "depends-on-refused-row"),
        ]);
        import.Refusals[1].Reason.English.ShouldBe("L0003 was refused at members.csv line 4");
        import.End.ShouldBe(ImportEnd.Booked);
        import.ExitCode.ShouldBe(1);
        import.Files.Single(file => file.File == "exchanges.csv").ShouldBe(new FileCount("exchanges.csv", Rows: 3, Booked: 2, ThereAlready: 0, Refused: 1, NotBooked: 0));
        BalancesOf(import).ShouldBe("L0001 30, L0002 -120, L0004 -30, O01 30, O02 60, buurtpot 30");
        (await database.Vault.FindAsync(import.Community, new("L0003"), default)).ShouldBeNull();

        folder.Replace("members.csv", "3 januari", "2024-01-03");
        var corrected = await database.ImportAsync(folder.Path, import.Community);
        corrected.ExitCode.ShouldBe(0);
        corrected.Files.Sum(file => file.Booked).ShouldBe(4);
        BalancesOf(corrected).ShouldBe("L0001 30, L0002 -60, L0003 -60, L0004 -30, O01 30, O02 60, buurtpot 30");
        (await database.Vault.FindAsync(import.Community, new("L0003"), default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_row_is_booked_whole_or_not_at_all()
    {
        using var folder = new SmallFolder();
        // Dirk's joining is right and his leaving is not: he does not join, and what names him is not booked.
        folder.Replace("members.csv", "2025-06-01", "2026-12-31");
        // The request is right and its match is not: it is not posted.
        folder.Replace("requests_and_offers.csv", "phone,L0001", "phone,L0099");
        var import = await database.ImportAsync(folder.Path, database.NewCommunity(), skipBad: true);

        import.Refusals.Select(refusal => (refusal.Place.ToString(), refusal.Code)).ShouldBe(
        [
            ("members.csv line 5, column left_on", "date-in-future"),
            ("exchanges.csv line 4, column receiver", "depends-on-refused-row"),
            ("requests_and_offers.csv line 3, column matched_with", "account-unknown"),
        ]);
        BalancesOf(import).ShouldBe("L0001 30, L0002 -60, L0003 -60, O01 0, O02 60, buurtpot 30");
        (await database.Writers.LookAsync(import.Community, (state, _) => state.Requests.Count, default)).ShouldBe(1);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_books_nothing()
    {
        using var folder = new SmallFolder();
        var community = database.NewCommunity();
        var dry = await database.ImportAsync(folder.Path, community, dryRun: true);
        dry.End.ShouldBe(ImportEnd.DryRun);
        dry.ExitCode.ShouldBe(0);
        (await database.Journal.HeadAsync(community, default)).ShouldBe(0);
        (await database.Vault.CommunityNameAsync(community, default)).ShouldBeNull();
        (await database.Vault.FindAsync(community, new("L0001"), default)).ShouldBeNull();

        var real = await database.ImportAsync(folder.Path, community);
        real.Files.ShouldBe(dry.Files);
        real.Balances.ShouldBe(dry.Balances);
        real.Persons.ShouldBe(dry.Persons);
        real.Position.ShouldBe(dry.Position);
        (await database.Vault.CommunityNameAsync(community, default)).ShouldBe("Buurthulp Voorbeeld");
    }

    [Fact]
    public async Task The_printed_reconciliation_gives_rows_reasons_and_a_sum_of_zero()
    {
        using var folder = new SmallFolder();
        folder.Add("donations.csv", "D2,2024-03-02,L0001,buurtpot,0");
        var import = await database.ImportAsync(folder.Path, database.NewCommunity(), skipBad: true);
        using var text = new StringWriter();
        import.WriteTo(text, verbose: true);
        var lines = text.ToString().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        lines.ShouldContain("rows booked there refused other");
        lines.ShouldContain("donations.csv 2 1 0 1 0");
        lines.ShouldContain("community.csv 6 5 0 0 1");
        lines.ShouldContain("donations.csv line 3, column minutes: '0' is not a whole number of at least 1 [amount-not-positive]");
        lines.ShouldContain("community.csv line 7: the goal 'elk jaar een feest' is not one that the figures can tell; set it by hand, with a figure and a day");
        lines.ShouldContain("members (4) -120");
        lines.ShouldContain("L0001 30");
        lines.ShouldContain("Sum of all accounts 0");
    }

    [Fact]
    public async Task A_later_folder_with_more_in_it_adds_only_what_is_new()
    {
        using var folder = new SmallFolder();
        var community = database.NewCommunity();
        var first = await database.ImportAsync(folder.Path, community);
        folder.Replace("members.csv", "L0001,Anna", "L0005,Emre,,,2023-11-01,,,,,yes,\nL0001,Anna");
        folder.Add("exchanges.csv", "X4,2025-05-31,L0005,L0004,45,koken,member,yes");
        folder.Add("donations.csv", "D2,2024-04-02,L0001,buurtpot,10");
        var second = await database.ImportAsync(folder.Path, community);
        second.Refusals.ShouldBeEmpty();
        second.Files.Where(file => file.Booked > 0).Select(file => (file.File, file.Booked)).ShouldBe([("members.csv", 1), ("exchanges.csv", 1), ("donations.csv", 1)]);
        second.Position.ShouldBe(first.Position + 4);
    }

    [Fact]
    public async Task An_import_that_was_broken_off_is_finished_by_the_next_one()
    {
        var community = database.NewCommunity();
        using var cancellation = new CancellationTokenSource();
        await using var progress = new CancelAt("(40%)", cancellation);
        var broken = new ImportRun(database.Writers, database.Journal, database.Vault, FixedTime.Noon, progress)
            .RunAsync(new ImportOptions(Molenwijk.Folder, community), cancellation.Token);
        await Should.ThrowAsync<OperationCanceledException>(broken);
        // The writer may still be busy with what it was given; looking waits behind that.
        var reached = await database.Writers.LookAsync(community, (state, _) => state.Position, default);
        reached.ShouldBeInRange(1, 8_000);

        var finished = await database.ImportAsync(Molenwijk.Folder, community);
        finished.ExitCode.ShouldBe(0);
        finished.Booked.ShouldBeGreaterThan(0);
        finished.Files.Sum(file => file.ThereAlready).ShouldBeGreaterThan(1_000);
        finished.Balances.OrderBy(account => account.Account).Select(account => (account.Account.Value, account.Balance))
            .ShouldBe(Molenwijk.Balances(Molenwijk.Folder).Select(account => (account.Key, account.Value)));
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_while_is_waited_for_and_one_that_stays_away_ends_the_import()
    {
        using var folder = new SmallFolder();
        var flaky = new FlakyJournal(database.Journal) { FailingAppends = 6 };
        await using var writers = new CommunityWriters(flaky, snapshots: null, NullLogger<CommunityWriters>.Instance);
        var run = new ImportRun(writers, flaky, database.Vault, FixedTime.Noon);
        var import = await run.RunAsync(new ImportOptions(folder.Path, database.NewCommunity()), default);
        import.End.ShouldBe(ImportEnd.Booked);
        import.ExitCode.ShouldBe(0);
        BalancesOf(import).ShouldBe("L0001 30, L0002 -60, L0003 -60, L0004 -30, O01 30, O02 60, buurtpot 30");

        flaky.FailingAppends = int.MaxValue;
        var away = await run.RunAsync(new ImportOptions(folder.Path, database.NewCommunity()), default);
        away.End.ShouldBe(ImportEnd.Interrupted);
        away.ExitCode.ShouldBe(3);
        away.Booked.ShouldBe(0);
        away.Error.ShouldNotBeNull().ShouldContain("run the same command again");

        // The names were written before the booking: they wait for their accounts.
        (await database.Vault.FindAsync(away.Community, new("L0001"), default)).ShouldNotBeNull();
        flaky.FailingAppends = 0;
        var finished = await run.RunAsync(new ImportOptions(folder.Path, away.Community), default);
        finished.ExitCode.ShouldBe(0);
        finished.Persons.ShouldNotBeNull().Same.ShouldBe(6);
        BalancesOf(finished).ShouldBe(BalancesOf(import));
    }

    [Fact]
    public async Task A_row_that_somebody_else_overtakes_is_refused_and_the_others_are_booked()
    {
        using var folder = new SmallFolder();
        var community = database.NewCommunity();
        await database.ImportAsync(folder.Path, community);
        folder.Add("members.csv", "L0006,Fatma,,Noord,2024-01-01,,,,,yes,");
        folder.Add("exchanges.csv", "X4,2025-01-01,L0001,L0002,45,koken,member,yes");
        var overtaking = new OvertakingJournal(database.Journal, database.Writers, new JoinMember(Guid.CreateVersion7(), Actor.Coordinator(), NodaTime.Instant.FromDateTimeOffset(FixedTime.Noon.GetUtcNow()),
            new AccountNumber("L0006"), null, new NodaTime.LocalDate(2024, 1, 1)));
        var import = await new ImportRun(database.Writers, overtaking, database.Vault, FixedTime.Noon).RunAsync(new ImportOptions(folder.Path, community), default);
        import.Refusals.ShouldHaveSingleItem().Place.ToString().ShouldBe("members.csv line 6, column member_no");
        import.Refusals[0].Code.ShouldBe("account-exists");
        import.ExitCode.ShouldBe(1);
        import.Files.Single(file => file.File == "members.csv").Refused.ShouldBe(1);
        import.Files.Single(file => file.File == "exchanges.csv").Booked.ShouldBe(1);
    }

    private static string BalancesOf(Reconciliation import)
    {
        import.Total.ShouldBe(0);
        return string.Join(", ", import.Balances.Select(account => $"{account.Account} {account.Balance}"));
    }
}
