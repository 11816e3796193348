using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Tests.Ledger.Scenarios;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Pauses, offices, acting for others, leaving and being erased.</summary>
internal static class RefusedMembers
{
    private static readonly History Here = Given(Joined(Anna), Joined(Bram), Joined(Chaima), HouseJoined(), PotOpen());
    private static readonly History Gone = Given(Joined(Anna), Joined(Bram), PotOpen(), Opened(Bram, 90), Left(Bram, Yesterday));
    private static readonly History Spoken = Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram));
    private static readonly History Guarded = Given(Joined(Anna), Joined(Bram), new ProxyGiven(Bram, Anna, ProxyKind.Guardian, Joining, Until: null));

    public static readonly RefusalCase[] Cases =
    [
        new("admitting somebody tomorrow", Here, new AdmitMember(New, Desk, Noon, North, Tomorrow), new Refusal.DateInFuture(Tomorrow, Today)),
        new("admitting somebody nowhere", GivenOnly(), new AdmitMember(New, Desk, Noon, North), new Refusal.CommunityUnknown(Molenwijk)),

        new("a pause for nobody", Here, new PauseMember(New, Desk, Noon, Nobody), new Refusal.AccountUnknown(Nobody)),
        new("a pause for a group", Here, new PauseMember(New, Desk, Noon, House), new Refusal.AccountKindNotAllowed(House, AccountKind.Organisation)),
        new("a pause for somebody who left", Gone, new PauseMember(New, Desk, Noon, Bram), new Refusal.AccountClosed(Bram, Yesterday)),
        new("a pause in a pause", Given(Joined(Anna), new MemberPaused(Anna, Yesterday)), new PauseMember(New, Desk, Noon, Anna), new Refusal.NothingToDo()),
        new("a pause for the only admin", Given(Joined(Anna), Joined(Bram), new RoleGiven(Anna, Role.Admin, Today)), new PauseMember(New, Member(Anna), Noon, Anna), new Refusal.LastAdmin(Anna)),
        new("a pause for the only admin who is not on one", Given(Joined(Anna), Joined(Bram), new RoleGiven(Anna, Role.Admin, Today), new RoleGiven(Bram, Role.Admin, Today), new MemberPaused(Bram, Yesterday)),
            new PauseMember(New, Member(Anna), Noon, Anna), new Refusal.LastAdmin(Anna)),
        new("coming back without a pause", Here, new ResumeMember(New, Desk, Noon, Anna), new Refusal.NothingToDo()),
        new("expecting what is expected", Here, new ExpectReciprocity(New, Desk, Noon, Anna, Expected: true), new Refusal.NothingToDo()),

        new("being a member as an office", Here, new GiveRole(New, Desk, Noon, Anna, Role.Member), new Refusal.RoleNotAllowed(Role.Member)),
        new("being the program as an office", Here, new GiveRole(New, Desk, Noon, Anna, Role.System), new Refusal.RoleNotAllowed(Role.System)),
        new("taking being a member", Here, new TakeRole(New, Desk, Noon, Anna, Role.Member), new Refusal.RoleNotAllowed(Role.Member)),
        new("an office for somebody who left", Gone, new GiveRole(New, Desk, Noon, Bram, Role.Auditor), new Refusal.AccountClosed(Bram, Yesterday)),
        new("an office given twice", Given(Joined(Anna), new RoleGiven(Anna, Role.Auditor, Today)), new GiveRole(New, Desk, Noon, Anna, Role.Auditor), new Refusal.NothingToDo()),
        new("taking the office of the only admin", Given(Joined(Anna), Joined(Bram), new RoleGiven(Anna, Role.Admin, Today)), new TakeRole(New, Desk, Noon, Anna, Role.Admin), new Refusal.LastAdmin(Anna)),
        new("taking the office of the only admin who is not on a pause", Given(Joined(Anna), Joined(Bram), new RoleGiven(Anna, Role.Admin, Today), new RoleGiven(Bram, Role.Admin, Today), new MemberPaused(Bram, Yesterday)),
            new TakeRole(New, Desk, Noon, Anna, Role.Admin), new Refusal.LastAdmin(Anna)),
        new("taking an office that nobody gave", Here, new TakeRole(New, Desk, Noon, Anna, Role.Auditor), new Refusal.NothingToDo()),

        new("acting for oneself as a proxy", Here, Act(Anna, Anna), new Refusal.AccountNamedTwice(Anna)),
        new("acting for nobody", Here, Act(Anna, Nobody), new Refusal.AccountUnknown(Nobody)),
        new("acting by nobody", Here, Act(Nobody, Anna), new Refusal.AccountUnknown(Nobody)),
        new("acting by a group", Here, Act(House, Anna), new Refusal.AccountKindNotAllowed(House, AccountKind.Organisation)),
        new("acting that ends before it begins", Here, Act(Anna, Bram) with { From = Tomorrow, Until = Today }, new Refusal.ProxyDatesInvalid(Tomorrow, Today)),
        new("acting that is over", Here, Act(Anna, Bram) with { From = Joining, Until = Yesterday }, new Refusal.ProxyDatesInvalid(Joining, Yesterday)),
        new("acting twice", Spoken, Act(Anna, Bram), new Refusal.ProxyExists(Bram, Anna)),
        new("acting twice on the last day", Given(Joined(Anna), Joined(Bram), MayAct(Anna, forMember: Bram, until: Today)), Act(Anna, Bram), new Refusal.ProxyExists(Bram, Anna)),
        new("a guardian whom the member writes down", Here, Act(Anna, Bram) with { Kind = ProxyKind.Guardian, Actor = Member(Bram) }, new Refusal.GuardianNotAllowed(Bram)),
        new("a guardian whom the member sends away", Guarded, new EndProxy(New, Member(Bram), Noon, Bram, Anna), new Refusal.GuardianNotAllowed(Bram)),
        new("ending what never was", Here, new EndProxy(New, Desk, Noon, Bram, Anna), new Refusal.ProxyUnknown(Bram, Anna)),

        new("recording for somebody before the day has come", Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram, from: Tomorrow)),
            Book(helper: Chaima, receiver: Bram, by: Member(Anna)), new Refusal.RecorderNotInvolved()),
        new("recording for somebody after the last day", Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram, until: Yesterday)),
            Book(helper: Chaima, receiver: Bram, by: Member(Anna)), new Refusal.RecorderNotInvolved()),
        new("recording for the one who acts", Spoken, Book(helper: Chaima, receiver: Anna, by: Member(Bram)), new Refusal.RecorderNotInvolved()),
        new("recording for somebody when the one who acts has left", Given(Joined(Anna), Joined(Bram), Joined(Chaima), MayAct(Anna, forMember: Bram), Left(Anna)),
            Book(helper: Chaima, receiver: Bram, by: Member(Anna)), new Refusal.RecorderNotInvolved()),
        new("a yes by the helper in the name of the one helped", Given(Joined(Anna), Joined(Bram), MayAct(Anna, forMember: Bram), Proposed(helper: Anna, receiver: Bram)),
            Confirm(by: Member(Anna)), new Refusal.OtherSideAnswers(new ExchangeId(Earlier))),

        new("settling for somebody who is here", Here, new SettleLeavingBalance(New, Desk, Noon, Anna), new Refusal.MemberStillHere(Anna)),
        new("settling nothing", Given(Joined(Anna), Left(Anna)), new SettleLeavingBalance(New, Desk, Noon, Anna), new Refusal.NothingToDo()),
        new("settling what stays by agreement", Gone, new SettleLeavingBalance(New, Desk, Noon, Bram), new Refusal.LeavingBalanceStays(Bram)),
        new("agreeing on a leaving balance without a pot", Here, new Buurthulp.Ledger.Communities.ChangeAgreement(New, Desk, Noon, BelowZero with { Leaving = new LeavingTerms(LeavingBalance.WaitsForTreasurer) }),
            new Refusal.AgreementIncomplete("leaving.pot")),
        new("agreeing on a member as the pot of leaving balances", Here, new Buurthulp.Ledger.Communities.ChangeAgreement(New, Desk, Noon, BelowZero with { Leaving = ToPot with { Pot = Anna } }),
            new Refusal.AccountKindNotAllowed(Anna, AccountKind.Member)),

        new("erasing nobody", Here, new EraseMember(New, Desk, Noon, Nobody), new Refusal.AccountUnknown(Nobody)),
        new("erasing a pot", Here, new EraseMember(New, Desk, Noon, Pot), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        new("erasing twice", Given(Joined(Anna), Left(Anna), new MemberErased(Anna)), new EraseMember(New, Desk, Noon, Anna), new Refusal.NothingToDo()),
    ];

    private static GiveProxy Act(AccountNumber proxy, AccountNumber member) => new(New, Desk, Noon, member, proxy, ProxyKind.Proxy);
}
