using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Ledger.Writing;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Exchanges;

/// <summary>Principle 3 over every combination of settings, and what an hour of help earns.</summary>
public sealed class SettingsTests
{
    private static readonly int?[] Awards = [null, 1, 33, 100, 150, 500];
    private static readonly long[] Balances = [-1_000_000_000, -61, 0, 1, 29, 60, 1_000_000_000];

    [Theory]
    [InlineData(ShortfallPolicy.BelowZero)]
    [InlineData(ShortfallPolicy.PotPays)]
    public void No_balance_makes_help_fail_in_any_combination_of_settings(ShortfallPolicy shortfall)
    {
        foreach (var award in Awards)
            foreach (var balance in Balances)
                foreach (var floor in new long[] { 0, 600 })
                    foreach (var alone in new long?[] { null, 0 })
                    {
                        var agreement = new Agreement(shortfall, Pot, floor, floor, ProposalDays: 14)
                        {
                            Award = award is { } percent ? new AwardTerms(percent) : null,
                            Corrections = alone is { } minutes ? new CorrectionTerms(minutes) : null,
                        };
                        var state = Given(PotOpen(), Opened(Pot, balance), Joined(Anna), Joined(Bram), Joined(Chaima), Opened(Bram, balance), Opened(Chaima, -balance - 1), Agreed(agreement)).State();

                        var decision = Book([Of(Anna, 67)], [Of(Bram, 60), Of(Chaima, 7)]).Decide(state);

                        decision.Refusal.ShouldBeNull($"{agreement} with {balance}");
                        var booked = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ExchangeBooked>();
                        booked.Helpers.Total().ShouldBe(67);
                        booked.Awarded().Total().ShouldBe(Math.Max(1, (67 * (award ?? 100) + 50) / 100));
                        Postings.Of(booked).Sum(posting => posting.Amount).ShouldBe(0);
                    }
    }

    /// <summary>The exchange model is a community whose council issues nothing; the mixed model one in which it pays. Every way in which help is written down, settings and balances by chance.</summary>
    [Fact]
    public void No_balance_makes_help_fail_however_it_is_written_down_and_whatever_was_agreed()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var chance = new Random(seed);
            T Pick<T>(params T[] some) => some[chance.Next(some.Length)];
            var balances = new[] { Pot, Council, Anna, Bram }.Select(account => Opened(account, Pick(-1_000_000_000L, -601, -1, 1, 59, 600, 1_000_000_000))).Where(_ => chance.Next(4) > 0);
            var agreement = new Agreement(Pick(ShortfallPolicy.BelowZero, ShortfallPolicy.PotPays), Pot, Pick(0L, 600, -600), Pick(0L, 600), Pick(1, 14))
            {
                Award = Pick(null, new AwardTerms(Pick(1, 50, 100, 333, 500))),
                Corrections = Pick(null, new CorrectionTerms(Pick(0L, 600))),
                Requests = Pick(null, RequestTerms.Default with { OverloadMinutes = 0, OverloadPeople = 0 }),
                Notes = Pick(null, new NoteTerms(Pick(0L, 600))),
                Leaving = Pick(null, new LeavingTerms(Pick(LeavingBalance.GoesToPot, LeavingBalance.WaitsForTreasurer), Pot)),
                Signals = Pick(null, SignalTerms.Default with { OveraskingMinutes = 0 }),
            };
            LedgerEvent[] village =
            [
                PotOpen(), new InstitutionJoined(Council, Joining), Joined(Anna), Joined(Bram), .. balances, Agreed(agreement),
                .. chance.Next(2) == 0 ? Array.Empty<LedgerEvent>() : [new IssuingBudgetSet(Council, new IssuingBudget(Pick(0L, 30, 6_000), Pick<BudgetPeriod?>(null, BudgetPeriod.Month, BudgetPeriod.Year)), Joining)],
            ];
            var payer = Pick<AccountNumber?>(null, Pot, Council);
            void IsBooked(LedgerCommand command, params LedgerEvent[] more)
            {
                var decision = command.Decide(Given([.. village, .. more]).State());
                decision.Refusal.ShouldBeNull($"seed {seed}: {command} under {agreement}");
                Postings.Of(decision.Events.OfType<ExchangeBooked>().ShouldHaveSingleItem()).Sum(posting => posting.Amount).ShouldBe(0);
            }

            IsBooked(Book(Anna, Bram, 60));
            IsBooked(Book(Anna, Bram, 60, by: Member(Bram), channel: Channel.Web));
            IsBooked(Book(Anna, Bram, 60, payer: Pot));
            IsBooked(Confirm(by: Member(Bram)), Proposed(Anna, Bram) with { Payer = payer });
            IsBooked(BookDue(Noon + Duration.FromDays(14)), Proposed(Anna, Bram) with { Payer = payer });
            IsBooked(new BookRequest(New, Desk, Noon, new RequestId(Earlier), 60, Today, Channel.Phone), Asked(Bram), new MatchAgreed(new RequestId(Earlier), Anna, Today));

            // The one who is asked to pay may have no more; that is the only no, and without them the help is booked.
            if (Book(Anna, Bram, 60, payer: Council).Decide(Given(village).State()).Refusal is { } no) no.ShouldBeOfType<Refusal.BudgetExceeded>();
        }
    }

    [Theory]
    [InlineData(50, 61, 61, 61, "31 31 30")]
    [InlineData(33, 10, 10, 10, "4 3 3")]
    [InlineData(150, 60, 7, 1, "90 11 1")]
    [InlineData(1, 30, 20, 10, "1")]
    public void What_rounding_leaves_over_goes_to_the_largest_remainders(int percent, long first, long second, long third, string expected) =>
        string.Join(' ', new[] { Of(Anna, first), Of(Bram, second), Of(Chaima, third) }.AtPercent(percent).Select(share => share.Minutes)).ShouldBe(expected);

    [Fact]
    public void Half_an_hour_is_credited_for_an_hour_when_the_agreement_says_so_and_undone_in_full()
    {
        var booked = Booked([Of(Anna, 60)], [Of(Bram, 60)], payers: [Of(Bram, 30)]) with { Credited = [Of(Anna, 30)] };
        var agreed = Agreed(BelowZero with { Award = new AwardTerms(50) });
        Given(Joined(Anna), Joined(Bram), agreed).When(Book(Anna, Bram, 60)).Then(booked).AndBalances((Anna, 30), (Bram, -30));

        Given(Joined(Anna), Joined(Bram), agreed, booked with { Exchange = new ExchangeId(Earlier) }).When(Reverse())
            .Then(Reversed([Of(Anna, 60)], [Of(Bram, 30)], receivers: [Of(Bram, 60)]) with { Credited = [Of(Anna, 30)] }).AndBalances((Anna, 0), (Bram, 0));
    }

    [Fact]
    public void A_repetition_of_a_close_is_the_same_command_whatever_the_tree_is_by_then()
    {
        var close = new ClosePeriod(New, Treasurer, Noon, Yesterday, Size: 10, Root: default);
        CommandDigest.Of(close with { Size = 11, Root = MerkleTree.EmptyRoot }).ShouldBe(CommandDigest.Of(close));
        CommandDigest.Of(close with { Through = Founding }).ShouldNotBe(CommandDigest.Of(close));
    }
}
