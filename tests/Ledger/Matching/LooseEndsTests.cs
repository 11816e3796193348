using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;

namespace Buurthulp.Tests.Ledger.Matching;

/// <summary>Bram leaves. What he asked, offered or would still do waits for nobody.</summary>
public sealed class LooseEndsTests
{
    private static readonly RequestId One = new(Number(11));
    private static readonly RequestId Two = new(Number(12));
    private static readonly LedgerEvent[] Beginning = [Joined(Anna), Joined(Bram), Joined(Chaima)];

    [Fact]
    public void His_open_requests_and_offers_are_taken_back() =>
        Leaves(Asked(Bram, One.Value), Asked(Bram, Two.Value), new HelperProposed(Two, Anna, Proposer.Helper, Today), Asked(Anna, Number(13)), Offered(Bram, Number(14)), Offered(Anna, Number(15)))
            .ShouldEndWith(new RequestWithdrawn(One, Today), new RequestWithdrawn(Two, Today), new OfferWithdrawn(new OfferId(Number(14)), Today));

    [Fact]
    public void What_was_agreed_for_him_or_closed_stays() =>
        Leaves(Asked(Bram, One.Value), new MatchAgreed(One, Anna, Today), Asked(Bram, Two.Value), new RequestExpired(Two, Today), Offered(Bram, Number(14)), new OfferWithdrawn(new OfferId(Number(14)), Today))
            .ShouldEndWith();

    [Fact]
    public void Where_he_would_help_somebody_else_can() =>
        Leaves(Asked(Anna, One.Value), new MatchAgreed(One, Bram, Today), Asked(Chaima, Two.Value), new HelperProposed(Two, Bram, Proposer.Coordinator, Today))
            .ShouldEndWith(new MatchHandedBack(One, Today), new ProposalDeclined(Two, Today));

    [Fact]
    public void Where_he_helped_it_stays_as_it_was() =>
        Leaves(Asked(Anna, One.Value), new MatchAgreed(One, Bram, Today), Booked(helper: Bram, receiver: Anna, minutes: 60, on: Yesterday, request: One))
            .ShouldEndWith();

    [Fact]
    public void His_coming_days_of_a_roster_are_open_again_and_not_those_of_others() =>
        Leaves(Asked(Anna, One.Value), new RosterPosted(One, [Yesterday, Today, Tomorrow, Tomorrow.PlusDays(1)]), new RosterDateTaken(One, Yesterday, Bram, Yesterday),
                new RosterDateTaken(One, Today, Bram, Yesterday), new RosterDateTaken(One, Tomorrow, Bram, Yesterday), new RosterDateTaken(One, Tomorrow.PlusDays(1), Chaima, Yesterday))
            .ShouldEndWith(new RosterDateGivenBack(One, Today, Today), new RosterDateGivenBack(One, Tomorrow, Today));

    [Fact]
    public void Who_is_forgotten_leaves_as_well() =>
        Given([.. Beginning, Asked(Bram, One.Value)])
            .When(new EraseMember(New, Desk, Noon, Bram))
            .Then(Left(Bram), new RequestWithdrawn(One, Today), new MemberErased(Bram));

    private static Leaving Leaves(params LedgerEvent[] events) => new(events);

    private sealed record Leaving(LedgerEvent[] Events)
    {
        public void ShouldEndWith(params LedgerEvent[] ends) => Given([.. Beginning, .. Events]).When(new LeaveMember(New, Desk, Noon, Bram)).Then([Left(Bram), .. ends]);
    }
}
