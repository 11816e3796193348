using System.Text.Json.Serialization;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Figures;
using Buurthulp.Projections.Members;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Http.Indicators;

/// <summary>A member's own view of help that goes round: towards the neighbourhood, never towards a person.</summary>
internal static class ReciprocityEndpoint
{
    public static void MapReciprocity(this IEndpointRouteBuilder community) =>
        community.MapGet("/members/{no}/reciprocity", ReadAsync).WithTags("indicators").Allow(Role.Member, Role.Coordinator).AlsoAfterLeaving().Produces<ReciprocityAnswer>()
            .WithName("readReciprocity").WithSummary("What a member gave to the neighbourhood and received from it")
            .WithDescription("It says how many people and never who, and nothing of what is between two. Members see their own, and that of those for whom they act. Who is not expected to give sees thanks and company only, and is not invited to: the other numbers are null.")
            .Example(ReciprocityAnswer.Of(new OwnReciprocity(SampleFigures.Member, IsExpected: true, Invitation.Ask)));

    private static async Task<IResult> ReadAsync(ReadCall call, IndicatorQueries indicators, CommunityWriters writers, IClock clock, string no, string? from, string? to)
    {
        var account = Parameters.Account(no, "no");
        var today = await writers.LookAsync(call.Community, (state, _) => state.Today(clock.GetCurrentInstant()), call.CancellationToken);
        var period = from is null && to is null ? ReportPeriod.YearUpTo(today) : IndicatorEndpoints.PeriodOf(from, to);
        return await call.MaySeeAsync(account) && await OwnReciprocity.FindAsync(call.Database, indicators, call.Community, account, period, call.CancellationToken) is { } own
            ? Results.Json(ReciprocityAnswer.Of(own), IndicatorJson.Options)
            : EdgeProblems.NoSuchAccount(account);
    }
}

/// <summary>A member's help towards the neighbourhood, and what may be said of it to that member.</summary>
/// <param name="Found">What was given and received.</param>
/// <param name="IsExpected">False for the very frail: then it is thanks and company only.</param>
/// <param name="Invitation">What may be suggested; null for nothing.</param>
internal sealed record OwnReciprocity(MemberReciprocity Found, bool IsExpected, Invitation? Invitation)
{
    /// <summary>Null for a number that is no member's.</summary>
    public static async Task<OwnReciprocity?> FindAsync(NpgsqlDataSource database, IndicatorQueries indicators, CommunityCode community, AccountNumber account, ReportPeriod period, CancellationToken cancellationToken) =>
        await MemberQueries.FindAsync(database, community, account, cancellationToken) is { } member && await indicators.ReciprocityAsync(community, account, period, cancellationToken) is { } found
            ? new OwnReciprocity(found, member.ReciprocityExpected, InvitationFor(member, found))
            : null;

    /// <summary>None for those who are never asked to give, who take a pause or who left; and none where help goes both ways already.</summary>
    private static Invitation? InvitationFor(MemberRow member, MemberReciprocity found) =>
        !member.ReciprocityExpected || member.PausedOn is not null || member.LeftOn is not null ? null
        : (found.GaveMinutes, found.ReceivedMinutes) switch
        {
            (0, 0) => Indicators.Invitation.Begin,
            (0, _) => Indicators.Invitation.Give,
            (_, 0) => Indicators.Invitation.Ask,
            _ => null,
        };
}

/// <summary>What a page may gently suggest.</summary>
public enum Invitation
{
    /// <summary>Neither gave nor received yet.</summary>
    Begin,

    /// <summary>Was helped and may like to help somebody.</summary>
    Give,

    /// <summary>Helped and may ask for help too.</summary>
    Ask,
}

/// <summary>What a member gave to the neighbourhood and received from it. For somebody who is not expected to give it is thanks and company only: the rest is null.</summary>
/// <param name="Account">Whose.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="GaveMinutes">Minutes of help given, to anyone.</param>
/// <param name="GaveTo">How many people were helped.</param>
/// <param name="ReceivedMinutes">Minutes of help received, from anyone.</param>
/// <param name="ReceivedFrom">How many people helped.</param>
/// <param name="SharedMinutes">What was both given and received: the smaller of the two.</param>
/// <param name="MediatedMinutes">What came round by way of others.</param>
/// <param name="ThanksGiven">Thanks said.</param>
/// <param name="ThanksReceived">Thanks that others said for help given.</param>
/// <param name="GiftsToPot">Minutes given to a pot.</param>
/// <param name="ActivitiesAttended">Activities that the member came to.</param>
/// <param name="Circle">The smallest circle of help of three people or more through this member; null when there is none. A number only: never who.</param>
/// <param name="Invitation">What may be suggested. Absent for those who are never asked to give, and where help goes both ways.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record ReciprocityAnswer(AccountNumber Account, LocalDate From, LocalDate To, long? GaveMinutes, long? GaveTo, long? ReceivedMinutes, long? ReceivedFrom, long? SharedMinutes, long? MediatedMinutes,
    long ThanksGiven, long ThanksReceived, long? GiftsToPot, long ActivitiesAttended, HelpCircle? Circle, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Invitation? Invitation, long Position)
{
    internal static ReciprocityAnswer Of(OwnReciprocity own)
    {
        var found = own.Found;
        return own.IsExpected
            ? new(found.Account, found.From, found.To, found.GaveMinutes, found.GaveTo, found.ReceivedMinutes, found.ReceivedFrom, found.SharedMinutes, found.MediatedMinutes, found.ThanksGiven, found.ThanksReceived,
                found.GiftsToPot, found.ActivitiesAttended, found.Circle, own.Invitation, found.Position)
            : new(found.Account, found.From, found.To, GaveMinutes: null, GaveTo: null, ReceivedMinutes: null, ReceivedFrom: null, SharedMinutes: null, MediatedMinutes: null, found.ThanksGiven, found.ThanksReceived,
                GiftsToPot: null, found.ActivitiesAttended, Circle: null, Invitation: null, found.Position);
    }
}
