using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using NodaTime;

namespace Buurthulp.Api.Http.Members;

/// <summary>Who wants something of a joining: where, under which id, and when.</summary>
internal sealed record JoinCall(CommunityCode Community, Guid CommandId, Instant Now, CancellationToken Stop);

/// <summary>What came of joining: somebody waits for a talk, or one of the two is there.</summary>
/// <param name="Joining">Its id.</param>
/// <param name="Outcome">Of the command that opens the account.</param>
/// <param name="Problem">Why it did not come to a command.</param>
internal sealed record JoinOutcome(Guid Joining, CommandOutcome? Outcome = null, Problem? Problem = null)
{
    /// <summary>The number of who is a member now.</summary>
    public AccountNumber? Account => Outcome is CommandOutcome.Recorded { Entries: [{ Event: var opened }, ..] } ? MemberIntake.AccountOf(opened) : null;

    /// <summary>Null when it went well.</summary>
    public Problem? Why() => Problem ?? Outcome switch
    {
        null or CommandOutcome.Recorded => null,
        CommandOutcome.Refused refused => RefusalProblem.Of(refused.Refusal),
        CommandOutcome.Conflicted => EdgeProblems.Conflict,
        CommandOutcome.Busy busy => EdgeProblems.Busy(busy.RetryAfterSeconds),
        CommandOutcome.Unavailable away => EdgeProblems.DatabaseUnavailable(away.RetryAfterSeconds),
        var other => throw new InvalidOperationException($"no rule says how a {other.GetType().Name} is told"),
    };
}

/// <summary>
/// Becoming a member, by whichever way somebody comes: with an invitation, by asking for a talk, or at the desk. Their data waits in the vault, one command opens the account, the data goes under it.
/// Each step can be repeated, and the clock finishes what stopped in between.
/// </summary>
internal sealed class Joinings(Invitations invitations, InvitationCodes codes, WaitingJoinings waiting, MemberIntake intake, CommunityWriters writers, ViewRunner views)
{
    /// <summary>Stands as the maker of what a visitor asked for without being invited.</summary>
    public const string Visitor = "visitor";

    private static readonly Actor Invited = new("invitation", Role.Member);
    private static readonly Duration AskedFor = Duration.FromDays(1);

    /// <summary>Joins with an invitation. It is taken in the vault, by one; by agreement the account is opened at once, or they wait for a coordinator.</summary>
    /// <param name="call">Where and under which id.</param>
    /// <param name="typedCode">Of the invitation.</param>
    /// <param name="person">Name and contact data.</param>
    /// <param name="neighbourhood">Where they live, when the invitation does not say it.</param>
    /// <param name="content">All that they said, so that a repetition can be told from something else.</param>
    public async Task<JoinOutcome> JoinAsync(JoinCall call, string typedCode, Person person, NeighbourhoodCode? neighbourhood, ReadOnlyMemory<byte> content)
    {
        if (codes.HashOf(call.Community, typedCode) is not { } hash || await invitations.FindByCodeAsync(call.Community, hash, call.Now, call.Stop) is not { } found) return No(InvitationProblems.Unknown());
        var terms = await writers.LookAsync(call.Community, (state, _) => JoiningTerms.Of(state.Agreement), call.Stop);
        var claim = await invitations.ClaimAsync(call.Community, found, DigestOf(call, content), person, terms.IntakeRequired, call.Now, call.Stop);
        if (!claim.IsMine) return No(InvitationProblems.Of(claim.Invitation.Status));
        if (claim.NeedsIntake) return new JoinOutcome(claim.Invitation.Joining);
        return await OpenAsync(call, claim.Invitation.Joining, new AdmitMember(claim.Invitation.Joining, Invited, call.Now, claim.Invitation.Neighbourhood ?? neighbourhood));
    }

    /// <summary>Somebody whom nobody invited wants a talk: an invitation that is handed to nobody and taken at once. From here on they are one of those who wait.</summary>
    public async Task<JoinOutcome> AskAsync(JoinCall call, Person person, NeighbourhoodCode? neighbourhood, ReadOnlyMemory<byte> content)
    {
        var digest = DigestOf(call, content);
        var hash = codes.HashOf(call.Community, codes.Of(call.Community, call.CommandId))!;
        if (!await invitations.MakeAsync(call.Community, call.CommandId, hash, neighbourhood, sponsor: null, digest, Visitor, call.Now, call.Now + AskedFor, call.Stop)) return No(RefusalProblem.Of(new Refusal.CommandIdReused()));
        var made = await invitations.FindAsync(call.Community, call.CommandId, call.Now, call.Stop) ?? throw new InvalidOperationException("an invitation is gone");
        var claim = await invitations.ClaimAsync(call.Community, made, digest, person, needsIntake: true, call.Now, call.Stop);
        return claim.IsMine ? new JoinOutcome(claim.Invitation.Joining) : No(InvitationProblems.Of(claim.Invitation.Status));
    }

    /// <summary>A coordinator opens the account of somebody who waits.</summary>
    public async Task<JoinOutcome> AdmitAsync(JoinCall call, Guid joining, Actor by, NeighbourhoodCode? neighbourhood, bool reciprocityExpected)
    {
        if (await invitations.FindByJoiningAsync(call.Community, joining, call.Now, call.Stop) is not { Status: InvitationStatus.Waiting or InvitationStatus.Used } invitation) return No(InvitationProblems.NoSuchJoining());
        if (!await waiting.TakeUpAsync(call.Community, joining, call.CommandId, call.Stop)) return No(InvitationProblems.JoiningAnswered());
        return await OpenAsync(call, joining, new AdmitMember(joining, by, call.Now, neighbourhood ?? invitation.Neighbourhood, JoinedOn: null, reciprocityExpected));
    }

    /// <summary>A coordinator forgets somebody who waits and will not join.</summary>
    public async Task<JoinOutcome> DeclineAsync(JoinCall call, Guid joining)
    {
        if (!await waiting.DeclineAsync(call.Community, joining, call.Stop))
        {
            if (await invitations.FindByJoiningAsync(call.Community, joining, call.Now, call.Stop) is not { Status: InvitationStatus.Waiting or InvitationStatus.Used } invitation) return No(InvitationProblems.NoSuchJoining());
            if (invitation.Status != InvitationStatus.Used || invitation.Account is not null) return No(InvitationProblems.JoiningAnswered());
        }

        return new JoinOutcome(joining);
    }

    /// <summary>A coordinator writes somebody down who stands at the desk, without anything before it.</summary>
    public async Task<JoinOutcome> WriteDownAsync(JoinCall call, Actor by, Person person, NeighbourhoodCode? neighbourhood, bool reciprocityExpected, ReadOnlyMemory<byte> content) =>
        !await intake.StartAsync(call.Community, call.CommandId, content, person, call.Stop) ? No(RefusalProblem.Of(new Refusal.CommandIdReused()))
        : await OpenAsync(call, call.CommandId, new AdmitMember(call.CommandId, by, call.Now, neighbourhood, JoinedOn: null, reciprocityExpected));

    private async Task<JoinOutcome> OpenAsync(JoinCall call, Guid joining, AdmitMember command)
    {
        var joined = new JoinOutcome(joining, await writers.ExecuteAsync(call.Community, command, call.Stop));
        if (joined.Outcome is CommandOutcome.Recorded recorded)
        {
            await intake.FinishAsync(call.Community, joining, joined.Account!.Value, call.Stop);
            views.Notify(call.Community, recorded.Position);
        }
        else if (joined.Outcome is CommandOutcome.Refused)
        {
            await intake.DropAsync(call.Community, joining, call.Stop);
        }

        return joined;
    }

    private static string DigestOf(JoinCall call, ReadOnlyMemory<byte> content) => MemberIntake.DigestOf([.. call.CommandId.ToByteArray(), .. content.Span]);

    private static JoinOutcome No(Problem why) => new(Guid.Empty, Problem: why);
}
