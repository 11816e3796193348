using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Tests.Ledger.Scenarios;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Institutions, pots, corrections and the close of a period.</summary>
internal static class RefusedTreasury
{
    private static readonly GrantRule Rule = new(MostPerMemberMinutes: 120, MostPerMonthMinutes: 200);
    private static readonly CorrectionId TheCorrection = new(Earlier);
    private static readonly PeriodId ThePeriod = new(Earlier);
    private static readonly LedgerEvent[] People = [Joined(Anna), Joined(Bram), Joined(Chaima), Joined(Dirk), PotOpen(), Opened(Pot, 10_000)];

    private static readonly History Granting = Given([.. People, new GrantRuleAgreed(Pot, Rule, Joining), Granted(Bram, 100)]);

    /// <summary>The gift stands at position 11.</summary>
    private static readonly LedgerEvent[] Gave = [.. People, GaveToPot(Anna, 700, gift: Number(3))];
    private static readonly History Waiting = Given([.. Gave, Proposing()]);
    private static readonly History Closed = Given([.. People, Closing()]);

    public static readonly RefusalCase[] Cases =
    [
        new("an institution under the number of a member", Given(Joined(Anna)), new JoinInstitution(New, Treasurer, Noon, Anna, Today), new Refusal.AccountExists(Anna)),
        new("a budget of a member", Given(Joined(Anna)), new SetIssuingBudget(New, Treasurer, Noon, Anna, new IssuingBudget(60)), new Refusal.AccountKindNotAllowed(Anna, AccountKind.Member)),
        new("a budget below zero", Given(new InstitutionJoined(Council, Joining)), new SetIssuingBudget(New, Treasurer, Noon, Council, new IssuingBudget(-1)), new Refusal.AmountNotPositive(-1)),
        new("an institution that pays without a budget", Given(Joined(Anna), Joined(Bram), new InstitutionJoined(Council, Joining)),
            Book(Anna, Bram, 60, payer: Council), new Refusal.BudgetExceeded(Council, 60, 0, 0)),
        new("an institution that pays beyond its budget", Given(Joined(Anna), Joined(Bram), new InstitutionJoined(Council, Joining), new IssuingBudgetSet(Council, new IssuingBudget(59), Joining)),
            Book(Anna, Bram, 60, payer: Council), new Refusal.BudgetExceeded(Council, 60, 59, 59)),
        new("an institution that pays beyond its month", Given(Joined(Anna), Joined(Bram), new InstitutionJoined(Council, Joining), new IssuingBudgetSet(Council, new IssuingBudget(100, BudgetPeriod.Month), Joining),
            Booked([Of(Anna, 90)], [Of(Bram, 90)], payers: [Of(Council, 90)], exchange: Earlier)), Book(Anna, Bram, 60, payer: Council), new Refusal.BudgetExceeded(Council, 60, 10, 100)),
        new("an institution that pays beyond its year", Given(Joined(Anna), Joined(Bram), new InstitutionJoined(Council, Joining), new IssuingBudgetSet(Council, new IssuingBudget(100, BudgetPeriod.Year), Joining),
            Booked([Of(Anna, 90)], [Of(Bram, 90)], payers: [Of(Council, 90)], exchange: Earlier, on: Joining)), Book(Anna, Bram, 60, payer: Council), new Refusal.BudgetExceeded(Council, 60, 10, 100)),

        new("a grant in a community that was never founded", GivenOnly(), Grant(Anna, 60), new Refusal.CommunityUnknown(Molenwijk)),
        new("a grant of nothing", Granting, Grant(Anna, 0), new Refusal.AmountNotPositive(0)),
        new("a grant of tomorrow", Granting, Grant(Anna, 60) with { HappenedOn = Tomorrow }, new Refusal.DateInFuture(Tomorrow, Today)),
        new("a grant from a member", Granting, Grant(Anna, 60) with { Pot = Bram }, new Refusal.AccountKindNotAllowed(Bram, AccountKind.Member)),
        new("a grant to a pot", Granting, Grant(Pot, 60), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        new("a grant before the pot was opened", Granting, Grant(Anna, 60) with { HappenedOn = Founding }, new Refusal.DateBeforeJoining(Pot, Founding, Joining)),
        new("a grant to nobody", Granting, Grant(Nobody, 60), new Refusal.AccountUnknown(Nobody)),
        new("a grant without a rule", Given(People), Grant(Anna, 60), new Refusal.GrantRuleMissing(Pot)),
        new("a grant beyond one member's share", Granting, Grant(Bram, 21), new Refusal.GrantShareReached(Bram, 21, 20, 120)),
        new("a grant beyond the month", Granting, Grant(Anna, 101), new Refusal.GrantLimitReached(Pot, 101, 100, 200)),
        new("a grant beyond what the pot has", Given(Joined(Anna), PotOpen(), Opened(Pot, 50), new GrantRuleAgreed(Pot, Rule, Joining)), Grant(Anna, 60), new Refusal.FloorReached(Pot, 60, 50, 0)),
        new("a grant rule of a member", Given(Joined(Anna)), new AgreeGrantRule(New, Treasurer, Noon, Anna, Rule), new Refusal.AccountKindNotAllowed(Anna, AccountKind.Member)),
        new("a grant rule of nothing", Given(PotOpen()), new AgreeGrantRule(New, Treasurer, Noon, Pot, Rule with { MostPerMemberMinutes = 0 }), new Refusal.AmountNotPositive(0)),

        new("an award of nothing", Given(), Change(BelowZero with { Award = new AwardTerms(0) }), new Refusal.AgreementIncomplete("award.percent")),
        new("an award of more than fivefold", Given(), Change(BelowZero with { Award = new AwardTerms(501) }), new Refusal.AgreementIncomplete("award.percent")),
        new("a correction limit below zero", Given(), Change(BelowZero with { Corrections = new CorrectionTerms(-1) }), new Refusal.AgreementIncomplete("corrections.aloneMinutes")),
        new("an activity at less than nothing", Given(), new HoldActivity(New, Desk, Noon, new("maaltijd"), Today, [], new ActivityPrice(0, -1)), new Refusal.PriceOutOfRange(-1, AccountRules.MostCents)),
        new("an activity for more than ten million euro", Given(), new HoldActivity(New, Desk, Noon, new("maaltijd"), Today, [], new ActivityPrice(0, AccountRules.MostCents + 1)),
            new Refusal.PriceOutOfRange(AccountRules.MostCents + 1, AccountRules.MostCents)),
        new("an activity that costs fewer than no minutes", Given(), new HoldActivity(New, Desk, Noon, new("maaltijd"), Today, [], new ActivityPrice(-1, 0)), new Refusal.AmountNotPositive(-1)),

        new("undoing in a community that was never founded", GivenOnly(), Undo(1), new Refusal.CommunityUnknown(Molenwijk)),
        new("undoing what moved nothing", Given(People), Undo(5), new Refusal.EntryNotReversible(5)),
        new("undoing nothing at all", Given(People), Undo(0), new Refusal.EntryNotReversible(0)),
        new("undoing twice", Given([.. Gave, new EntryReversed(11, Pot, Anna, 700, Mistake, Today)]), Undo(11), new Refusal.ReversedAlready(11)),
        new("undoing a reversal", Given([.. Gave, new EntryReversed(11, Pot, Anna, 700, Mistake, Today)]), Undo(12), new Refusal.EntryNotReversible(12)),
        new("undoing much without being anybody", Given(Gave), Undo(11) with { Actor = Desk }, new Refusal.PersonUnknown()),
        new("undoing much as a pot", Given(Gave), Undo(11) with { Actor = new Actor(Pot.Value, Role.Treasurer, Pot) }, new Refusal.PersonUnknown()),
        new("undoing what a second person is asked about", Waiting, Undo(11), new Refusal.CorrectionWaiting(TheCorrection)),
        new("approving one's own correction", Waiting, Approve(Treasurer), new Refusal.SecondPersonNeeded()),
        new("approving one's own correction in another role", Waiting, Approve(Treasurer with { Role = Role.Coordinator }), new Refusal.SecondPersonNeeded()),
        new("approving without being anybody", Waiting, Approve(Desk), new Refusal.PersonUnknown()),
        new("approving after leaving", Given([.. Gave, Proposing(), Left(Dirk)]), Approve(Second), new Refusal.PersonUnknown()),
        new("approving an unknown correction", Given(People), Approve(Second), new Refusal.CorrectionUnknown(TheCorrection)),
        new("approving twice", Given([.. Gave, Proposing(), new CorrectionApproved(TheCorrection, Dirk, Today), new EntryReversed(11, Pot, Anna, 700, Mistake, Today, TheCorrection)]),
            Approve(Second), new Refusal.CorrectionAnswered(TheCorrection)),
        new("approving what was undone meanwhile", Given([.. Gave, Proposing(), new EntryReversed(11, Pot, Anna, 700, Mistake, Today)]), Approve(Second), new Refusal.ReversedAlready(11)),
        new("refusing what was refused", Given([.. Gave, Proposing(), new CorrectionRefused(TheCorrection, Dirk, Today)]),
            new RefuseCorrection(New, Second, Noon, TheCorrection), new Refusal.CorrectionAnswered(TheCorrection)),
        new("refusing without being anybody", Waiting, new RefuseCorrection(New, Desk, Noon, TheCorrection), new Refusal.PersonUnknown()),

        new("closing a community that was never founded", GivenOnly(), Close(Yesterday, 0), new Refusal.CommunityUnknown(Molenwijk)),
        new("closing without being anybody", Given(People), Close(Yesterday, 10) with { Actor = Desk }, new Refusal.PersonUnknown()),
        new("closing today", Given(People), Close(Today, 10), new Refusal.PeriodNotOver(Today, Today)),
        new("closing before the last close is signed", Closed, Close(Yesterday, 11), new Refusal.PeriodUnsigned(ThePeriod)),
        new("closing the same days again", Given([.. People, Closing(), new PeriodCloseSigned(ThePeriod, Dirk, Today)]), Close(Yesterday, 12), new Refusal.PeriodClosedBefore(Yesterday, Yesterday)),
        new("closing while a proposal waits", Given([.. People, Proposed(Anna, Bram, on: Yesterday)]), Close(Yesterday, 11), new Refusal.ProposalsOpen(1, Yesterday)),
        new("closing while the register of notes does not fit its account", Given([.. People, Printed(1), new NotesIssued(Anna, Serials(1), 61, Today)]), Close(Yesterday, 12), new Refusal.NotesUnbalanced(60, 61)),
        new("closing with the tree of another moment", Given(People), Close(Yesterday, 9), new Refusal.JournalMovedOn()),
        new("signing one's own close", Closed, Sign(Treasurer), new Refusal.SecondPersonNeeded()),
        new("signing without being anybody", Closed, Sign(Desk), new Refusal.PersonUnknown()),
        new("signing an unknown close", Given(People), Sign(Second), new Refusal.PeriodUnknown(ThePeriod)),
        new("signing twice", Given([.. People, Closing(), new PeriodCloseSigned(ThePeriod, Dirk, Today)]), Sign(Second), new Refusal.PeriodSigned(ThePeriod)),
        new("signing what was withdrawn", Given([.. People, Closing(), new PeriodCloseWithdrawn(ThePeriod, Dirk, Today)]), Sign(Second), new Refusal.PeriodUnknown(ThePeriod)),
        new("withdrawing what was signed", Given([.. People, Closing(), new PeriodCloseSigned(ThePeriod, Dirk, Today)]),
            new WithdrawPeriodClose(New, Treasurer, Noon, ThePeriod), new Refusal.PeriodSigned(ThePeriod)),
        new("publishing in a community that was never founded", GivenOnly(), Publish(0), new Refusal.CommunityUnknown(Molenwijk)),
        new("publishing the same again", Given(new CheckpointPublished(4, default, Today)), Publish(5), new Refusal.NothingToDo()),
        new("publishing the tree of another moment", Given(People), Publish(9), new Refusal.JournalMovedOn()),

        Late("help", Book(Anna, Bram, 60, on: Yesterday)),
        Late("a gift", Give(Anna, 60, on: Yesterday)),
        Late("a grant", Grant(Anna, 60) with { HappenedOn = Yesterday }),
        Late("an opening balance", new BookOpeningBalance(New, Treasurer, Noon, Anna, 60, Yesterday)),
    ];

    private static RefusalCase Late(string what, LedgerCommand command) => new($"{what} in a closed period", Closed, command, new Refusal.PeriodIsClosed(Yesterday, Today));

    private static ChangeAgreement Change(Agreement agreement) => new(New, Desk, Noon, agreement);

    private static GiveGrant Grant(AccountNumber member, long minutes) => new(New, Treasurer, Noon, Pot, member, minutes);

    private static GrantGiven Granted(AccountNumber member, long minutes) => new(new GrantId(Number(9)), Pot, member, minutes, Today);

    private static CorrectEntry Undo(long position) => new(New, Treasurer, Noon, position, Mistake);

    private static ApproveCorrection Approve(Actor by) => new(New, by, Noon, TheCorrection);

    private static CorrectionProposed Proposing() => new(TheCorrection, 11, 700, Mistake, Chaima, Today);

    private static ClosePeriod Close(LocalDate through, long size) => new(New, Treasurer, Noon, through, size, default);

    private static PeriodClosed Closing() => new(ThePeriod, From: null, Yesterday, 10, default(Hash), new PeriodFigures(0, 0, 0, 0, 0, 0, 0), Chaima, Today);

    private static SignPeriodClose Sign(Actor by) => new(New, by, Noon, ThePeriod);

    private static PublishCheckpoint Publish(long size) => new(New, Treasurer, Noon, size, default);
}
