using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Projections.Members;

namespace Buurthulp.Api.Http.Members;

/// <summary>One member, in numbers and, for those who may see it, by name.</summary>
internal static class MemberReads
{
    public static void MapMemberReads(this IEndpointRouteBuilder member)
    {
        member.MapGet("", FindAsync).Allow(Role.Member, Role.Coordinator).AlsoAfterLeaving().Produces<MemberAnswer>()
            .WithName("readMember").WithSummary("One member")
            .WithDescription("Members see themselves and those for whom they may act. Name and contact data of others are shown only with a reason (a code such as phone-call), which is written down.")
            .Example(SampleAnswers.Member);
        member.MapGet("/reads", ReadsAsync).Allow(Role.Member, Role.Coordinator).AlsoAfterLeaving().Produces<IReadOnlyList<ReadAnswer>>()
            .WithName("readsOfMember").WithSummary("Who looked at a member's personal data, and why").WithDescription("Members see their own, and that of those for whom they may act.")
            .Example(new ReadAnswer[] { new(Sample.Chaima.Value, "coordinator", new("phone-call"), Sample.RecordedAt) });
    }

    private static async Task<IResult> FindAsync(ReadCall call, string no, string? reason, PersonVault vault, ReadLog log)
    {
        var why = reason is null ? (ReasonCode?)null : Code.TryParse<ReasonCode>(reason, out var code) ? code : throw ProblemException.Malformed("reason");
        var row = await MemberAsync(call, no);
        var roles = await OfficeQueries.RolesAsync(call.Database, call.Community, row.Account, call.CancellationToken);
        var proxies = await OfficeQueries.ProxiesAsync(call.Database, call.Community, row.Account, call.CancellationToken);
        return Results.Json(MemberAnswer.Of(row, roles, proxies, await PersonAsync(call, row.Account, why, vault, log), call.Head));
    }

    private static async Task<IResult> ReadsAsync(ReadCall call, string no, ReadLog log)
    {
        var reads = await log.OfAsync(call.Community, (await MemberAsync(call, no)).Account, call.CancellationToken);
        return Results.Json(reads.Select(ReadAnswer.Of));
    }

    /// <summary>Their own, or somebody else's for a reason that is on disk before anything is shown.</summary>
    private static async Task<Person?> PersonAsync(ReadCall call, AccountNumber account, ReasonCode? reason, PersonVault vault, ReadLog log)
    {
        if (call.Token.Account != account)
        {
            if (reason is not { } why) return null;
            await log.AddAsync(call.Community, account, call.Token.Actor, why, call.CancellationToken);
        }

        return await vault.FindAsync(call.Community, account, call.CancellationToken);
    }

    private static async Task<MemberRow> MemberAsync(ReadCall call, string no)
    {
        var account = Parameters.Account(no, "no");
        return await call.MaySeeAsync(account) && await MemberQueries.FindAsync(call.Database, call.Community, account, call.CancellationToken) is { } found
            ? found
            : throw new ProblemException(EdgeProblems.NoSuchAccount(account));
    }
}
