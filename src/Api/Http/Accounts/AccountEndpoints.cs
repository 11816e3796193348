using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Statements;

namespace Buurthulp.Api.Http.Accounts;

/// <summary>Accounts with their balance, and the statement of one.</summary>
internal static class AccountEndpoints
{
    private const int LinesPerPage = 500;

    public static void MapAccounts(this IEndpointRouteBuilder community)
    {
        var accounts = community.MapGroup("/accounts").WithTags("accounts");
        accounts.MapGet("", ListAsync).Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<IReadOnlyList<AccountAnswer>>()
            .WithName("listAccounts").WithSummary("All accounts in order of their number")
            .Example(new AccountAnswer[] { new(Sample.Anna, AccountKind.Member, -135, Sample.Position), new(Sample.Bakery, AccountKind.Shop, 540, Sample.Position) });

        const string own = "Members and shops see their own account only, and members that of those for whom they may act.";
        accounts.MapGet("/{no}", FindAsync).Allow(Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor).AlsoAfterLeaving().Produces<AccountAnswer>()
            .WithName("readAccount").WithSummary("One account").WithDescription(own)
            .Example(new AccountAnswer(Sample.Anna, AccountKind.Member, -135, Sample.Position));
        accounts.MapGet("/{no}/statement", StatementAsync).Allow(Role.Member, Role.Shop, Role.Coordinator, Role.Treasurer, Role.Auditor).AlsoAfterLeaving().Produces<StatementAnswer>()
            .WithName("readStatement").WithSummary("What moved on an account in a period, by the day it happened")
            .WithDescription($"The opening balance and the lines of a page add up to its closing balance. {LinesPerPage} lines a page. {own}")
            .Example(SampleAnswers.Statement);
    }

    private static async Task<IResult> ListAsync(ReadCall call)
    {
        var accounts = await AccountQueries.ListAsync(call.Database, call.Community, kind: null, call.CancellationToken);
        return Results.Json(accounts.Select(account => AnswerOf(account, call)));
    }

    private static async Task<IResult> FindAsync(ReadCall call, string no) => Results.Json(AnswerOf(await AccountAsync(call, no), call));

    private static async Task<IResult> StatementAsync(ReadCall call, string no, string? from, string? to, string? page)
    {
        var (first, last) = (Parameters.Date(from, "from"), Parameters.Date(to, "to"));
        if (first > last) throw ProblemException.Malformed("to");
        var number = (int)(Parameters.Number(page, "page", least: 1, most: int.MaxValue) ?? 1);
        var account = await AccountAsync(call, no);
        var statement = await StatementQueries.PageAsync(call.Database, call.Community, account.Account, first, last, number, LinesPerPage, call.CancellationToken);
        return Results.Json(StatementAnswer.Of(account, first, last, number, LinesPerPage, statement));
    }

    private static async Task<AccountRow> AccountAsync(ReadCall call, string no)
    {
        var account = Parameters.Account(no, "no");
        return await call.MaySeeAsync(account) && await AccountQueries.FindAsync(call.Database, call.Community, account, call.CancellationToken) is { } found
            ? found
            : throw new ProblemException(EdgeProblems.NoSuchAccount(account));
    }

    // A row that changed after the request came in says itself when; any other is as it was at the head.
    private static AccountAnswer AnswerOf(AccountRow account, ReadCall call) => new(account.Account, account.Kind, account.Balance, Math.Max(call.Head, account.Position));
}
