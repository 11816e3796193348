using System.Reflection;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using NodaTime;

namespace Buurthulp.Api.Http.Requests;

/// <summary>What every call that changes something brings along: who, where, when, and the command's id from the header <c>Idempotency-Key</c>.</summary>
internal sealed record CommandCall(CommunityCode Community, Guid CommandId, BearerToken Token, Instant Now, CommunityWriters Writers, ViewRunner Views, CancellationToken CancellationToken)
    : IBindableFromHttpContext<CommandCall>
{
    public const string KeyHeader = "Idempotency-Key";

    public Actor Actor => Token.Actor;

    public static ValueTask<CommandCall?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var token = context.Features.Get<BearerToken>() ?? throw new InvalidOperationException("a call that changes something was mapped without saying who may make it");
        return ValueTask.FromResult<CommandCall?>(Of(context, token));
    }

    internal static CommandCall Of(HttpContext context, BearerToken token)
    {
        if (!Guid.TryParseExact(context.Request.Headers[KeyHeader].ToString(), "D", out var id) || id == Guid.Empty) throw new ProblemException(EdgeProblems.IdempotencyKeyMissing);
        var services = context.RequestServices;
        return new CommandCall(token.Community, id, token, services.GetRequiredService<IClock>().GetCurrentInstant(),
            services.GetRequiredService<CommunityWriters>(), services.GetRequiredService<ViewRunner>(), context.RequestAborted);
    }

    /// <summary>
    /// Executes and answers. The answer must follow from what was recorded and from nothing else:
    /// a repetition gets the same entries, and so the same status and body.
    /// </summary>
    public async Task<IResult> ExecuteAsync(LedgerCommand command, Func<CommandOutcome.Recorded, IResult> answer) =>
        Answer(await Writers.ExecuteAsync(Community, command, CancellationToken), answer);

    /// <summary>For calls that have something to do between the outcome and its answer.</summary>
    public IResult Answer(CommandOutcome outcome, Func<CommandOutcome.Recorded, IResult> answer) =>
        outcome switch
        {
            CommandOutcome.Recorded recorded => Show(recorded, answer),
            CommandOutcome.Refused refused => RefusalProblem.Of(refused.Refusal),
            CommandOutcome.Conflicted => EdgeProblems.Conflict,
            CommandOutcome.Busy busy => EdgeProblems.Busy(busy.RetryAfterSeconds),
            CommandOutcome.Unavailable away => EdgeProblems.DatabaseUnavailable(away.RetryAfterSeconds),
            var other => throw new InvalidOperationException($"no rule says how a {other.GetType().Name} is answered"),
        };

    /// <summary>The views follow at once rather than at their next look around.</summary>
    private IResult Show(CommandOutcome.Recorded recorded, Func<CommandOutcome.Recorded, IResult> answer)
    {
        Views.Notify(Community, recorded.Position);
        return answer(recorded);
    }

    /// <summary>For calls whose answer is only where they stand in the journal.</summary>
    public Task<IResult> ExecuteAsync(LedgerCommand command) => ExecuteAsync(command, recorded => Results.Json(new PositionAnswer(recorded.Position)));
}

/// <summary>The answer to a command that makes nothing new.</summary>
/// <param name="Position">Of the command's last entry: a read that has reached it shows what the command did.</param>
public sealed record PositionAnswer(long Position)
{
    /// <summary>For a command that makes something whose name the caller chose.</summary>
    internal static IResult Created(CommandOutcome.Recorded recorded) => Results.Json(new PositionAnswer(recorded.Position), statusCode: StatusCodes.Status201Created);
}
