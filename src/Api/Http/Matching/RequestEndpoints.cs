using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Exchanges;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using NodaTime;

namespace Buurthulp.Api.Http.Matching;

/// <summary>Requests for help: posted, answered, handed back, booked, taken back; and the days of a roster.</summary>
internal static class RequestEndpoints
{
    public static void MapRequests(this IEndpointRouteBuilder community)
    {
        var requests = community.MapGroup("/requests").WithTags("requests");
        requests.MapPost("", PostAsync).Allow(Role.Member, Role.Coordinator).Produces<RequestPostedAnswer>(StatusCodes.Status201Created)
            .WithName("postRequest").WithSummary("Asks for help").WithDescription("With dates it is a roster: one request that wants a helper for each day. A member asks for themselves, or for somebody for whom they act. Words are kept outside the journal.")
            .Example(new PostRequestBody(Sample.Errands, Sample.Anna, "Wie haalt er donderdag boodschappen voor mij?", NeededOn: Sample.NextWeek, Neighbourhood: Sample.North, Languages: [new("nl")]), new RequestPostedAnswer(Sample.Id, Sample.Position));

        var request = requests.MapGroup("/{id:guid}");
        request.MapPost("/propose", ProposeAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("proposeHelper").WithSummary("Proposes a helper for an open request")
            .WithDescription("A member answers for themselves, or for somebody for whom they act; then the one who asked says yes. A coordinator proposes anybody; then the helper says yes.")
            .Example(new HelperBody(Sample.Bram), new PositionAnswer(Sample.Position));
        request.MapPost("/decline", DeclineAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("declineProposal").WithSummary("Says no to a proposal, from either side").WithDescription("No reason is asked and nothing says who; the request is open again.")
            .Example(new PositionAnswer(Sample.Position));
        request.MapPost("/agree", AgreeAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("agreeMatch").WithSummary("Agrees who will help").WithDescription("A coordinator may name a helper whom nobody proposed.")
            .Example(new HelperBody(Sample.Bram), new PositionAnswer(Sample.Position));
        request.MapPost("/hand-back", HandBackAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("handBackMatch").WithSummary("Ends a match before its time").WithDescription("No reason is asked and nothing says at whose wish; the request is open again. Not once the help was written down.")
            .Example(new PositionAnswer(Sample.Position));
        request.MapPost("/book", BookAsync).Allow(Role.Member, Role.Coordinator).Produces<ExchangeAnswer>(StatusCodes.Status201Created)
            .WithName("bookRequest").WithSummary("Writes down the help that a match led to")
            .WithDescription("The people and the kind of help come from the request. By the one who asked or a coordinator it is booked at once; by the helper it waits for the other side.")
            .Example(new BookRequestBody(60, Sample.Yesterday), new ExchangeAnswer(Sample.OtherId, Sample.Position, ExchangeAnswerStatus.Booked));
        request.MapPost("/withdraw", WithdrawAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("withdrawRequest").WithSummary("Takes a request back")
            .Example(new PositionAnswer(Sample.Position));
        request.MapPost("/dates/{date}/take", TakeAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("takeRosterDate").WithSummary("Takes one day of a roster").WithDescription("A member takes it for themselves, or for somebody for whom they act.")
            .Example(new HelperBody(Sample.Bram), new PositionAnswer(Sample.Position));
        request.MapPost("/dates/{date}/give-back", GiveBackAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("giveBackRosterDate").WithSummary("Gives one day of a roster back").WithDescription("No reason is asked and nothing says at whose wish.")
            .Example(new PositionAnswer(Sample.Position));
    }

    private static async Task<IResult> PostAsync(CommandCall call, RequestWords vault, Body<PostRequestBody> body)
    {
        var posted = body.Value;
        var member = await RequestWriting.SpokenForAsync(call, posted.Member, "member");
        var channel = RequestWriting.ChannelOf(call, posted.Channel);
        var wishes = new RequestWishes(posted.NeededOn, posted.NeededBy, posted.Neighbourhood, posted.NotFromMyStreet ? true : null, posted.Languages);
        if (wishes == new RequestWishes()) wishes = null;
        LedgerCommand command = posted.Dates is { } dates
            ? new PostRoster(call.CommandId, call.Actor, call.Now, member, posted.Category, channel, dates, wishes)
            : new PostRequest(call.CommandId, call.Actor, call.Now, member, posted.Category, channel, PostedOn: null, wishes);
        return await RequestWriting.ExecuteAsync(call, vault, new RequestText(call.CommandId, TextKind.Words, member, ""), posted.Words, "words", command,
            recorded => Results.Json(new RequestPostedAnswer(((RequestPosted)recorded.Entries[0].Event).Request.Value, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> ProposeAsync(CommandCall call, Guid id, Body<HelperBody> body) =>
        await call.ExecuteAsync(new ProposeHelper(call.CommandId, call.Actor, call.Now, new RequestId(id), await RequestWriting.SpokenForAsync(call, body.Value.Helper, "helper")));

    private static Task<IResult> DeclineAsync(CommandCall call, Guid id) => call.ExecuteAsync(new DeclineProposal(call.CommandId, call.Actor, call.Now, new RequestId(id)));

    private static Task<IResult> AgreeAsync(CommandCall call, Guid id, Body<HelperBody> body) =>
        call.ExecuteAsync(new AgreeMatch(call.CommandId, call.Actor, call.Now, new RequestId(id), body.Value.Helper));

    private static Task<IResult> HandBackAsync(CommandCall call, Guid id) => call.ExecuteAsync(new HandBackMatch(call.CommandId, call.Actor, call.Now, new RequestId(id)));

    private static Task<IResult> BookAsync(CommandCall call, Guid id, Body<BookRequestBody> body) =>
        call.ExecuteAsync(new BookRequest(call.CommandId, call.Actor, call.Now, new RequestId(id), body.Value.Minutes, body.Value.HappenedOn, RequestWriting.ChannelOf(call, body.Value.Channel)),
            recorded => Results.Json(ExchangeEndpoints.AnswerOf(recorded), statusCode: StatusCodes.Status201Created));

    private static Task<IResult> WithdrawAsync(CommandCall call, Guid id) => call.ExecuteAsync(new WithdrawRequest(call.CommandId, call.Actor, call.Now, new RequestId(id)));

    private static async Task<IResult> TakeAsync(CommandCall call, Guid id, string date, Body<HelperBody> body) =>
        await call.ExecuteAsync(new TakeRosterDate(call.CommandId, call.Actor, call.Now, new RequestId(id), Day(date), await RequestWriting.SpokenForAsync(call, body.Value.Helper, "helper")));

    private static Task<IResult> GiveBackAsync(CommandCall call, Guid id, string date) => call.ExecuteAsync(new GiveBackRosterDate(call.CommandId, call.Actor, call.Now, new RequestId(id), Day(date)));

    private static LocalDate Day(string date) => Parameters.Date(date, "date")!.Value;
}
