using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Treasury;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Treasury;

/// <summary>The last minute that one person corrects alone, the first and last day of a period, the months of a budget.</summary>
public sealed class BoundaryTests
{
    private static readonly LedgerEvent[] People = [Joined(Anna), Joined(Bram), Joined(Chaima), Joined(Dirk), PotOpen()];
    private static readonly PeriodFigures Nothing = new(0, 0, 0, 0, 0, 0, 0);

    [Theory]
    [InlineData(600, false)]
    [InlineData(601, true)]
    public void One_person_corrects_ten_hours_alone_and_not_a_minute_more(long minutes, bool waits)
    {
        LedgerEvent[] gave = [.. People, Opened(Anna, 10_000), GaveToPot(Anna, minutes, gift: Number(3))];
        var position = Given(gave).State().Position;
        var undoing = Given(gave).When(new CorrectEntry(New, Treasurer, Noon, position, Mistake));

        if (waits) undoing.Then(new CorrectionProposed(new CorrectionId(New), position, minutes, Mistake, Chaima, Today));
        else undoing.Then(new EntryReversed(position, Pot, Anna, minutes, Mistake, Today));
    }

    [Fact]
    public void A_period_counts_from_the_day_after_the_last_close_through_its_own_last_day()
    {
        var lastClosed = Yesterday.PlusDays(-2);
        LedgerEvent[] two =
        [
            .. People, Booked(Anna, Bram, 1, exchange: Number(11), on: lastClosed), Closed(lastClosed), new PeriodCloseSigned(new PeriodId(Earlier), Dirk, Today),
            Booked(Anna, Bram, 10, exchange: Number(12), on: lastClosed.PlusDays(1)), Booked(Anna, Bram, 100, exchange: Number(13), on: Yesterday), Booked(Anna, Bram, 1_000, exchange: Number(14), on: Today),
        ];
        var state = Given(two).State();

        var close = new ClosePeriod(New, Treasurer, Noon, Yesterday, state.Position, default).Decide(state).Events.ShouldHaveSingleItem().ShouldBeOfType<PeriodClosed>();

        (close.From, close.Through, close.Figures.Exchanges, close.Figures.ExchangeMinutes).ShouldBe((lastClosed.PlusDays(1), Yesterday, 2, 110));
    }

    [Fact]
    public void Taking_back_a_close_opens_its_own_days_and_none_of_those_that_were_signed_before()
    {
        var signed = Yesterday.PlusDays(-2);
        LedgerEvent[] taken = [.. People, Closed(signed), new PeriodCloseSigned(new PeriodId(Earlier), Dirk, Today), Closed(Yesterday, Number(7)), new PeriodCloseWithdrawn(new PeriodId(Number(7)), Dirk, Today)];

        Given(taken).When(Book(Anna, Bram, 60, on: signed)).Then(new Refusal.PeriodIsClosed(signed, signed.PlusDays(1)));
        Given(taken).When(Book(Anna, Bram, 60, on: signed.PlusDays(1))).Then(Booked(Anna, Bram, 60, on: signed.PlusDays(1)));
    }

    [Fact]
    public void A_budget_of_a_year_counts_December_too()
    {
        var (christmas, now) = (new LocalDate(2026, 12, 20), Instant.FromUtc(2026, 12, 21, 11, 0));
        Given([.. Paying(new IssuingBudget(100, BudgetPeriod.Year)), Paid(90, christmas)])
            .When(Book(Anna, Bram, 60, on: christmas, now: now, payer: Council))
            .Then(new Refusal.BudgetExceeded(Council, 60, 10, 100));
    }

    [Fact]
    public void What_is_undone_comes_free_in_the_month_of_the_help_and_in_no_other()
    {
        LedgerEvent[] undone = [.. Paying(new IssuingBudget(100, BudgetPeriod.Month)), Paid(90, Joining), Reversed([Of(Anna, 90)], [Of(Council, 90)], receivers: [Of(Bram, 90)])];

        Given(undone).When(Book(Anna, Bram, 60, on: Joining, payer: Council)).Then(Booked([Of(Anna, 60)], [Of(Bram, 60)], payers: [Of(Council, 60)], on: Joining));
        Given(undone).When(Book(Anna, Bram, 101, payer: Council)).Then(new Refusal.BudgetExceeded(Council, 101, 100, 100));
    }

    [Fact]
    public void A_grant_counts_in_its_own_month_until_it_is_undone()
    {
        LedgerEvent[] granted = [.. People, Opened(Pot, 10_000), new GrantRuleAgreed(Pot, new GrantRule(MostPerMemberMinutes: 120, MostPerMonthMinutes: 120), Joining), new GrantGiven(new GrantId(Earlier), Pot, Anna, 120, Today)];
        var position = Given(granted).State().Position;
        var again = new GiveGrant(New, Treasurer, Noon, Pot, Anna, 120);

        Given(granted).When(again).Then(new Refusal.GrantShareReached(Anna, 120, 0, 120));
        Given(granted).When(again with { HappenedOn = Joining }).Then(new GrantGiven(new GrantId(New), Pot, Anna, 120, Joining));
        Given([.. granted, new EntryReversed(position, Anna, Pot, 120, Mistake, Today)]).When(again).Then(new GrantGiven(new GrantId(New), Pot, Anna, 120, Today));
    }

    private static LedgerEvent[] Paying(IssuingBudget budget) => [.. People, new InstitutionJoined(Council, Joining), new IssuingBudgetSet(Council, budget, Joining)];

    private static ExchangeBooked Paid(long minutes, LocalDate on) => Booked([Of(Anna, minutes)], [Of(Bram, minutes)], payers: [Of(Council, minutes)], exchange: Earlier, on: on);

    private static PeriodClosed Closed(LocalDate through, Guid? period = null) => new(new PeriodId(period ?? Earlier), From: null, through, Size: 1, default, Nothing, Chaima, Today);
}
