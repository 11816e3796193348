using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Ledger.Writing;
using NodaTime;

namespace Buurthulp.Api.Http.Treasury;

/// <summary>Institutions that issue minutes for work they commission, and balances brought in from elsewhere.</summary>
internal static class InstitutionEndpoints
{
    public static void MapInstitutions(this IEndpointRouteBuilder community)
    {
        var institutions = community.MapGroup("/institutions").WithTags("treasury");
        institutions.MapPost("", JoinAsync).Allow(Role.Treasurer).Produces<PositionAnswer>(StatusCodes.Status201Created)
            .WithName("joinInstitution").WithSummary("Opens an account for an institution").WithDescription("Until a budget is set it pays from its balance only.")
            .Example(new JoinInstitutionBody(Sample.Institution, Sample.Today), new PositionAnswer(Sample.Position));
        institutions.MapGet("", ListAsync).Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<IReadOnlyList<InstitutionAnswer>>()
            .WithName("listInstitutions").WithSummary("All institutions with their budget and what remains of it, in order of their number")
            .Example(new InstitutionAnswer[] { new(Sample.Institution, -4320, 60_000, BudgetPeriod.Year, AvailableMinutes: 55_680, Sample.Position) });
        institutions.MapPost("/{no}/budget", SetBudgetAsync).Allow(Role.Treasurer).Produces<PositionAnswer>()
            .WithName("setIssuingBudget").WithSummary("Sets what an institution may issue").WithDescription("Without a period its account may go so far below zero; with one it may pay so much for help of each calendar month or year.")
            .Example(new SetBudgetBody(60_000, BudgetPeriod.Year), new PositionAnswer(Sample.Position));
        institutions.MapGet("/{no}", ReadAsync).Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<InstitutionAnswer>()
            .WithName("readInstitution").WithSummary("What an institution may still pay for help of today")
            .Example(new InstitutionAnswer(Sample.Institution, -4320, 60_000, BudgetPeriod.Year, AvailableMinutes: 55_680, Sample.Position));
        community.MapPost("/opening-balances", BookOpeningAsync).WithTags("treasury").Allow(Role.Treasurer).Produces<PositionAnswer>(StatusCodes.Status201Created)
            .WithName("bookOpeningBalance").WithSummary("Brings in a balance from elsewhere, against the account opening")
            .Example(new OpeningBalanceBody(Sample.Anna, 180, Sample.Yesterday), new PositionAnswer(Sample.Position));
    }

    private static Task<IResult> JoinAsync(CommandCall call, Body<JoinInstitutionBody> body) =>
        call.ExecuteAsync(new JoinInstitution(call.CommandId, call.Actor, call.Now, body.Value.Account, body.Value.JoinedOn), PositionAnswer.Created);

    private static Task<IResult> SetBudgetAsync(CommandCall call, string no, Body<SetBudgetBody> body) =>
        call.ExecuteAsync(new SetIssuingBudget(call.CommandId, call.Actor, call.Now, Parameters.Account(no, "no"), new IssuingBudget(body.Value.Minutes, body.Value.Per)));

    private static Task<IResult> BookOpeningAsync(CommandCall call, Body<OpeningBalanceBody> body) =>
        call.ExecuteAsync(new BookOpeningBalance(call.CommandId, call.Actor, call.Now, body.Value.Account, body.Value.Minutes, body.Value.On), PositionAnswer.Created);

    /// <summary>From the state that the next decision will be made on, so that the answer is what the rule would say.</summary>
    private static async Task<IResult> ReadAsync(ReadCall call, string no, CommunityWriters writers, IClock clock)
    {
        var number = Parameters.Account(no, "no");
        var now = clock.GetCurrentInstant();
        var answer = await writers.LookAsync(call.Community, (state, _) => state.Accounts.TryGet(number, out var account) && account.Kind == AccountKind.Institution
            ? InstitutionAnswer.Of(state, account, state.Today(now))
            : null, call.CancellationToken);
        return answer is null ? EdgeProblems.NoSuchAccount(number) : Results.Json(answer);
    }

    private static async Task<IResult> ListAsync(ReadCall call, CommunityWriters writers, IClock clock)
    {
        var now = clock.GetCurrentInstant();
        return Results.Json(await writers.LookAsync(call.Community, (state, _) =>
        {
            var today = state.Today(now);
            return state.AccountsOf(AccountKind.Institution).Select(account => InstitutionAnswer.Of(state, account, today)).ToList();
        }, call.CancellationToken));
    }
}

/// <summary>An institution.</summary>
/// <param name="Account">A new number.</param>
/// <param name="JoinedOn">The first day on which it may pay.</param>
public sealed record JoinInstitutionBody(AccountNumber Account, LocalDate JoinedOn);

/// <summary>A budget.</summary>
/// <param name="Minutes">Whole minutes; zero stops the issuing.</param>
/// <param name="Per">The calendar period in which it may be issued once; absent: the account may go so far below zero.</param>
public sealed record SetBudgetBody(long Minutes, BudgetPeriod? Per = null);

/// <summary>A balance from elsewhere.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Minutes">May be below zero, never zero.</param>
/// <param name="On">The day of the balance.</param>
public sealed record OpeningBalanceBody(AccountNumber Account, long Minutes, LocalDate On);

/// <summary>An institution's account and budget.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Balance">Minutes; below zero is what it issued.</param>
/// <param name="BudgetMinutes">What it may issue; absent: nothing was set.</param>
/// <param name="Per">The calendar period of the budget.</param>
/// <param name="AvailableMinutes">What it can still pay for help of today.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record InstitutionAnswer(AccountNumber Account, long Balance, long? BudgetMinutes, BudgetPeriod? Per, long AvailableMinutes, long Position)
{
    internal static InstitutionAnswer Of(CommunityState state, Account account, LocalDate today) =>
        new(account.Number, account.Balance, account.Budget?.Minutes, account.Budget?.Per, IssuingBudget.Available(state, account, today), state.Position);
}
