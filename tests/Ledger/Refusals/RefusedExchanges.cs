using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Tests.Ledger.Scenarios;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Writing down help.</summary>
internal static class RefusedExchanges
{
    private static readonly History AnnaAndBram = Given(Joined(Anna), Joined(Bram));
    private static readonly RecordExchange Good = Book(helper: Anna, receiver: Bram);

    public static readonly RefusalCase[] Cases =
    [
        new("help in a community that was never founded", GivenOnly(), Good, new Refusal.CommunityUnknown(Molenwijk)),
        Booking("without a helper", Book([], [Of(Bram, 60)]), new Refusal.HelperMissing()),
        Booking("without a receiver", Book([Of(Anna, 60)], []), new Refusal.ReceiverMissing()),
        Booking("by more people than a street has", Book(Crowd(RecordExchange.MostPeople), [Of(Bram, 60)]), new Refusal.TooManyPeople(201, 200)),
        Booking("of no minutes", Book(Anna, Bram, 0), new Refusal.AmountNotPositive(0)),
        Booking("of fewer than no minutes", Book(Anna, Bram, -60), new Refusal.AmountNotPositive(-60)),
        Booking("of the lowest number there is", Book(Anna, Bram, long.MinValue), new Refusal.AmountNotPositive(long.MinValue)),
        Booking("one minute over the largest amount", Book(Anna, Bram, Shares.LargestMinutes + 1), new Refusal.AmountTooLarge(Shares.LargestMinutes + 1, Shares.LargestMinutes)),
        Booking("of the largest number there is", Book(Anna, Bram, long.MaxValue), new Refusal.AmountTooLarge(long.MaxValue, Shares.LargestMinutes)),
        Booking("with amounts that only add up together", Book([Of(Anna, 120), Of(Chaima, -60)], [Of(Bram, 60)]), new Refusal.AmountNotPositive(-60)),
        Booking("by one helper twice", Book([Of(Anna, 30), Of(Anna, 30)], [Of(Bram, 60)]), new Refusal.AccountNamedTwice(Anna)),
        Booking("for one receiver twice", Book([Of(Anna, 60)], [Of(Bram, 30), Of(Bram, 30)]), new Refusal.AccountNamedTwice(Bram)),
        Booking("by somebody for themselves", Book(Anna, Anna), new Refusal.HelperIsReceiver(Anna)),
        Booking("by one of two receivers", Book([Of(Anna, 60)], [Of(Bram, 30), Of(Anna, 30)]), new Refusal.HelperIsReceiver(Anna)),
        Booking("of other minutes than were received", Book([Of(Anna, 60)], [Of(Bram, 59)]), new Refusal.SharesUnequal(60, 59)),
        Booking("of an unknown kind", Good with { Category = Unheard }, new Refusal.CategoryUnknown(Unheard)),
        Booking("of tomorrow", Book(Anna, Bram, on: Tomorrow), new Refusal.DateInFuture(Tomorrow, Today)),
        Booking("by nobody we know", Book(Nobody, Bram), new Refusal.AccountUnknown(Nobody)),
        Booking("for nobody we know", Book(Anna, Nobody), new Refusal.AccountUnknown(Nobody)),
        Booking("from before joining", Book(Anna, Bram, on: Joining.PlusDays(-1)), new Refusal.DateBeforeJoining(Anna, Joining.PlusDays(-1), Joining)),
        new("help by somebody on the day they left", Given(Joined(Anna), Joined(Bram), Left(Anna, Yesterday)), Book(Anna, Bram, on: Yesterday), new Refusal.AccountClosed(Anna, Yesterday)),
        new("help for somebody after they left", Given(Joined(Anna), Joined(Bram), Left(Bram, Yesterday)), Good, new Refusal.AccountClosed(Bram, Yesterday)),
        new("help by a pot", Given(PotOpen(), Joined(Bram)), Book(Pot, Bram), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        new("help for a pot", Given(PotOpen(), Joined(Anna)), Book(Anna, Pot), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        new("help that a neighbour writes down for others", Given(Joined(Anna), Joined(Bram), Joined(Chaima)), Book(Anna, Bram, by: Member(Chaima)), new Refusal.RecorderNotInvolved()),
        Booking("that a treasurer writes down for others", Book(Anna, Bram, by: new Actor("treasurer", Role.Treasurer)), new Refusal.RecorderNotInvolved()),

        new("a payer whom a member names", Given(PotOpen(), Joined(Anna), Joined(Bram)), Book(Anna, Bram, by: Member(Bram), payer: Pot), new Refusal.PayerNotAllowed(Pot)),
        new("a neighbour as payer", Given(Joined(Anna), Joined(Bram), Joined(Chaima)), Book(Anna, Bram, payer: Chaima), new Refusal.PayerNotAllowed(Chaima)),
        Booking("with a payer whom nobody knows", Book(Anna, Bram, payer: Pot), new Refusal.AccountUnknown(Pot)),
        new("a payer from before it was opened", Given(PotOpen(on: Today), Joined(Anna), Joined(Bram)), Book(Anna, Bram, on: Yesterday, payer: Pot), new Refusal.DateBeforeJoining(Pot, Yesterday, Today)),
        Booking("for an unknown request", Good with { Request = new RequestId(Earlier) }, new Refusal.RequestUnknown(new RequestId(Earlier))),
    ];

    private static RefusalCase Booking(string name, RecordExchange command, Refusal refusal) => new("help " + name, AnnaAndBram, command, refusal);

    private static Share[] Crowd(int people) => [.. Enumerable.Range(1, people).Select(number => Of(new AccountNumber($"S{number}"), 60))];
}
