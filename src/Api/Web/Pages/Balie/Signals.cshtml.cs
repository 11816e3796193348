using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Signals;
using Buurthulp.Projections.Signals;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie/signalen</c>: who carries too much, who asks much, who fell silent, who never began, and what waits; each with what it means and what to do.</summary>
internal sealed class SignalsModel(PageCall call, Desk desk, Words words) : PageModel
{
    private const int MostOfEach = 20;
    // They have a page of their own.
    private const int MostCalls = 5;
    private const int MostConcerns = 100;

    /// <summary>The kinds of signals about people, the most pressing first.</summary>
    private static readonly MemberSignal[] Kinds = [MemberSignal.Overload, MemberSignal.Overasking, MemberSignal.Quiet, MemberSignal.NewWithoutFirst];

    public LocalDate Today { get; private set; }

    public IReadOnlyList<SignalSection> People { get; private set; } = [];

    public SignalSection Unanswered { get; private set; } = null!;

    public SignalSection Calls { get; private set; } = null!;

    /// <summary>Without what they say: that is read one by one, with a reason.</summary>
    public IReadOnlyList<ConcernRow> Concerns { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        (Today, var load, var terms) = await call.LookAsync(state => (state.Today(call.Now), RequestTerms.Of(state.Agreement), SignalTerms.Of(state.Agreement)));
        var members = await MemberSignalQueries.ListAsync(call.Database, call.Community, Today, load, terms, MostOfEach, call.Stop);
        var unanswered = await RequestSignalQueries.UnansweredAsync(call.Database, call.Community, Today, terms, MostOfEach, call.Stop);
        var calls = await RequestSignalQueries.FollowUpsAsync(call.Database, call.Community, Today, load, MostCalls, call.Stop);
        Concerns = await ConcernQueries.ListAsync(call.Database, call.Community, isOpen: true, MostConcerns, call.Stop);
        var people = await desk.PeopleAsync(members.Select(row => row.Account).Concat(unanswered.Concat(calls).Select(row => row.Member)));
        People = [.. Kinds.Select(kind => SectionOf(kind, [.. members.Where(row => row.Signal == kind)], people))];
        Unanswered = SectionOf("unanswered", unanswered, people);
        Calls = SectionOf("calls", calls, people);
    }

    private SignalSection SectionOf(MemberSignal kind, IReadOnlyList<MemberSignalRow> rows, DeskPeople people) => new(kind switch
    {
        MemberSignal.Overload => "overload",
        MemberSignal.Overasking => "overasking",
        MemberSignal.Quiet => "quiet",
        MemberSignal.NewWithoutFirst => "new",
        _ => throw new InvalidOperationException($"no rule says how {kind} is called"),
    }, rows.Count == 0 ? 0 : rows[0].Count, [.. rows.Select(row => new SignalLine($"/balie/persoon/{row.Account}", people.NameOf(row.Account), Figures(row), people.Find(row.Account)?.Phone))]);

    private SignalSection SectionOf(string name, IReadOnlyList<RequestSignalRow> rows, DeskPeople people) =>
        new(name, rows.Count == 0 ? 0 : rows[0].Count, [.. rows.Select(row => new SignalLine($"/balie/vraag/{row.Request}", $"{people.NameOf(row.Member)} – {words.Category(row.Category.Value)}",
            words.Count($"desksignals.{name}-line", Period.DaysBetween(row.Since, Today)), people.Find(row.Member)?.Phone))]);

    /// <summary>The figures that make the signal: of one person and everybody else together.</summary>
    private string Figures(MemberSignalRow row) => row.Signal switch
    {
        MemberSignal.Overload => words.Count("desksignals.overload-line", row.HelpedPeople, ("amount", words.Amount(row.GaveMinutes))),
        MemberSignal.Overasking => words.Of("desksignals.overasking-line", ("amount", words.Amount(row.ReceivedMinutes))),
        MemberSignal.Quiet => words.Of("desksignals.quiet-line", ("day", words.Day(row.LastExchangeOn!.Value, Today))),
        _ => words.Of("desksignals.new-line", ("day", words.Day(row.JoinedOn, Today))),
    };
}

/// <summary>One kind of signal.</summary>
/// <param name="Name">Of its texts.</param>
/// <param name="Count">How many there are, of which the first are shown.</param>
/// <param name="Lines">The first of them.</param>
internal sealed record SignalSection(string Name, long Count, IReadOnlyList<SignalLine> Lines);

/// <summary>Somebody, or a request, to look after.</summary>
/// <param name="Address">The page about them.</param>
/// <param name="Who">Their name, with what they ask.</param>
/// <param name="Why">The figures that make the signal.</param>
/// <param name="Phone">Null when nobody knows it.</param>
internal sealed record SignalLine(string Address, string Who, string Why, string? Phone);
