using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Tests.Ledger.Scenarios;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Saying yes, no or thanks to an exchange, and undoing one.</summary>
internal static class RefusedAnswers
{
    private static readonly ExchangeId TheExchange = new(Earlier);
    private static readonly History Nothing = Given(Joined(Anna), Joined(Bram), Joined(Chaima));
    private static readonly History Waiting = Given(Joined(Anna), Joined(Bram), Joined(Chaima), Proposed(Anna, Bram));
    private static readonly History Done = Given(Joined(Anna), Joined(Bram), Joined(Chaima), Booked(Anna, Bram, 60, exchange: Earlier));

    public static readonly RefusalCase[] Cases =
    [
        new("a yes to an unknown exchange", Nothing, Confirm(by: Member(Bram)), new Refusal.ExchangeUnknown(TheExchange)),
        new("a no to an unknown exchange", Nothing, Decline(by: Member(Bram)), new Refusal.ExchangeUnknown(TheExchange)),
        new("an unknown exchange that falls due", Nothing, BookDue(Noon), new Refusal.ExchangeUnknown(TheExchange)),
        new("undoing an unknown exchange", Nothing, Reverse(), new Refusal.ExchangeUnknown(TheExchange)),
        new("thanks for an unknown exchange", Nothing, Thank(by: Member(Bram)), new Refusal.ExchangeUnknown(TheExchange)),

        new("a yes to an exchange of others", Waiting, Confirm(by: Member(Chaima)), new Refusal.NotYours(TheExchange)),
        new("a no to an exchange of others", Waiting, Decline(by: Member(Chaima)), new Refusal.NotYours(TheExchange)),
        new("thanks for an exchange of others", Done, Thank(by: Member(Chaima)), new Refusal.NotYours(TheExchange)),
        new("undoing an exchange of others", Done, Reverse(by: Member(Chaima)), new Refusal.NotYours(TheExchange)),

        new("a yes by the helper", Waiting, Confirm(by: Member(Anna)), new Refusal.OtherSideAnswers(TheExchange)),
        new("a yes by a treasurer for others", Waiting, Confirm(by: new Actor("treasurer", Role.Treasurer)), new Refusal.OtherSideAnswers(TheExchange)),
        new("a yes to what is booked", Done, Confirm(by: Member(Bram)), new Refusal.ExchangeNotOpen(TheExchange, ExchangeStatus.Booked)),
        new("a no to what is booked", Done, Decline(by: Member(Bram)), new Refusal.ExchangeNotOpen(TheExchange, ExchangeStatus.Booked)),
        new("something booked that falls due", Done, BookDue(Noon), new Refusal.ExchangeNotOpen(TheExchange, ExchangeStatus.Booked)),
        new("something that is not due yet", Waiting, BookDue(Noon), new Refusal.NothingToDo()),

        new("undoing what was only proposed", Waiting, Reverse(), new Refusal.ExchangeNotBooked(TheExchange, ExchangeStatus.Proposed)),
        new("thanks for what was only proposed", Waiting, Thank(by: Member(Bram)), new Refusal.ExchangeNotBooked(TheExchange, ExchangeStatus.Proposed)),
        new("thanks by the helper", Done, Thank(by: Member(Anna)), new Refusal.OtherSideAnswers(TheExchange)),
        new("thanks passed on for the helper", Done, Thank(by: Desk, passedOnFor: Anna), new Refusal.OtherSideAnswers(TheExchange)),
        new("thanks passed on for one of several without saying whose",
            Given(Joined(Anna), Joined(Bram), Joined(Chaima), Booked([Of(Anna, 60)], [Of(Bram, 30), Of(Chaima, 30)], exchange: Earlier)), Thank(by: Desk), new Refusal.ReceiverMissing()),
        new("thanks said twice", Given(Joined(Anna), Joined(Bram), Booked(Anna, Bram, 60, exchange: Earlier), Thanked(Bram)), Thank(by: Member(Bram)), new Refusal.ThankedAlready(TheExchange)),
    ];
}
