using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Founding, the agreement, kinds of help and neighbourhoods.</summary>
internal static class RefusedCommunities
{
    private static readonly FoundCommunity Found = new(New, Desk, Noon, Founding, "Europe/Amsterdam", new CurrencyCode("uur"), 60, BelowZero);

    public static readonly RefusalCase[] Cases =
    [
        new("founding a community twice", Given(), Found, new Refusal.CommunityExists(Molenwijk)),
        new("a time zone that nobody knows", GivenOnly(), Found with { TimeZone = "Europe/Molenwijk" }, new Refusal.TimeZoneUnknown()),
        new("a time zone without a name", GivenOnly(), Found with { TimeZone = "" }, new Refusal.TimeZoneUnknown()),
        new("a unit of no minutes", GivenOnly(), Found with { MinutesPerUnit = 0 }, new Refusal.AmountNotPositive(0)),
        new("a unit of more than the largest amount", GivenOnly(), Found with { MinutesPerUnit = int.MaxValue }, new Refusal.AmountTooLarge(int.MaxValue, Shares.LargestMinutes)),
        new("founding with a pot that pays and has no number", GivenOnly(), Found with { Agreement = PotPays with { ShortfallPot = null } }, new Refusal.AgreementIncomplete("shortfallPot")),

        Agreeing("a pot that pays and has no number", PotPays with { ShortfallPot = null }, new Refusal.AgreementIncomplete("shortfallPot")),
        Agreeing("a pot that pays and was never opened", PotPays, new Refusal.AccountUnknown(Pot)),
        Agreeing("a member in place of the pot", PotPays with { ShortfallPot = Anna }, new Refusal.AccountKindNotAllowed(Anna, AccountKind.Member)),
        Agreeing("no day to answer", BelowZero with { ProposalDays = 0 }, new Refusal.AgreementIncomplete("proposalDays")),
        Agreeing("more than a year to answer", BelowZero with { ProposalDays = 366 }, new Refusal.AgreementIncomplete("proposalDays")),
        Agreeing("a floor at shops above the largest amount", BelowZero with { ShopFloorMinutes = Shares.LargestMinutes + 1 }, new Refusal.AgreementIncomplete("shopFloorMinutes")),
        Agreeing("the lowest number there is as the floor at shops", BelowZero with { ShopFloorMinutes = long.MinValue }, new Refusal.AgreementIncomplete("shopFloorMinutes")),
        Agreeing("a floor for gifts below the largest amount", BelowZero with { GiftFloorMinutes = -Shares.LargestMinutes - 1 }, new Refusal.AgreementIncomplete("giftFloorMinutes")),
        Agreeing("the lowest number there is as the floor for gifts", BelowZero with { GiftFloorMinutes = long.MinValue }, new Refusal.AgreementIncomplete("giftFloorMinutes")),

        Agreeing("an invitation that holds for no day", BelowZero with { Joining = new JoiningTerms(IntakeRequired: false, InvitationDays: 0) }, new Refusal.AgreementIncomplete("joining.invitationDays")),
        Agreeing("an invitation that holds for more than a year", BelowZero with { Joining = new JoiningTerms(IntakeRequired: false, InvitationDays: 366) }, new Refusal.AgreementIncomplete("joining.invitationDays")),

        new("adding only kinds of help that are known", Given(), new AddCategories(New, Desk, Noon, [Chores, Chores]), new Refusal.NothingToDo()),
        new("adding no kind of help", Given(), new AddCategories(New, Desk, Noon, []), new Refusal.NothingToDo()),
        new("a neighbourhood with fewer than no residents", Given(), new DefineNeighbourhood(New, Desk, Noon, North, -1), new Refusal.ResidentsOutOfRange(-1)),
    ];

    private static RefusalCase Agreeing(string name, Agreement agreement, Refusal refusal) =>
        new("agreeing on " + name, Given(Joined(Anna)), new ChangeAgreement(New, Desk, Noon, agreement), refusal);
}
