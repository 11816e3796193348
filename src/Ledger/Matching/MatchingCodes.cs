using System.Text.Json.Serialization;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>A language that people speak with each other, as its ISO 639 code. Example: <c>nl</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<LanguageCode>))]
public readonly record struct LanguageCode(string Value) : ICode<LanguageCode>
{
    public static LanguageCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>How it went, as a code that the community agreed. Example: <c>well</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<OutcomeCode>))]
public readonly record struct OutcomeCode(string Value) : ICode<OutcomeCode>
{
    /// <summary>Somebody called and nobody answered. It means the same in every community: how it went is still not known, so the call stays due.</summary>
    public static readonly OutcomeCode NoAnswer = new("no-answer");

    public static OutcomeCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>An organisation outside the community to which people are referred. Example: <c>wijkteam</c>.</summary>
[JsonConverter(typeof(CodeJsonConverter<OrganisationCode>))]
public readonly record struct OrganisationCode(string Value) : ICode<OrganisationCode>
{
    public static OrganisationCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A part of the week in which somebody has time.</summary>
public enum Daypart
{
    MondayMorning,
    MondayAfternoon,
    MondayEvening,
    TuesdayMorning,
    TuesdayAfternoon,
    TuesdayEvening,
    WednesdayMorning,
    WednesdayAfternoon,
    WednesdayEvening,
    ThursdayMorning,
    ThursdayAfternoon,
    ThursdayEvening,
    FridayMorning,
    FridayAfternoon,
    FridayEvening,
    SaturdayMorning,
    SaturdayAfternoon,
    SaturdayEvening,
    SundayMorning,
    SundayAfternoon,
    SundayEvening,
}

/// <summary>Questions about parts of the week.</summary>
public static class Dayparts
{
    private const int PerDay = 3;

    public static IsoDayOfWeek DayOf(this Daypart part) => (IsoDayOfWeek)(((int)part / PerDay) + 1);
}

/// <summary>Who brought a helper and a request together.</summary>
public enum Proposer
{
    /// <summary>A coordinator asked the helper; the helper answers.</summary>
    Coordinator,

    /// <summary>The helper answered by themselves; the one who asked answers.</summary>
    Helper,
}
