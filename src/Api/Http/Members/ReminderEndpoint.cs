using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Scheduled;
using NodaTime;

namespace Buurthulp.Api.Http.Members;

/// <summary>Of what a member is reminded.</summary>
internal static class ReminderEndpoint
{
    public static void MapReminders(this IEndpointRouteBuilder member) =>
        member.MapGet("/reminders", ListAsync).Allow(Role.Member, Role.Coordinator).Produces<IReadOnlyList<ReminderAnswer>>()
            .WithName("listReminders").WithSummary("What waits for a member's answer or doing, the longest first")
            .WithDescription("What was answered falls away by itself. Members see their own, and those of whom they may act for.")
            .Example(new[] { new ReminderAnswer(ReminderKind.AnswerExchange, $"{Sample.Id}", Sample.Today) });

    private static async Task<IResult> ListAsync(ReadCall call, string no, Reminders reminders, CommunityWriters writers, IClock clock)
    {
        var account = Parameters.Account(no, "no");
        var now = clock.GetCurrentInstant();
        var (isMember, today) = await writers.LookAsync(call.Community, (state, _) => (state.Members.Contains(account), state.Today(now)), call.CancellationToken);
        if (!isMember || !await call.MaySeeAsync(account)) return EdgeProblems.NoSuchAccount(account);
        var open = await reminders.OpenAsync(call.Community, account, today, call.CancellationToken);
        return Results.Json(open.Select(ReminderAnswer.Of));
    }
}

/// <summary>A reminder.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="SubjectId">The exchange, the request or the batch of notes that it is about.</param>
/// <param name="DueOn">The first day.</param>
public sealed record ReminderAnswer(ReminderKind Kind, string SubjectId, LocalDate DueOn)
{
    internal static ReminderAnswer Of(Reminder reminder) => new(reminder.Kind, reminder.Subject, reminder.DueOn);
}
