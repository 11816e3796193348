using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Signals;
using NodaTime;

namespace Buurthulp.Api.Http.Signals;

/// <summary>What a coordinator may want to look after.</summary>
internal static class SignalEndpoint
{
    private const int MostOfEach = 500;

    public static void MapSignals(this IEndpointRouteBuilder community) =>
        community.MapGet("/signals", SignalsAsync).WithTags("signals").Allow(Role.Coordinator).Produces<SignalsAnswer>()
            .WithName("readSignals").WithSummary("What a coordinator may want to look after, as of today")
            .WithDescription("Numbers and figures, no names. Members who are paused or left give no signal; help that was reversed does not count. "
                + $"Of each kind the first {MostOfEach}, with how many there are. Never published.")
            .Example(SampleAnswers.Signals);

    private static async Task<IResult> SignalsAsync(ReadCall call, CommunityWriters writers, IClock clock)
    {
        var (today, load, terms) = await writers.LookAsync(call.Community,
            (state, _) => (state.Today(clock.GetCurrentInstant()), RequestTerms.Of(state.Agreement), SignalTerms.Of(state.Agreement)), call.CancellationToken);
        var members = await MemberSignalQueries.ListAsync(call.Database, call.Community, today, load, terms, MostOfEach, call.CancellationToken);
        var unanswered = await RequestSignalQueries.UnansweredAsync(call.Database, call.Community, today, terms, MostOfEach, call.CancellationToken);
        var followUps = await RequestSignalQueries.FollowUpsAsync(call.Database, call.Community, today, load, MostOfEach, call.CancellationToken);
        var concerns = await ConcernQueries.ListAsync(call.Database, call.Community, isOpen: true, MostOfEach, call.CancellationToken);
        return Results.Json(new SignalsAnswer(today, new ThresholdsAnswer(load.OverloadMinutes, load.OverloadPeople, terms.OveraskingMinutes, terms.UnansweredDays, load.FollowUpDays),
            MemberSignalsAnswer.Of(MemberSignal.Overload, members), MemberSignalsAnswer.Of(MemberSignal.Overasking, members), MemberSignalsAnswer.Of(MemberSignal.Quiet, members),
            MemberSignalsAnswer.Of(MemberSignal.NewWithoutFirst, members), RequestSignalsAnswer.Of(unanswered, today), RequestSignalsAnswer.Of(followUps, today), ConcernSignalsAnswer.Of(concerns), call.Head));
    }
}
