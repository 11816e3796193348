using System.Reflection;
using System.Text.RegularExpressions;
using Buurthulp.Ledger;

namespace Buurthulp.Tests.Ledger.Refusals;

/// <summary>Every rule that can say no does so in at least one case, and its code never changes unseen.</summary>
public sealed partial class RefusalTests
{
    internal static readonly RefusalCase[] All =
        [.. RefusedAccounts.Cases, .. RefusedCommunities.Cases, .. RefusedExchanges.Cases, .. RefusedAnswers.Cases, .. RefusedSpending.Cases, .. RefusedRequests.Cases,
            .. RefusedMembers.Cases, .. RefusedNotes.Cases, .. RefusedTreasury.Cases, .. RefusedMatching.Cases, .. RefusedSignals.Cases, .. RefusedGoals.Cases];

    /// <summary>Refusals that no decision gives, and who does.</summary>
    private static readonly Dictionary<Type, string> NotDecided = new()
    {
        [typeof(Refusal.CommandIdReused)] = "the writer, which alone knows what was sent before",
        [typeof(Refusal.DateOutOfRange)] = "the writer, for every command alike",
    };

    private static readonly Type[] Refusals = [.. typeof(Refusal).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Refusal)))];

    public static TheoryData<string> Names => [.. All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_refused(string name)
    {
        var one = All.Single(one => one.Name == name);
        one.Given.When(one.When).Then(one.Then);
    }

    [Fact]
    public void Every_refusal_has_a_case_or_a_reason_why_no_decision_gives_it()
    {
        Refusals.Length.ShouldBeGreaterThan(30);
        var tested = All.Select(one => one.Then.GetType()).ToHashSet();
        Refusals.Where(type => !tested.Contains(type)).ShouldBe(NotDecided.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Codes_are_kebab_case_and_stand_for_one_refusal_each()
    {
        var codes = Refusals.Select(Code).ToArray();
        codes.ShouldBeUnique();
        codes.ShouldAllBe(code => KebabCase().IsMatch(code));
    }

    /// <summary>Programs outside rely on the codes. A code is never renamed and never used again; a new one is added here.</summary>
    [Fact]
    public void Codes_are_those_that_were_promised() => Refusals.Select(Code).Order(StringComparer.Ordinal).ShouldBe(
    [
        "account-closed", "account-exists", "account-kind-not-allowed", "account-named-twice", "account-unknown", "activity-not-held", "activity-not-planned", "activity-unknown", "agreement-incomplete",
        "amount-not-positive", "amount-too-large", "answer-not-yours", "budget-exceeded", "category-unknown", "command-id-reused", "community-exists",
        "community-unknown", "concern-closed", "concern-unknown", "correction-answered", "correction-unknown", "correction-waiting", "date-before-joining", "date-before-posting", "date-in-future", "date-in-past", "date-out-of-range",
        "discount-cancelled-already", "discount-over-share", "discount-unknown", "entry-not-reversible", "exchange-not-booked", "exchange-not-open", "exchange-unknown",
        "floor-reached", "goal-ends-too-soon", "goal-out-of-range", "goal-unknown", "grant-limit-reached", "grant-rule-missing", "grant-share-reached", "guardian-not-allowed", "helper-is-asker", "helper-is-receiver",
        "helper-missing", "journal-moved-on", "last-admin", "leaving-balance-stays", "measure-unknown", "member-still-here", "not-yours", "note-batch-unknown", "note-count-out-of-range", "note-expired",
        "note-issued-already", "note-named-twice", "note-not-issued", "note-redeemed-already", "note-unknown", "note-void", "notes-unbalanced", "nothing-to-do", "offer-closed",
        "offer-unknown", "other-side-answers", "payer-not-allowed", "period-closed", "period-closed-before", "period-not-over", "period-signed", "period-turned-round", "period-unknown",
        "period-unsigned", "person-unknown", "price-out-of-range", "proposal-missing", "proposal-open", "proposals-open", "proxy-dates-invalid", "proxy-exists", "proxy-unknown",
        "receiver-missing", "recorder-not-involved", "request-booked", "request-closed", "request-is-roster", "request-not-matched", "request-not-yours", "request-still-open",
        "request-unknown", "residents-out-of-range", "reversed-already", "role-not-allowed", "roster-date-booked", "roster-date-open", "roster-date-taken", "roster-date-unknown",
        "roster-dates-invalid", "second-person-needed", "shares-unequal", "shop-full", "shop-terms-invalid", "shop-terms-missing", "thanked-already", "time-zone-unknown",
        "too-many-people",
    ]);

    internal static string Code(Type refusal)
    {
        var constructor = refusal.GetConstructors(BindingFlags.Instance | BindingFlags.Public).Single();
        var facts = constructor.GetParameters().Select(parameter => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null);
        return ((Refusal)constructor.Invoke([.. facts])).Code;
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KebabCase();
}
