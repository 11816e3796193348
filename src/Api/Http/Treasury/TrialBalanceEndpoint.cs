using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.Journal;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Statements;

namespace Buurthulp.Api.Http.Treasury;

/// <summary>All balances as of a position, with the root that holds for the same position.</summary>
internal static class TrialBalanceEndpoint
{
    public static void MapTrialBalance(this IEndpointRouteBuilder community) =>
        community.MapGet("/trial-balance", ReadAsync).WithTags("treasury").Allow(Role.Treasurer, Role.Auditor).Produces<TrialBalanceAnswer>()
            .WithName("readTrialBalance").WithSummary("The balances of all accounts as of a position").WithDescription("Without a position as of the journal's head. The total is 0.")
            .Example(new TrialBalanceAnswer(Sample.Position, Sample.Checkpoint.Root.ToBase64(), [new(Sample.Pot, AccountKind.Pot, 540), new(Sample.Anna, AccountKind.Member, -540)], Total: 0));

    private static async Task<IResult> ReadAsync(ReadCall call, JournalTrees trees, string? position)
    {
        var asOf = Parameters.Number(position, "position", least: 0, most: call.Head) ?? call.Head;
        var balances = await TrialBalance.AsOfAsync(call.Database, call.Community, asOf, call.CancellationToken);
        var root = await trees.Of(call.Community).RootAsync(asOf, call.CancellationToken);
        return Results.Json(new TrialBalanceAnswer(asOf, root.ToBase64(),
            [.. balances.Accounts.Select(account => new TrialBalanceAccount(account.Account, account.Kind, account.Balance))], balances.Total));
    }
}

/// <summary>The balances of all accounts as of a position.</summary>
/// <param name="Position">As of this entry, included.</param>
/// <param name="Root">The root of the Merkle tree over the entries up to it, in base64.</param>
/// <param name="Accounts">In order of their number.</param>
/// <param name="Total">The sum of all balances: 0.</param>
public sealed record TrialBalanceAnswer(long Position, string Root, IReadOnlyList<TrialBalanceAccount> Accounts, long Total);

/// <summary>One account of a trial balance.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Balance">Minutes; may be below zero.</param>
public sealed record TrialBalanceAccount(AccountNumber Account, AccountKind Kind, long Balance);
