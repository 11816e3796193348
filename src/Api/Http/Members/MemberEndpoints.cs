using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Http.Members;

/// <summary>Members' life: pause, offices, who acts for whom, leaving and being forgotten. Joining is <see cref="IntakeEndpoint"/>.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder community)
    {
        const string own = "A member does this for themselves only.";
        var members = community.MapGroup("/members").WithTags("members");
        members.MapIntake();
        var member = members.MapGroup("/{no}");
        member.MapMemberReads();
        member.MapOwnData();
        member.MapReminders();
        member.MapContact();
        member.MapLoginCard();
        member.MapPost("/pause", PauseAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("pauseMember").WithSummary("No suggestions and no prompts for a while; help that happens is still recorded").WithDescription(own)
            .Example(new PositionAnswer(Sample.Position));
        member.MapPost("/resume", ResumeAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("resumeMember").WithSummary("Back from a pause").WithDescription(own)
            .Example(new PositionAnswer(Sample.Position));
        member.MapPost("/reciprocity", ReciprocityAsync).Allow(Role.Coordinator).Produces<PositionAnswer>()
            .WithName("expectReciprocity").WithSummary("Says whether somebody is ever asked to give in return")
            .Example(new ReciprocityBody(Expected: false), new PositionAnswer(Sample.Position));
        member.MapPost("/leave", LeaveAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("leaveMember").WithSummary("A member leaves; the agreement says what happens to the balance").WithDescription(own)
            .Example(new LeaveBody(Sample.Today), new PositionAnswer(Sample.Position));
        member.MapPost("/settle", SettleAsync).Allow(Role.Treasurer).Produces<PositionAnswer>()
            .WithName("settleLeavingBalance").WithSummary("Brings the balance of somebody who left to zero, against the agreed pot")
            .Example(new PositionAnswer(Sample.Position));
        member.MapPost("/erase", EraseAsync).Allow(Role.Member, Role.Coordinator).AlsoAfterLeaving().Produces<PositionAnswer>()
            .WithName("eraseMember").WithSummary("Removes all personal data for good")
            .WithDescription($"Who is still a member leaves at the same moment. The entries stay, under a number that names nobody. {own}")
            .Example(new PositionAnswer(Sample.Position));

        const string offices = "A coordinator gives and takes the office of coordinator only; an admin all of them.";
        member.MapPost("/roles", GiveRoleAsync).Allow(Role.Coordinator, Role.Admin).Produces<PositionAnswer>()
            .WithName("giveRole").WithSummary("Gives a member an office").WithDescription(offices)
            .Example(new RoleBody(Office.Coordinator), new PositionAnswer(Sample.Position));
        member.MapPost("/roles/take", TakeRoleAsync).Allow(Role.Coordinator, Role.Admin).Produces<PositionAnswer>()
            .WithName("takeRole").WithSummary("Takes an office back").WithDescription(offices)
            .Example(new RoleBody(Office.Coordinator), new PositionAnswer(Sample.Position));

        member.MapPost("/proxies", GiveProxyAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("giveProxy").WithSummary("Lets somebody act for a member")
            .WithDescription("They may record, confirm, decline and thank for the member; the journal names the one who acted. A member lets others act for themselves only; a guardian is written down by a coordinator.")
            .Example(new ProxyBody(Sample.Bram, ProxyKind.Proxy, Sample.Today), new PositionAnswer(Sample.Position));
        member.MapPost("/proxies/{proxy}/end", EndProxyAsync).Allow(Role.Member, Role.Coordinator).Produces<PositionAnswer>()
            .WithName("endProxy").WithSummary("Somebody acts no longer for a member").WithDescription("By the member, by the one who acted or by a coordinator.")
            .Example(new PositionAnswer(Sample.Position));
    }

    private static Task<IResult> PauseAsync(CommandCall call, string no) => OwnAsync(call, no, account => new PauseMember(call.CommandId, call.Actor, call.Now, account));

    private static Task<IResult> ResumeAsync(CommandCall call, string no) => OwnAsync(call, no, account => new ResumeMember(call.CommandId, call.Actor, call.Now, account));

    private static Task<IResult> ReciprocityAsync(CommandCall call, string no, Body<ReciprocityBody> body) =>
        OwnAsync(call, no, account => new ExpectReciprocity(call.CommandId, call.Actor, call.Now, account, body.Value.Expected));

    private static Task<IResult> LeaveAsync(CommandCall call, string no, Body<LeaveBody> body) =>
        OwnAsync(call, no, account => new LeaveMember(call.CommandId, call.Actor, call.Now, account, body.Value.LeftOn));

    private static Task<IResult> SettleAsync(CommandCall call, string no) => OwnAsync(call, no, account => new SettleLeavingBalance(call.CommandId, call.Actor, call.Now, account));

    /// <summary>The entry first, then the vault: what the journal promises is kept by the clock should this process stop in between.</summary>
    private static async Task<IResult> EraseAsync(CommandCall call, string no, PersonVault vault)
    {
        var account = Known(call, no);
        var outcome = await call.Writers.ExecuteAsync(call.Community, new EraseMember(call.CommandId, call.Actor, call.Now, account), call.CancellationToken);
        if (outcome is CommandOutcome.Recorded or CommandOutcome.Refused { Refusal: Refusal.NothingToDo }) await vault.EraseAsync(call.Community, account, call.CancellationToken);
        return Hidden(call.Answer(outcome, recorded => Results.Json(new PositionAnswer(recorded.Position))), account);
    }

    private static Task<IResult> GiveRoleAsync(CommandCall call, string no, Body<RoleBody> body) =>
        IsBeyond(call, body.Value.Role) ? Task.FromResult<IResult>(EdgeProblems.Forbidden)
        : OwnAsync(call, no, account => new GiveRole(call.CommandId, call.Actor, call.Now, account, RoleOf(body.Value.Role)));

    private static Task<IResult> TakeRoleAsync(CommandCall call, string no, Body<RoleBody> body) =>
        IsBeyond(call, body.Value.Role) ? Task.FromResult<IResult>(EdgeProblems.Forbidden)
        : OwnAsync(call, no, account => new TakeRole(call.CommandId, call.Actor, call.Now, account, RoleOf(body.Value.Role)));

    private static Task<IResult> GiveProxyAsync(CommandCall call, string no, Body<ProxyBody> body) =>
        OwnAsync(call, no, account => new GiveProxy(call.CommandId, call.Actor, call.Now, account, body.Value.Proxy, body.Value.Kind, body.Value.From, body.Value.Until));

    private static async Task<IResult> EndProxyAsync(CommandCall call, string no, string proxy)
    {
        var (member, acting) = (Parameters.Account(no, "no"), Parameters.Account(proxy, "proxy"));
        if (call.Token.Role == Role.Member && call.Token.Account != acting) Known(call, no);
        return Hidden(await call.ExecuteAsync(new EndProxy(call.CommandId, call.Actor, call.Now, member, acting)), member);
    }

    private static async Task<IResult> OwnAsync(CommandCall call, string no, Func<AccountNumber, LedgerCommand> command)
    {
        var account = Known(call, no);
        return Hidden(await call.ExecuteAsync(command(account)), account);
    }

    /// <summary>Members know no number but their own.</summary>
    private static AccountNumber Known(CommandCall call, string no)
    {
        var account = Parameters.Account(no, "no");
        return call.Token.Role != Role.Member || call.Token.Account == account ? account : throw new ProblemException(EdgeProblems.NoSuchAccount(account));
    }

    /// <summary>An unknown number in the address is an address that is not there.</summary>
    private static IResult Hidden(IResult answer, AccountNumber account) =>
        answer is Problem { Code: "account-unknown" } unknown && unknown.Facts["account"]?.GetValue<string>() == account.Value ? EdgeProblems.NoSuchAccount(account) : answer;

    private static bool IsBeyond(CommandCall call, Office office) => call.Token.Role != Role.Admin && office != Office.Coordinator;

    private static Role RoleOf(Office office) => office switch
    {
        Office.Coordinator => Role.Coordinator,
        Office.Treasurer => Role.Treasurer,
        Office.Auditor => Role.Auditor,
        Office.Admin => Role.Admin,
        _ => throw new InvalidOperationException($"no rule says which role {office} is"),
    };
}
