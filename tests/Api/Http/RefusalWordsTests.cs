using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Buurthulp.Api.Http.Discounts;
using Buurthulp.Api.Http.Members;
using Buurthulp.Api.Http.Notes;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Http.Signals;
using Buurthulp.Api.Http.Webhooks;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using NodaTime;

namespace Buurthulp.Tests.Api.Http;

/// <summary>Every code has its words in both languages and its place in docs/refusals.md.</summary>
public sealed partial class RefusalWordsTests
{
    private static readonly string[] Reserved = ["type", "title", "status", "detail", "instance", "code", "traceId"];

    private static readonly IReadOnlyList<Refusal> Refusals =
        [.. typeof(Refusal).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Refusal))).Select(Example)];

    private static readonly IReadOnlyList<Problem> EdgeExamples =
    [
        EdgeProblems.Malformed("helpers[0].minutes"), EdgeProblems.IdempotencyKeyMissing, EdgeProblems.Unauthenticated, EdgeProblems.Forbidden, EdgeProblems.OfficeNotHeld(new("L0042")), EdgeProblems.AccountNotYours(new("L0042")),
        EdgeProblems.NotFound, EdgeProblems.MethodNotAllowed, EdgeProblems.TooLarge(65_536), EdgeProblems.UnsupportedMediaType, EdgeProblems.TooManyRequests(1), EdgeProblems.Conflict,
        EdgeProblems.Busy(1), EdgeProblems.DatabaseUnavailable(), EdgeProblems.ViewsBehind(), EdgeProblems.PositionAndKnownOn, EdgeProblems.InternalError,
        NoteProblems.Unreadable(1), NoteProblems.CodeWrong(Buurthulp.Ledger.Notes.NoteSerial.OfNumber(1)), NoteProblems.TooManyWrongCodes(60), DiscountProblems.MemberCodeWrong(),
        WebhookProblems.NoSuchWebhook(new Guid("0198e6d4-0000-7000-8000-000000000001")), WebhookProblems.AddressNotAllowed("https://10.0.0.1/"), WebhookProblems.TooMany(20),
        InvitationProblems.Unknown(), InvitationProblems.Used(), InvitationProblems.Expired(), InvitationProblems.Revoked(), InvitationProblems.NoSuchJoining(), InvitationProblems.JoiningAnswered(),
        EdgeProblems.AntiforgeryFailed, EdgeProblems.SecondFactorNeeded, EdgeProblems.PasskeyRefused, EdgeProblems.PinTooSimple,
        ConcernProblems.Erased(),
    ];

    [Fact]
    public void There_are_refusals_and_no_two_share_a_code()
    {
        Refusals.Count.ShouldBeGreaterThan(30);
        Refusals.Select(refusal => refusal.Code).Concat(EdgeProblems.Codes).ShouldBeUnique();
        EdgeExamples.Select(problem => problem.Code).ShouldBe(EdgeProblems.Codes, ignoreOrder: true);
    }

    [Fact]
    public void Each_language_has_words_for_every_code_and_for_no_other()
    {
        var codes = Refusals.Select(refusal => refusal.Code).Concat(EdgeProblems.Codes).ToList();

        Language.Dutch.Titles.Keys.ShouldBe(codes, ignoreOrder: true);
        Language.English.Titles.Keys.ShouldBe(codes, ignoreOrder: true);
        Language.English.Terms.Keys.ShouldBe(Language.Dutch.Terms.Keys, ignoreOrder: true);
    }

    [Fact]
    public void The_words_name_only_facts_and_no_fact_hides_a_member_of_the_answer()
    {
        foreach (var problem in Refusals.Select(RefusalProblem.Of).Concat(EdgeExamples))
        {
            var facts = problem.Facts.Select(fact => fact.Key).ToList();
            facts.Intersect(Reserved).ShouldBeEmpty(problem.Code);
            Language.Dutch.FactsIn(problem.Code).Except(facts).ShouldBeEmpty(problem.Code);
            Language.English.FactsIn(problem.Code).Except(facts).ShouldBeEmpty(problem.Code);
        }
    }

    [Fact]
    public void Every_sentence_reads_as_agreed()
    {
        var text = new StringBuilder();
        foreach (var problem in Refusals.Select(RefusalProblem.Of).Concat(EdgeExamples).DistinctBy(problem => problem.Code).OrderBy(problem => problem.Code, StringComparer.Ordinal))
        {
            text.Append($"{problem.Status} {problem.Code}\n  nl {Language.Dutch.Title(problem.Code, problem.Facts)}\n  en {Language.English.Title(problem.Code, problem.Facts)}\n");
        }

        Snapshot.ShouldMatch("problem-titles.txt", text.ToString());
    }

    [Fact]
    public void The_documentation_lists_every_code_with_its_status_and_facts()
    {
        var documented = Rows().ToDictionary(row => row[0].Trim('`'), row => row);
        var problems = Refusals.Select(refusal => (refusal.Code, Status: RefusalProblem.StatusOf(refusal.GetType()), Problem: RefusalProblem.Of(refusal)))
            .Concat(EdgeExamples.Select(problem => (problem.Code, problem.Status, Problem: problem))).ToList();

        documented.Keys.ShouldBe(problems.Select(problem => problem.Code), ignoreOrder: true);
        foreach (var (code, status, problem) in problems)
        {
            var row = documented[code];
            row.Length.ShouldBe(6, code);
            row.ShouldAllBe(cell => cell.Length > 0, code);
            row[1].ShouldBe($"{status}", code);
            row[5].Split(", ").ShouldBe(problem.Facts.Count == 0 ? ["\u2013"] : problem.Facts.Select(fact => $"`{fact.Key}`"), ignoreOrder: true, code);
        }
    }

    [Theory]
    [InlineData(0, "0 minuten")]
    [InlineData(1, "1 minuut")]
    [InlineData(40, "40 minuten")]
    [InlineData(60, "1 uur")]
    [InlineData(3600, "60 uur")]
    [InlineData(135, "2 uur en 15 minuten")]
    [InlineData(-61, "-1 uur en 1 minuut")]
    public void Minutes_are_written_as_people_say_them(long minutes, string words) => Language.Dutch.Units.Duration(minutes).ShouldBe(words);

    [Theory]
    [InlineData(750, "\u20ac 7,50", "\u20ac 7.50")]
    [InlineData(5, "\u20ac 0,05", "\u20ac 0.05")]
    public void Cents_are_written_as_euro(long cents, string dutch, string english) =>
        (Language.Dutch.Units.Euro(cents), Language.English.Units.Euro(cents)).ShouldBe((dutch, english));

    private static IEnumerable<string[]> Rows() =>
        File.ReadLines(Snapshot.SourceFile("docs/refusals.md")).Where(line => CodeRow().IsMatch(line)).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).Where(row => row.Length > 2);

    [GeneratedRegex("^\\| `[a-z0-9-]+` \\|", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeRow();

    private static Refusal Example(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single(constructor => constructor.GetParameters() is not [{ } only] || only.ParameterType != type);
        return (Refusal)constructor.Invoke([.. constructor.GetParameters().Select(Value)]);
    }

    private static object Value(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(long) => parameter.Name!.EndsWith("Cents", StringComparison.Ordinal) ? 750L : 135L,
        var type when type == typeof(int) => 201,
        var type when type == typeof(string) => "proposalDays",
        var type when type == typeof(LocalDate) => new LocalDate(2026, 11, 20),
        var type when type == typeof(AccountKind) => AccountKind.Pot,
        var type when type == typeof(Role) => Role.Shop,
        var type when type == typeof(ExchangeStatus) => ExchangeStatus.Declined,
        var type when type.IsAssignableTo(typeof(IFormattable)) || type.GetConstructor([typeof(string)]) is null => Activator.CreateInstance(type, new Guid("0198e6d4-0000-7000-8000-000000000001"))!,
        var type => Activator.CreateInstance(type, "L0042")!,
    };
}
