using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Api.Http.Gifts;

/// <summary>Minutes that a common pot gives to members, within its rule.</summary>
internal static class GrantEndpoints
{
    public static void MapGrants(this IEndpointRouteBuilder community)
    {
        community.MapPost("/grants", GiveAsync).WithTags("gifts").Allow(Role.Treasurer).Produces<GrantAnswer>(StatusCodes.Status201Created)
            .WithName("giveGrant").WithSummary("Gives minutes from a pot to a member").WithDescription("The pot's rule says how much a member and all members get in a calendar month; a refusal says what remains.")
            .Example(new GiveGrantBody(Sample.Pot, Sample.Anna, 120), new GrantAnswer(Sample.Id, Sample.Position));
        community.MapPost("/pots", OpenAsync).WithTags("gifts").Allow(Role.Treasurer, Role.Admin).Produces<PositionAnswer>(StatusCodes.Status201Created)
            .WithName("openPot").WithSummary("Opens a common pot")
            .Example(new OpenPotBody(Sample.Pot, Sample.Today), new PositionAnswer(Sample.Position));
        community.MapGet("/pots", ListAsync).WithTags("gifts").Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<IReadOnlyList<PotAnswer>>()
            .WithName("listPots").WithSummary("All pots with what they have, may grant and can still grant this month, in order of their number")
            .Example(new PotAnswer[] { new(Sample.Pot, 5400, MostPerMemberMinutes: 240, MostPerMonthMinutes: 2400, GrantedMinutes: 360, AvailableMinutes: 2040, Sample.Position) });
        community.MapPost("/pots/{no}/grant-rule", AgreeAsync).WithTags("gifts").Allow(Role.Treasurer).Produces<PositionAnswer>()
            .WithName("agreeGrantRule").WithSummary("Agrees what a pot may grant")
            .Example(new GrantRuleBody(MostPerMemberMinutes: 240, MostPerMonthMinutes: 2400), new PositionAnswer(Sample.Position));
        community.MapGet("/pots/{no}", ReadAsync).WithTags("gifts").Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<PotAnswer>()
            .WithName("readPot").WithSummary("What a pot has, may grant and can still grant this month")
            .Example(new PotAnswer(Sample.Pot, 5400, MostPerMemberMinutes: 240, MostPerMonthMinutes: 2400, GrantedMinutes: 360, AvailableMinutes: 2040, Sample.Position));
    }

    private static Task<IResult> GiveAsync(CommandCall call, Body<GiveGrantBody> body)
    {
        var (pot, member, minutes) = body.Value;
        return call.ExecuteAsync(new GiveGrant(call.CommandId, call.Actor, call.Now, pot, member, minutes),
            recorded => Results.Json(new GrantAnswer(((GrantGiven)recorded.Entries[0].Event).Grant.Value, recorded.Position), statusCode: StatusCodes.Status201Created));
    }

    private static Task<IResult> AgreeAsync(CommandCall call, string no, Body<GrantRuleBody> body) =>
        call.ExecuteAsync(new AgreeGrantRule(call.CommandId, call.Actor, call.Now, Parameters.Account(no, "no"), new GrantRule(body.Value.MostPerMemberMinutes, body.Value.MostPerMonthMinutes)));

    private static Task<IResult> OpenAsync(CommandCall call, Body<OpenPotBody> body) =>
        call.ExecuteAsync(new OpenPot(call.CommandId, call.Actor, call.Now, body.Value.Pot, body.Value.OpenedOn), PositionAnswer.Created);

    /// <summary>From the state that the next decision will be made on, so that the answer is what the rule would say.</summary>
    private static async Task<IResult> ReadAsync(ReadCall call, string no, CommunityWriters writers, IClock clock)
    {
        var number = Parameters.Account(no, "no");
        var now = clock.GetCurrentInstant();
        var answer = await writers.LookAsync(call.Community, (state, _) => state.Accounts.TryGet(number, out var pot) && pot.Kind == AccountKind.Pot ? AnswerOf(state, pot, state.Today(now)) : null, call.CancellationToken);
        return answer is null ? EdgeProblems.NoSuchAccount(number) : Results.Json(answer);
    }

    private static async Task<IResult> ListAsync(ReadCall call, CommunityWriters writers, IClock clock)
    {
        var now = clock.GetCurrentInstant();
        return Results.Json(await writers.LookAsync(call.Community, (state, _) =>
        {
            var today = state.Today(now);
            return state.AccountsOf(AccountKind.Pot).Select(pot => AnswerOf(state, pot, today)).ToList();
        }, call.CancellationToken));
    }

    private static PotAnswer AnswerOf(CommunityState state, Account pot, LocalDate today)
    {
        var granted = MonthlyUse.In(state, pot.Number, today);
        var left = pot.Grants is { } rule ? Math.Max(0, Math.Min(rule.MostPerMonthMinutes - granted, pot.Balance)) : 0;
        return new PotAnswer(pot.Number, pot.Balance, pot.Grants?.MostPerMemberMinutes, pot.Grants?.MostPerMonthMinutes, granted, left, state.Position);
    }
}

/// <summary>A new pot.</summary>
/// <param name="Pot">A new number.</param>
/// <param name="OpenedOn">The first day on which something may move on it; today or earlier.</param>
public sealed record OpenPotBody(AccountNumber Pot, LocalDate OpenedOn);

/// <summary>A grant from a pot.</summary>
/// <param name="Pot">The pot's account.</param>
/// <param name="Member">Who gets it.</param>
/// <param name="Minutes">Whole minutes, more than zero.</param>
public sealed record GiveGrantBody(AccountNumber Pot, AccountNumber Member, long Minutes);

/// <summary>A grant that was booked.</summary>
/// <param name="GrantId">Its id, which is the Idempotency-Key.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record GrantAnswer(Guid GrantId, long Position);

/// <summary>What a pot may grant.</summary>
/// <param name="MostPerMemberMinutes">The most that one member gets in a calendar month.</param>
/// <param name="MostPerMonthMinutes">The most that all members together get in a calendar month.</param>
public sealed record GrantRuleBody(long MostPerMemberMinutes, long MostPerMonthMinutes);

/// <summary>A pot.</summary>
/// <param name="Pot">Its number.</param>
/// <param name="Balance">Minutes; may be below zero where it pays what receivers are short.</param>
/// <param name="MostPerMemberMinutes">The most that one member gets in a calendar month; absent: nothing was agreed and nothing can be granted.</param>
/// <param name="MostPerMonthMinutes">The most that all members together get in a calendar month.</param>
/// <param name="GrantedMinutes">What was granted this month.</param>
/// <param name="AvailableMinutes">What can still be granted this month.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record PotAnswer(AccountNumber Pot, long Balance, long? MostPerMemberMinutes, long? MostPerMonthMinutes, long GrantedMinutes, long AvailableMinutes, long Position);
