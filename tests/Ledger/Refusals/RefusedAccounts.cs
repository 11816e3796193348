using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Joining, leaving, opening balances and activities.</summary>
internal static class RefusedAccounts
{
    private static readonly ActivityKind Walk = new("wandeling");

    public static readonly RefusalCase[] Cases =
    [
        new("joining a community that was never founded", GivenOnly(),
            new JoinMember(New, Desk, Noon, Anna, North, Today), new Refusal.CommunityUnknown(Molenwijk)),
        new("joining under a number that is taken", Given(Joined(Anna)),
            new JoinMember(New, Desk, Noon, Anna, North, Today), new Refusal.AccountExists(Anna)),
        new("joining under the number of somebody who left", Given(Joined(Anna), Left(Anna)),
            new JoinOrganisation(New, Desk, Noon, Anna, North, Today), new Refusal.AccountExists(Anna)),
        new("a pot under the number of a member", Given(Joined(Anna)),
            new OpenPot(New, Desk, Noon, Anna, Today), new Refusal.AccountExists(Anna)),
        new("a shop under the number of a member", Given(Joined(Anna)),
            new JoinShop(New, Desk, Noon, Anna, North, Today, BakeryTerms), new Refusal.AccountExists(Anna)),
        new("joining tomorrow", Given(),
            new JoinMember(New, Desk, Noon, Anna, North, Tomorrow), new Refusal.DateInFuture(Tomorrow, Today)),
        new("opening a pot tomorrow", Given(),
            new OpenPot(New, Desk, Noon, Pot, Tomorrow), new Refusal.DateInFuture(Tomorrow, Today)),

        new("leaving without having joined", Given(),
            new LeaveMember(New, Desk, Noon, Nobody, Today), new Refusal.AccountUnknown(Nobody)),
        new("leaving as an organisation", Given(HouseJoined()),
            new LeaveMember(New, Desk, Noon, House, Today), new Refusal.AccountKindNotAllowed(House, AccountKind.Organisation)),
        new("leaving before joining", Given(Joined(Anna)),
            new LeaveMember(New, Desk, Noon, Anna, Founding), new Refusal.DateBeforeJoining(Anna, Founding, Joining)),
        new("leaving twice", Given(Joined(Anna), Left(Anna, Yesterday)),
            new LeaveMember(New, Desk, Noon, Anna, Today), new Refusal.AccountClosed(Anna, Yesterday)),
        new("leaving tomorrow", Given(Joined(Anna)),
            new LeaveMember(New, Desk, Noon, Anna, Tomorrow), new Refusal.DateInFuture(Tomorrow, Today)),

        new("an opening balance before the founding", GivenOnly(),
            new BookOpeningBalance(New, Desk, Noon, Anna, 60, Today), new Refusal.CommunityUnknown(Molenwijk)),
        new("an opening balance of nothing", Given(Joined(Anna)),
            new BookOpeningBalance(New, Desk, Noon, Anna, 0, Today), new Refusal.AmountNotPositive(0)),
        new("an opening balance one minute over the largest", Given(Joined(Anna)),
            new BookOpeningBalance(New, Desk, Noon, Anna, Shares.LargestMinutes + 1, Today), new Refusal.AmountTooLarge(Shares.LargestMinutes + 1, Shares.LargestMinutes)),
        new("an opening balance of the lowest number there is", Given(Joined(Anna)),
            new BookOpeningBalance(New, Desk, Noon, Anna, long.MinValue, Today), new Refusal.AmountTooLarge(long.MinValue, Shares.LargestMinutes)),
        new("an opening balance of tomorrow", Given(Joined(Anna)),
            new BookOpeningBalance(New, Desk, Noon, Anna, 60, Tomorrow), new Refusal.DateInFuture(Tomorrow, Today)),
        new("an opening balance of nobody", Given(),
            new BookOpeningBalance(New, Desk, Noon, Nobody, 60, Today), new Refusal.AccountUnknown(Nobody)),
        new("an opening balance from before joining", Given(Joined(Anna)),
            new BookOpeningBalance(New, Desk, Noon, Anna, 60, Founding), new Refusal.DateBeforeJoining(Anna, Founding, Joining)),

        new("an activity before the founding", GivenOnly(),
            new HoldActivity(New, Desk, Noon, Walk, Today, []), new Refusal.CommunityUnknown(Molenwijk)),
        new("an activity of tomorrow", Given(),
            new HoldActivity(New, Desk, Noon, Walk, Tomorrow, []), new Refusal.DateInFuture(Tomorrow, Today)),
        new("an activity to which nobody we know came", Given(Joined(Anna)),
            new HoldActivity(New, Desk, Noon, Walk, Today, [Anna, Nobody]), new Refusal.AccountUnknown(Nobody)),
        new("an activity to which somebody came twice", Given(Joined(Anna), Joined(Bram)),
            new HoldActivity(New, Desk, Noon, Walk, Today, [Anna, Bram, Anna]), new Refusal.AccountNamedTwice(Anna)),
    ];
}
