using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Tests.Ledger.Scenarios;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;

namespace Buurthulp.Tests.Ledger.Events;

/// <summary>How the state follows from the entries, and which accounts they move.</summary>
public sealed class EvolutionTests
{
    private sealed record SomethingNew : LedgerEvent;

    [Fact]
    public void Every_event_has_a_place_in_the_state()
    {
        var state = new CommunityState(Molenwijk);
        foreach (var (_, recorded) in Samples.All) Should.NotThrow(() => state.Evolve(recorded, state.Position + 1, Noon));
        Samples.All.Select(sample => sample.Event.GetType()).Distinct().Count().ShouldBe(EventTypes.All.Count);
        state.Position.ShouldBe(Samples.All.Count);
        state.LastRecordedAt.ShouldBe(Noon);
    }

    [Fact]
    public void The_postings_of_every_event_sum_to_zero()
    {
        foreach (var (file, recorded) in Samples.All) Postings.Of(recorded).Sum(posting => posting.Amount).ShouldBe(0, file);
    }

    [Fact]
    public void An_event_that_moves_minutes_has_a_day_and_no_other_has()
    {
        foreach (var (file, recorded) in Samples.All) Postings.DateOf(recorded).HasValue.ShouldBe(Postings.Of(recorded).Count > 0, file);
    }

    [Theory]
    [InlineData("exchange_booked", "L0001 +60, L0002 -60")]
    [InlineData("exchange_booked.with_payers_and_request", "L0001 +100, O02 +20, L0002 -50, buurtpot -70")]
    [InlineData("exchange_reversed", "L0001 -60, L0002 +60")]
    [InlineData("discount_given", "O01 +60, L0001 -60")]
    [InlineData("discount_cancelled", "L0001 +60, O01 -60")]
    [InlineData("credits_settled", "gemeente +60, O01 -60")]
    [InlineData("gift_made", "buurtpot +60, L0001 -60")]
    [InlineData("opening_balance_booked", "L0001 +600, opening -600")]
    [InlineData("exchange_proposed.with_payer_and_request", "")]
    [InlineData("exchange_declined", "")]
    [InlineData("shop_terms_agreed", "")]
    public void Minutes_move_from_those_who_received_to_those_who_gave(string file, string expected) =>
        string.Join(", ", Postings.Of(Samples.All.Single(sample => sample.File == file).Event).Select(posting => $"{posting.Account} {posting.Amount:+#;-#}")).ShouldBe(expected);

    [Fact]
    public void An_unknown_event_is_a_defect_and_not_passed_over()
    {
        Should.Throw<InvalidOperationException>(() => new CommunityState(Molenwijk).Evolve(new SomethingNew(), 1, Noon)).Message.ShouldContain(nameof(SomethingNew));
        Should.Throw<InvalidOperationException>(() => Postings.Of(new SomethingNew())).Message.ShouldContain(nameof(SomethingNew));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void An_entry_that_is_not_the_next_one_is_a_defect(long position)
    {
        var state = Scenario.Given().State();
        state.Position.ShouldBe(4);
        Should.Throw<InvalidOperationException>(() => state.Evolve(Joined(Anna), position, Noon));
    }

    [Fact]
    public void An_entry_that_does_not_sum_to_zero_is_a_defect()
    {
        var state = Scenario.Given(Joined(Anna), Joined(Bram)).State();
        Should.Throw<InvalidOperationException>(() => state.Evolve(Booked([Of(Anna, 60)], [Of(Bram, 59)]), 7, Noon)).Message.ShouldContain("sum to 1");
    }

    [Fact]
    public void A_balance_that_would_overflow_is_a_defect_and_never_wraps_around()
    {
        var state = Scenario.Given(Joined(Anna), Joined(Bram), Opened(Anna, long.MaxValue)).State();
        Should.Throw<OverflowException>(() => state.Evolve(Booked(helper: Anna, receiver: Bram, minutes: 1), 8, Noon));
    }

    /// <summary>The most that one entry can move on one account is what half a street gives to the other half.</summary>
    [Fact]
    public void No_community_lives_long_enough_to_overflow_a_balance()
    {
        const long mostPerEntry = RecordExchange.MostPeople / 2 * Shares.LargestMinutes;
        (long.MaxValue / mostPerEntry).ShouldBeGreaterThan(90_000_000);
        mostPerEntry.ShouldBeLessThan(CanonicalJson.MaxInteger);
    }

    [Fact]
    public void The_opening_account_is_there_from_the_first_opening_balance_on()
    {
        Scenario.Given(Joined(Anna)).State().Accounts.Contains(BookOpeningBalance.Opening).ShouldBeFalse();
        var opening = Scenario.Given(Joined(Anna), Opened(Anna, 60), Opened(Anna, 30)).State().Accounts[BookOpeningBalance.Opening];
        opening.ShouldBe(new Account(BookOpeningBalance.Opening, AccountKind.Opening, Balance: -90, Joining));
    }

    [Fact]
    public void Today_is_the_communitys_own_day_in_summer_and_in_winter()
    {
        var state = Scenario.Given().State();
        state.Today(Instant.FromUtc(2026, 7, 1, 21, 59)).ShouldBe(new LocalDate(2026, 7, 1));
        state.Today(Instant.FromUtc(2026, 7, 1, 22, 0)).ShouldBe(new LocalDate(2026, 7, 2));
        state.Today(Instant.FromUtc(2026, 11, 20, 22, 59)).ShouldBe(Today);
        state.Today(Instant.FromUtc(2026, 11, 20, 23, 0)).ShouldBe(Tomorrow);
    }
}
