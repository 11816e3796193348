using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Periods;
using NodaTime;

namespace Buurthulp.Api.Http.Treasury;

/// <summary>Closing the books with two signatures, and handing out checkpoints.</summary>
internal static class PeriodEndpoints
{
    private const int MostCheckpoints = 1_000;

    /// <summary>The tree is looked up and then decided on; under load others write in between. After so many tries the caller is told.</summary>
    private const int MostTries = 50;

    public static void MapPeriods(this IEndpointRouteBuilder community)
    {
        const string person = "The token must bear the account of a member.";
        var periods = community.MapGroup("/periods").WithTags("treasury");
        periods.MapGet("", ListAsync).Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<IReadOnlyList<PeriodAnswer>>()
            .WithName("listPeriods").WithSummary("The closes of the books with their figures, checkpoint and signatures, the latest first")
            .Example(new[] { SampleAnswers.Period });
        periods.MapPost("/close", CloseAsync).Allow(Role.Treasurer).Produces<PeriodClosedAnswer>(StatusCodes.Status201Created)
            .WithName("closePeriod").WithSummary("Closes the books through a day, as the first of two persons")
            .WithDescription($"From then on nothing can be booked on a day of the period; a correction is dated in the open one. {person}")
            .Example(new ClosePeriodBody(Sample.Yesterday), new PeriodClosedAnswer(Sample.Id, Sample.Yesterday, Sample.Position, Sample.Checkpoint.Root.ToBase64(), Sample.Position + 1));
        periods.MapPost("/{id:guid}/sign", SignAsync).Allow(Role.Treasurer, Role.Coordinator, Role.Auditor).Produces<PositionAnswer>()
            .WithName("signPeriodClose").WithSummary("Signs a close as the second person").WithDescription(person)
            .Example(new PositionAnswer(Sample.Position));
        periods.MapPost("/{id:guid}/withdraw", WithdrawAsync).Allow(Role.Treasurer, Role.Coordinator, Role.Auditor).Produces<PositionAnswer>()
            .WithName("withdrawPeriodClose").WithSummary("Takes back a close that is not signed yet; its days are open again").WithDescription(person)
            .Example(new PositionAnswer(Sample.Position));

        var checkpoints = community.MapGroup("/checkpoints").WithTags("treasury");
        checkpoints.MapGet("", CheckpointsAsync).Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<IReadOnlyList<CheckpointAnswer>>()
            .WithName("listCheckpoints").WithSummary($"The checkpoints that were handed out, the latest first; at most {MostCheckpoints}")
            .Example(new CheckpointAnswer[] { new(Sample.Position, Sample.Checkpoint.Root.ToBase64(), Sample.Today, Sample.Position + 1) });
        checkpoints.MapPost("", PublishAsync).Allow(Role.Treasurer, Role.Auditor).Produces<CheckpointAnswer>(StatusCodes.Status201Created)
            .WithName("publishCheckpoint").WithSummary("Records that the journal's checkpoint is handed out")
            .Example(new CheckpointAnswer(Sample.Position, Sample.Checkpoint.Root.ToBase64(), Sample.Today, Sample.Position + 1));
    }

    private static async Task<IResult> ListAsync(ReadCall call)
    {
        var rows = await PeriodQueries.ListAsync(call.Database, call.Community, call.CancellationToken);
        return Results.Json(rows.Select(PeriodAnswer.Of));
    }

    private static async Task<IResult> CheckpointsAsync(ReadCall call)
    {
        var rows = await PeriodQueries.CheckpointsAsync(call.Database, call.Community, MostCheckpoints, call.CancellationToken);
        return Results.Json(rows.Select(row => new CheckpointAnswer(row.Size, row.Root, row.PublishedOn, row.Position)));
    }

    private static Task<IResult> CloseAsync(CommandCall call, Body<ClosePeriodBody> body) =>
        WithTreeAsync(call, (size, root) => new ClosePeriod(call.CommandId, call.Actor, call.Now, body.Value.Through, size, root), recorded =>
        {
            var closed = (PeriodClosed)recorded.Entries[0].Event;
            return Results.Json(new PeriodClosedAnswer(closed.Period.Value, closed.Through, closed.Size, closed.Root.ToBase64(), recorded.Position), statusCode: StatusCodes.Status201Created);
        });

    private static Task<IResult> SignAsync(CommandCall call, Guid id) => call.ExecuteAsync(new SignPeriodClose(call.CommandId, call.Actor, call.Now, new PeriodId(id)));

    private static Task<IResult> WithdrawAsync(CommandCall call, Guid id) => call.ExecuteAsync(new WithdrawPeriodClose(call.CommandId, call.Actor, call.Now, new PeriodId(id)));

    private static Task<IResult> PublishAsync(CommandCall call) =>
        WithTreeAsync(call, (size, root) => new PublishCheckpoint(call.CommandId, call.Actor, call.Now, size, root), recorded =>
        {
            var published = (CheckpointPublished)recorded.Entries[0].Event;
            return Results.Json(new CheckpointAnswer(published.Size, published.Root.ToBase64(), published.PublishedOn, recorded.Position), statusCode: StatusCodes.Status201Created);
        });

    private static async Task<IResult> WithTreeAsync(CommandCall call, Func<long, Hash, LedgerCommand> command, Func<CommandOutcome.Recorded, IResult> answer)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (size, root) = await call.Writers.LookAsync(call.Community, (_, tree) => (tree.Size, tree.Root), call.CancellationToken);
            var result = await call.ExecuteAsync(command(size, root), answer);
            if (result is not Problem { Code: "journal-moved-on" }) return result;
        }

        return EdgeProblems.Conflict;
    }
}

/// <summary>Which days to close.</summary>
/// <param name="Through">The last day of the period; before today. The first is the day after the last close.</param>
public sealed record ClosePeriodBody(LocalDate Through);

/// <summary>A period was closed by the first person.</summary>
/// <param name="PeriodId">What the second person signs; it is the Idempotency-Key.</param>
/// <param name="Through">The last day of the period.</param>
/// <param name="Size">How many entries the checkpoint stands for.</param>
/// <param name="Root">The root over them, in base64.</param>
/// <param name="Position">The close's own place in the journal.</param>
public sealed record PeriodClosedAnswer(Guid PeriodId, LocalDate Through, long Size, string Root, long Position);

/// <summary>A checkpoint that was handed out.</summary>
/// <param name="Size">How many entries it stands for.</param>
/// <param name="Root">The root over them, in base64.</param>
/// <param name="PublishedOn">The day.</param>
/// <param name="Position">The entry that says so.</param>
public sealed record CheckpointAnswer(long Size, string Root, LocalDate PublishedOn, long Position);

/// <summary>A close of the books. The balances are those of <c>trial-balance?position=</c> size.</summary>
/// <param name="PeriodId">Its id.</param>
/// <param name="Status"><c>closed</c> with one signature, <c>signed</c> with two, or <c>withdrawn</c>.</param>
/// <param name="From">The first day; absent: from the beginning.</param>
/// <param name="Through">The last day.</param>
/// <param name="Size">How many entries the journal had.</param>
/// <param name="Root">The root over them, in base64.</param>
/// <param name="Accounts">How many accounts there were.</param>
/// <param name="TotalMinutes">The sum of all balances: 0.</param>
/// <param name="Exchanges">Exchanges that happened in the period and were booked.</param>
/// <param name="ExchangeMinutes">Minutes worked in them.</param>
/// <param name="Discounts">Discounts in the period.</param>
/// <param name="Gifts">Gifts in the period.</param>
/// <param name="Grants">Grants in the period.</param>
/// <param name="Signatures">Who closed, signed or withdrew, in order of the journal.</param>
public sealed record PeriodAnswer(Guid PeriodId, string Status, LocalDate? From, LocalDate Through, long Size, string Root, long Accounts, long TotalMinutes, long Exchanges, long ExchangeMinutes,
    long Discounts, long Gifts, long Grants, IReadOnlyList<StepAnswer> Signatures)
{
    internal static PeriodAnswer Of(PeriodRow row) => new(row.Period.Value, row.Status, row.From, row.Through, row.Size, row.Root, row.Accounts, row.TotalMinutes, row.Exchanges, row.ExchangeMinutes,
        row.Discounts, row.Gifts, row.Grants, [.. row.Signatures.Select(signature => new StepAnswer(signature.Step, signature.By.Value, signature.On, signature.Position))]);
}
