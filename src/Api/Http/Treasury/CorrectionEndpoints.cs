using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Treasury;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Corrections;

namespace Buurthulp.Api.Http.Treasury;

/// <summary>Undoing anything booked, by one person or by two.</summary>
internal static class CorrectionEndpoints
{
    private const int Most = 500;
    private static readonly string[] Statuses = ["alone", "waiting", "approved", "refused"];

    public static void MapCorrections(this IEndpointRouteBuilder community)
    {
        const string person = "Above the agreed amount two different persons are needed: their tokens must bear the account of a member.";
        var corrections = community.MapGroup("/corrections").WithTags("treasury");
        corrections.MapGet("", ListAsync).Allow(Role.Coordinator, Role.Treasurer, Role.Auditor).Produces<IReadOnlyList<CorrectionRowAnswer>>()
            .WithName("listCorrections").WithSummary("What was undone or waits for a second person, the latest first").WithDescription($"At most {Most}. The status is alone, waiting, approved or refused.")
            .Example(new CorrectionRowAnswer[] { new(Sample.OtherId, "waiting", 600, Sample.Mistake, 4698, ExchangeId: null, DiscountId: null, ReversedPosition: null, [new("proposed", Sample.Chaima.Value, Sample.Today, Sample.Position)]) });
        corrections.MapPost("", CorrectAsync).Allow(Role.Coordinator, Role.Treasurer).Produces<CorrectionAnswer>()
            .WithName("correctEntry").WithSummary("Undoes what was booked at a position by an opposite entry").WithDescription($"An exchange, a discount, a gift, a grant, an opening balance or the balance of somebody who left. {person}")
            .Example(new CorrectEntryBody(4698, Sample.Mistake), new CorrectionAnswer(Sample.Position, CorrectionAnswerStatus.Waiting, Sample.OtherId));
        corrections.MapPost("/{id:guid}/approve", ApproveAsync).Allow(Role.Coordinator, Role.Treasurer).Produces<PositionAnswer>()
            .WithName("approveCorrection").WithSummary("Agrees to a correction as the second person; it is booked").WithDescription(person)
            .Example(new PositionAnswer(Sample.Position));
        corrections.MapPost("/{id:guid}/refuse", RefuseAsync).Allow(Role.Coordinator, Role.Treasurer).Produces<PositionAnswer>()
            .WithName("refuseCorrection").WithSummary("Says no to a correction, or takes one's own back").WithDescription("No reason is asked; nothing moves.")
            .Example(new PositionAnswer(Sample.Position));
    }

    private static async Task<IResult> ListAsync(ReadCall call, string? status)
    {
        if (status is not null && !Statuses.Contains(status)) throw Problems.ProblemException.Malformed("status");
        var rows = await CorrectionQueries.ListAsync(call.Database, call.Community, status, Most, call.CancellationToken);
        return Results.Json(rows.Select(CorrectionRowAnswer.Of));
    }

    private static Task<IResult> CorrectAsync(CommandCall call, Body<CorrectEntryBody> body) =>
        call.ExecuteAsync(new CorrectEntry(call.CommandId, call.Actor, call.Now, body.Value.Position, body.Value.Reason), CorrectionAnswer.Of);

    private static Task<IResult> ApproveAsync(CommandCall call, Guid id) =>
        call.ExecuteAsync(new ApproveCorrection(call.CommandId, call.Actor, call.Now, new CorrectionId(id)));

    private static Task<IResult> RefuseAsync(CommandCall call, Guid id) =>
        call.ExecuteAsync(new RefuseCorrection(call.CommandId, call.Actor, call.Now, new CorrectionId(id)));
}

/// <summary>What to undo.</summary>
/// <param name="Position">The place in the journal of the entry, as a statement line has it.</param>
/// <param name="Reason">A code, such as <c>mistake</c>; never free text.</param>
public sealed record CorrectEntryBody(long Position, ReasonCode Reason);

/// <summary>Whether something was undone.</summary>
public enum CorrectionAnswerStatus
{
    Done,
    Waiting,
}

/// <summary>Something was undone, or waits for a second person.</summary>
/// <param name="Position">Of the command's last entry.</param>
/// <param name="Status">Done, or waiting for a second person.</param>
/// <param name="CorrectionId">What the second person answers; absent when it is done.</param>
public sealed record CorrectionAnswer(long Position, CorrectionAnswerStatus Status, Guid? CorrectionId)
{
    internal static IResult Of(CommandOutcome.Recorded recorded) => Results.Json(recorded.Entries[0].Event is CorrectionProposed proposed
        ? new CorrectionAnswer(recorded.Position, CorrectionAnswerStatus.Waiting, proposed.Correction.Value)
        : new CorrectionAnswer(recorded.Position, CorrectionAnswerStatus.Done, CorrectionId: null));
}

/// <summary>A correction.</summary>
/// <param name="CorrectionId">Its id.</param>
/// <param name="Status"><c>alone</c>, <c>waiting</c>, <c>approved</c> or <c>refused</c>.</param>
/// <param name="Minutes">How much moves back.</param>
/// <param name="Reason">A code.</param>
/// <param name="Entry">The position of the entry that is undone.</param>
/// <param name="ExchangeId">The exchange that was undone.</param>
/// <param name="DiscountId">The discount that was undone.</param>
/// <param name="ReversedPosition">The opposite entry.</param>
/// <param name="Steps">Who did what, in order of the journal.</param>
public sealed record CorrectionRowAnswer(Guid CorrectionId, string Status, long Minutes, ReasonCode Reason, long Entry, Guid? ExchangeId, Guid? DiscountId, long? ReversedPosition, IReadOnlyList<StepAnswer> Steps)
{
    internal static CorrectionRowAnswer Of(CorrectionRow row) => new(row.Correction.Value, row.Status, row.Minutes, row.Reason, row.Entry, row.Exchange?.Value, row.Discount?.Value, row.ReversedPosition,
        [.. row.Steps.Select(step => new StepAnswer(step.Step, step.By, step.On, step.Position))]);
}

/// <summary>What somebody did.</summary>
/// <param name="Step">What.</param>
/// <param name="By">The person's account, or the name of their role.</param>
/// <param name="On">The day.</param>
/// <param name="Position">The entry.</param>
public sealed record StepAnswer(string Step, string? By, NodaTime.LocalDate On, long Position);
