using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Tests.Ledger.Scenarios;
using NodaTime;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Requests, offers and activities.</summary>
internal static class RefusedRequests
{
    private static readonly RequestId TheRequest = new(Earlier);
    private static readonly OfferId TheOffer = new(Earlier);
    private static readonly History Open = Given(PotOpen(), Joined(Anna), Joined(Bram), Asked(Anna), Offered(Anna));

    private static readonly ActivityId TheActivity = new(Earlier);
    private static readonly History Held = Given(Joined(Anna), Joined(Bram), new ActivityHeld(TheActivity, new ActivityKind("wandeling"), Yesterday), new ActivityAttended(TheActivity, [Anna]));

    private static readonly ActivityPlanned ThePlan = new(TheActivity, new ActivityKind("wandeling"), Today);
    private static readonly History Planned = Given(Joined(Anna), ThePlan);
    private static readonly History CalledOff = Given(Joined(Anna), ThePlan, new ActivityCancelled(TheActivity, Today));

    public static readonly RefusalCase[] Cases =
    [
        new("a request in a community that was never founded", GivenOnly(), Ask(Anna), new Refusal.CommunityUnknown(Molenwijk)),
        new("a request for an unknown kind of help", Open, Ask(Anna) with { Category = Unheard }, new Refusal.CategoryUnknown(Unheard)),
        new("a request of tomorrow", Open, Ask(Anna) with { PostedOn = Tomorrow }, new Refusal.DateInFuture(Tomorrow, Today)),
        new("a request of nobody", Open, Ask(Nobody), new Refusal.AccountUnknown(Nobody)),
        new("a request from before joining", Open, Ask(Anna) with { PostedOn = Founding }, new Refusal.DateBeforeJoining(Anna, Founding, Joining)),
        new("a request of a pot", Open, Ask(Pot), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        new("an offer of somebody who left", Given(Joined(Anna), Left(Anna)), new PostOffer(New, Desk, Noon, Anna, Chores, Channel.Phone), new Refusal.AccountClosed(Anna, Today)),

        new("a match for an unknown request", Given(Joined(Anna)), Match(Anna), new Refusal.RequestUnknown(TheRequest)),
        new("a match for a request that was taken back", Given(Joined(Anna), Joined(Bram), Asked(Anna), new RequestWithdrawn(TheRequest, Today)), Match(Bram), new Refusal.RequestClosed(TheRequest)),
        new("a match of tomorrow", Open, Match(Bram) with { AgreedOn = Tomorrow }, new Refusal.DateInFuture(Tomorrow, Today)),
        new("a match from before the request", Open, Match(Bram) with { AgreedOn = Joining }, new Refusal.DateBeforePosting(Joining, Yesterday)),
        new("a match with nobody", Open, Match(Nobody), new Refusal.AccountUnknown(Nobody)),
        new("a match with a pot", Open, Match(Pot), new Refusal.AccountKindNotAllowed(Pot, AccountKind.Pot)),
        new("a match with the one who asked", Open, Match(Anna), new Refusal.HelperIsAsker(Anna)),
        new("taking an unknown request back", Given(), new WithdrawRequest(New, Desk, Noon, TheRequest), new Refusal.RequestUnknown(TheRequest)),
        new("an unknown request that expires", Given(), new ExpireRequest(New, Desk, Noon, TheRequest), new Refusal.RequestUnknown(TheRequest)),
        new("referring a request before it was posted", Open, new ReferRequest(New, Desk, Noon, TheRequest, Joining), new Refusal.DateBeforePosting(Joining, Yesterday)),

        new("taking an unknown offer back", Given(), new WithdrawOffer(New, Desk, Noon, TheOffer), new Refusal.OfferUnknown(TheOffer)),
        new("taking an offer back twice", Given(Joined(Anna), Offered(Anna), new OfferWithdrawn(TheOffer, Today)), new WithdrawOffer(New, Desk, Noon, TheOffer), new Refusal.OfferClosed(TheOffer)),
        new("taking an offer back tomorrow", Open, new WithdrawOffer(New, Desk, Noon, TheOffer, Tomorrow), new Refusal.DateInFuture(Tomorrow, Today)),
        new("taking an offer back before it was posted", Open, new WithdrawOffer(New, Desk, Noon, TheOffer, Joining), new Refusal.DateBeforePosting(Joining, Yesterday)),

        new("coming to an unknown activity", Open, Attend(Anna), new Refusal.ActivityUnknown(TheActivity)),
        new("coming to an activity that is still to come", Planned, Attend(Anna), new Refusal.ActivityNotHeld(TheActivity)),
        new("planning an activity before the founding", GivenOnly(), Plan(Today), new Refusal.CommunityUnknown(Molenwijk)),
        new("planning an activity for yesterday", Open, Plan(Yesterday), new Refusal.DateInPast(Yesterday, Today)),
        new("planning an activity for less than nothing", Open, Plan(Tomorrow) with { Price = new ActivityPrice(-1, 0) }, new Refusal.AmountNotPositive(-1)),
        new("calling off an unknown activity", Open, Cancel(), new Refusal.ActivityUnknown(TheActivity)),
        new("calling off an activity that took place", Held, Cancel(), new Refusal.ActivityNotPlanned(TheActivity)),
        new("calling off an activity twice", CalledOff, Cancel(), new Refusal.ActivityNotPlanned(TheActivity)),
        new("holding an activity that nobody planned", Open, HoldPlanned(), new Refusal.ActivityUnknown(TheActivity)),
        new("holding an activity that was called off", CalledOff, HoldPlanned(), new Refusal.ActivityNotPlanned(TheActivity)),
        new("nobody who came", Held, Attend(Nobody), new Refusal.AccountUnknown(Nobody)),
        new("somebody who came twice at once", Held, Attend(Bram, Bram), new Refusal.AccountNamedTwice(Bram)),
        new("somebody who is on the list already", Held, Attend(Anna), new Refusal.NothingToDo()),
    ];

    private static PlanActivity Plan(LocalDate on) => new(New, Desk, Noon, new ActivityKind("wandeling"), on);

    private static CancelActivity Cancel() => new(New, Desk, Noon, TheActivity);

    private static HoldActivity HoldPlanned() => new(New, Desk, Noon, new ActivityKind("wandeling"), Today, [Anna], Planned: TheActivity);

    private static AttendActivity Attend(params AccountNumber[] attendees) => new(New, Desk, Noon, TheActivity, attendees);

    private static PostRequest Ask(AccountNumber member) => new(New, Desk, Noon, member, Chores, Channel.Phone);

    private static AgreeMatch Match(AccountNumber helper) => new(New, Desk, Noon, TheRequest, helper);
}
