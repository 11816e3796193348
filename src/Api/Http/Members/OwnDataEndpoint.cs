using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Accounts;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Matching;
using Buurthulp.Projections.Members;
using Buurthulp.Projections.Statements;

namespace Buurthulp.Api.Http.Members;

/// <summary>All that is kept of oneself, as one file.</summary>
internal static class OwnDataEndpoint
{
    private const int All = int.MaxValue;

    public static void MapOwnData(this IEndpointRouteBuilder member) =>
        member.MapGet("/data", ReadAsync).Allow(Role.Member).AlsoAfterLeaving().Produces<OwnDataAnswer>()
            .WithName("downloadOwnData").WithSummary("All that vault and ledger hold of a member, as one file")
            .WithDescription("For the member and for who may act for them. It names nobody else: not those whom they helped, nor those who helped them. What coordinators wrote for each other is not in it.")
            .Example(SampleAnswers.OwnData);

    private static async Task<IResult> ReadAsync(ReadCall call, string no, PersonVault vault, OwnRecords records, ReadLog log, ContactChanges changes, Reminders reminders, MailWishes wishes, CommunityWriters writers, HttpResponse response)
    {
        var (database, community, stop) = (call.Database, call.Community, call.CancellationToken);
        var account = Parameters.Account(no, "no");
        if (!await call.MaySeeAsync(account) || await MemberQueries.FindAsync(database, community, account, stop) is not { } row) return EdgeProblems.NoSuchAccount(account);

        // Who acts for somebody reads another's personal data; that is on disk before it is shown.
        if (call.Token.Account != account) await log.AddAsync(community, account, call.Token.Actor, new ReasonCode("data-download"), stop);
        var member = MemberAnswer.Of(row, await OfficeQueries.RolesAsync(database, community, account, stop), await OfficeQueries.ProxiesAsync(database, community, account, stop),
            await vault.FindAsync(community, account, stop), call.Head);
        var statement = await StatementQueries.PageAsync(database, community, account, from: null, to: null, page: 1, All, stop);
        var requests = await RequestQueries.ListAsync(database, community, new RequestFilter(Involved: account), All, stop);
        var offers = await OfferQueries.OfMemberAsync(database, community, account, stop);
        var texts = await records.TextsAsync(community, account, stop);
        var activities = await writers.LookAsync(community, (state, _) => state.Activities.All.Values.Where(activity => activity.Attendees.Contains(account)).OrderBy(activity => activity.HeldOn)
            .Select(activity => new OwnActivityAnswer(activity.Kind, activity.HeldOn)).ToList(), stop);

        var words = texts.ToDictionary(text => text.Subject, text => text.Text);
        response.Headers.ContentDisposition = $"attachment; filename=\"buurthulp-{account}.json\"";
        return Results.Json(new OwnDataAnswer(account, member, statement.Closing, [.. statement.Lines.Select(StatementLineAnswer.Of)],
            [.. (await ExchangeQueries.OfAccountAsync(database, community, account, status: null, All, stop)).Select(exchange => OwnExchangeAnswer.Of(exchange, account))],
            [.. requests.Select(request => OwnRequestAnswer.Of(request, account, words))],
            [.. offers.Select(offer => new OwnOfferAnswer(offer.Offer.Value, offer.Category, offer.PostedOn, offer.WithdrawnOn, words.GetValueOrDefault(offer.Offer.Value)))],
            activities,
            [.. (await log.OfAsync(community, account, stop)).Select(ReadAnswer.Of)],
            [.. (await changes.OfAsync(community, account, stop)).Select(change => new ContactChangeAnswer(change.Parts, change.ChangedBy, change.Role, change.ChangedAt.UtcDateTime))],
            [.. (await records.InvitationsAsync(community, account, stop)).Select(invitation => new OwnInvitationAnswer(invitation.CameWith, invitation.MadeAt.UtcDateTime, invitation.UsedAt?.UtcDateTime))],
            [.. (await records.SessionsAsync(community, account, stop)).Select(session => new OwnSessionAnswer(session.SignedInBy, session.Device, session.CreatedAt.UtcDateTime, session.LastSeenAt.UtcDateTime, session.EndedAt?.UtcDateTime))],
            [.. (await reminders.MadeAsync(community, account, stop)).Select(ReminderAnswer.Of)],
            await wishes.FindAsync(community, account, stop)));
    }
}
