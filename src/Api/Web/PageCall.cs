using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Tills;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Web;

/// <summary>What a page of somebody who is signed in has at hand: who they are, the time, and the two things a page does: look and ask the ledger for something.</summary>
public sealed class PageCall(IHttpContextAccessor http, CommunityWriters writers, ViewRunner views, IJournal journal, NpgsqlDataSource database, IClock clock, Words words)
{
    private const int MostTries = 50;

    private readonly HttpContext context = http.HttpContext!;

    /// <summary>Who is signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody: the page stands in a folder that anybody may open.</exception>
    public CurrentPerson Person => context.Features.Get<CurrentPerson>() ?? throw new InvalidOperationException($"{context.Request.Path} is for people who are signed in, and its folder lets anybody in");

    /// <summary>The counter device that asks, on the pages of a shop; null on all others, whatever is paired.</summary>
    public CurrentTill? Till => context.Features.Get<CurrentTill>();

    public CommunityCode Community => Till?.Community ?? Person.Community;

    /// <summary>Of who is signed in, or of the shop on its own pages.</summary>
    public AccountNumber Account => Till?.Shop ?? Person.Account;

    /// <summary>One moment for the whole request.</summary>
    public Instant Now { get; } = clock.GetCurrentInstant();

    public NpgsqlDataSource Database { get; } = database;

    public CancellationToken Stop => context.RequestAborted;

    /// <summary>The request comes from a form of this page that was sent before, or a new one.</summary>
    public Guid CommandId => context.Request.HasFormContentType && Guid.TryParse(context.Request.Form[Tags.CommandIdTag.FieldName], out var id) && id != Guid.Empty
        ? id : throw new ProblemException(EdgeProblems.Malformed(Tags.CommandIdTag.FieldName));

    /// <summary>Waits until the views show all that is recorded now, so that people see what they just did.</summary>
    /// <exception cref="ProblemException">They are far behind: the page says to try again.</exception>
    public async Task CatchUpAsync()
    {
        var head = await journal.HeadAsync(Community, Stop);
        if (!await views.WaitForAsync(Community, head, ReadCall.LongestWait, Stop)) throw new ProblemException(EdgeProblems.ViewsBehind());
    }

    /// <summary>Looks at the state that the next decision will be made on.</summary>
    public Task<T> LookAsync<T>(Func<CommunityState, T> look) => LookAsync([], look);

    /// <summary>The same, at exchanges and discounts too that may be settled.</summary>
    public Task<T> LookAsync<T>(IReadOnlyList<Subject> about, Func<CommunityState, T> look) => writers.LookAsync(Community, about, (state, _) => look(state), Stop);

    /// <summary>What the journal is now.</summary>
    public Task<Checkpoint> CheckpointAsync() => writers.LookAsync(Community, (state, tree) => Checkpoint.Of(state.Code.Value, tree), Stop);

    /// <summary>Today in the community's time zone.</summary>
    public Task<LocalDate> TodayAsync() => LookAsync(state => state.Today(Now));

    /// <summary>Asks the ledger for something. The answer holds what was recorded, or in the reader's words why not and what to do.</summary>
    /// <exception cref="JournalUnavailableException">The database is away: the error page says what that means.</exception>
    public async Task<Asked> AskAsync(LedgerCommand command) => Told(await writers.ExecuteAsync(Community, command, Stop));

    /// <summary>Asks for something that is about the journal as it is at that moment, and again when others wrote in between.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    public async Task<Asked> AskOfHeadAsync(Func<Checkpoint, LedgerCommand> command)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var outcome = await writers.ExecuteAsync(Community, command(await CheckpointAsync()), Stop);
            if (outcome is not CommandOutcome.Refused { Refusal: Refusal.JournalMovedOn }) return Told(outcome);
        }

        return new Asked(Recorded: null, words.Why(EdgeProblems.Conflict));
    }

    private Asked Told(CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Recorded recorded => Done(recorded),
        CommandOutcome.Refused refused => new Asked(Recorded: null, words.Why(refused.Refusal), IsRefused: true, refused.Refusal.Code),
        CommandOutcome.Conflicted => new Asked(Recorded: null, words.Why(EdgeProblems.Conflict)),
        CommandOutcome.Busy busy => new Asked(Recorded: null, words.Why(EdgeProblems.Busy(busy.RetryAfterSeconds))),
        CommandOutcome.Unavailable away => throw new ProblemException(EdgeProblems.DatabaseUnavailable(away.RetryAfterSeconds)),
        var other => throw new InvalidOperationException($"no rule says how a {other.GetType().Name} is told"),
    };

    private Asked Done(CommandOutcome.Recorded recorded)
    {
        views.Notify(Community, recorded.Position);
        return new Asked(recorded, Why: null);
    }
}

/// <summary>What became of something that a page asked of the ledger: one of the two is there.</summary>
/// <param name="Recorded">It is done.</param>
/// <param name="Why">It is not; a sentence for the reader.</param>
/// <param name="IsRefused">A rule said no: it is not recorded and will not be.</param>
/// <param name="Code">Then, which.</param>
public sealed record Asked(CommandOutcome.Recorded? Recorded, string? Why, bool IsRefused = false, string? Code = null);
