using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Signals;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Concerns, and what is agreed about signals.</summary>
internal static class RefusedSignals
{
    private static readonly ConcernId TheConcern = new(Earlier);

    public static readonly RefusalCase[] Cases =
    [
        new("a concern in a community that was never founded", GivenOnly(), Raise(), new Refusal.CommunityUnknown(Molenwijk)),
        new("a concern about nobody whom the community knows", Given(Joined(Anna)), Raise(about: Nobody), new Refusal.AccountUnknown(Nobody)),
        new("a concern about a pot", Given(Joined(Anna), PotOpen()), Raise(about: Pot), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        new("a concern about somebody who was erased", Given(Joined(Anna), Joined(Bram), Left(Bram), new MemberErased(Bram)), Raise(about: Bram), new Refusal.AccountClosed(Bram, Today)),
        new("a concern of nobody whom the community knows", Given(Joined(Anna)), Raise(about: Anna, raisedBy: Nobody), new Refusal.AccountUnknown(Nobody)),
        new("a concern of a pot", Given(PotOpen()), Raise(raisedBy: Pot), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        new("a concern of somebody who was erased", Given(Joined(Anna), Joined(Bram), Left(Bram), new MemberErased(Bram)), Raise(about: Anna, raisedBy: Bram), new Refusal.AccountClosed(Bram, Today)),
        new("following up an unknown concern", Given(), FollowUp(ConcernOutcome.Settled), new Refusal.ConcernUnknown(TheConcern)),
        new("following up a concern that is closed", Given(new ConcernRaised(TheConcern, Yesterday), new ConcernFollowedUp(TheConcern, ConcernOutcome.Unfounded, Today)),
            FollowUp(ConcernOutcome.Watching), new Refusal.ConcernClosed(TheConcern)),

        new("an asking below zero", Given(), Agree(SignalTerms.Default with { OveraskingMinutes = -1 }), new Refusal.AgreementIncomplete("signals.overaskingMinutes")),
        new("an asking of more than can be booked", Given(), Agree(SignalTerms.Default with { OveraskingMinutes = Shares.LargestMinutes + 1 }), new Refusal.AgreementIncomplete("signals.overaskingMinutes")),
        new("a request that is unanswered at once", Given(), Agree(SignalTerms.Default with { UnansweredDays = 0 }), new Refusal.AgreementIncomplete("signals.unansweredDays")),
        new("a request that is unanswered after years", Given(), Agree(SignalTerms.Default with { UnansweredDays = 731 }), new Refusal.AgreementIncomplete("signals.unansweredDays")),
    ];

    private static RaiseConcern Raise(AccountNumber? about = null, AccountNumber? raisedBy = null) => new(New, Desk, Noon) { About = about, RaisedBy = raisedBy };

    private static FollowUpConcern FollowUp(ConcernOutcome outcome) => new(New, Desk, Noon, TheConcern, outcome);

    private static ChangeAgreement Agree(SignalTerms terms) => new(New, Desk, Noon, Agreement.Default with { Signals = terms });
}
