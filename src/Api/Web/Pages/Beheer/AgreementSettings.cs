using System.Globalization;
using Buurthulp.Api.Http.Communities;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Members;
using Buurthulp.Projections;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary>What kind of value a setting of the agreement has.</summary>
public enum SettingKind
{
    Choice,

    /// <summary>The number of a pot, or none.</summary>
    Pot,

    /// <summary>Minutes, typed as hours: <c>10</c> or <c>1:30</c>.</summary>
    Time,
    Days,

    /// <summary>Or none: for ever.</summary>
    Months,
    Percent,
    People,
}

/// <summary>One setting of the agreement, as a form has it.</summary>
/// <param name="Name">In texts: <c>agreement.{name}</c>, and with <c>-what</c> behind it what it does.</param>
/// <param name="Section">The heading that it stands under, as in <c>agreement.section-{section}</c>.</param>
/// <param name="Kind">How it is typed and told.</param>
/// <param name="Read">Its value as text: a whole number, a code; empty for none.</param>
/// <param name="Write">The agreement with another value, which <see cref="Parse"/> found good.</param>
public sealed record AgreementSetting(string Name, string Section, SettingKind Kind, Func<AgreementBody, string> Read, Func<AgreementBody, string, AgreementBody> Write)
{
    /// <summary>The values of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public long Least { get; init; }

    public long Most { get; init; }

    /// <summary>The value in what somebody typed; null when it can't be one.</summary>
    public string? Parse(string? typed)
    {
        var text = typed?.Trim() ?? "";
        return Kind switch
        {
            SettingKind.Choice => Choices.Contains(text) ? text : null,
            SettingKind.Pot => text.Length == 0 || Code.TryParse<AccountNumber>(text, out _) ? text : null,
            SettingKind.Months when text.Length == 0 => text,
            SettingKind.Time => Minutes(text) is { } minutes && minutes >= Least && minutes <= Most ? Text(minutes) : null,
            _ => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most ? Text(number) : null,
        };
    }

    /// <summary>A value as somebody would type it.</summary>
    public string Typed(string value) => Kind != SettingKind.Time ? value
        : long.Parse(value, CultureInfo.InvariantCulture) is var minutes && minutes % 60 == 0 ? Text(minutes / 60)
        : string.Create(CultureInfo.InvariantCulture, $"{(minutes < 0 ? "-" : "")}{Math.Abs(minutes) / 60}:{Math.Abs(minutes) % 60:00}");

    /// <summary>Hours, or hours and minutes; below zero with a minus.</summary>
    private static long? Minutes(string text)
    {
        var isBelow = text.StartsWith('-') || text.StartsWith('\u2212');
        var parts = (isBelow ? text[1..] : text).Split(':');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)) return null;
        var minutes = 0;
        if (parts.Length == 2 && (parts[1].Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minutes) || minutes > 59)) return null;
        return (isBelow ? -1 : 1) * (hours * 60L + minutes);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>All settings of the agreement, in the order in which the page shows them.</summary>
public static class AgreementSettings
{
    private const long LargestTime = 1_000_000_000;

    public static readonly IReadOnlyList<AgreementSetting> All =
    [
        Choice("shortfall", "help", body => body.Shortfall, (body, value) => body with { Shortfall = value }),
        Pot("shortfall-pot", "help", body => body.ShortfallPot, (body, value) => body with { ShortfallPot = value }),
        Number("proposal-days", "help", SettingKind.Days, 1, 365, body => body.ProposalDays, (body, value) => body with { ProposalDays = (int)value }),
        Number("award-percent", "help", SettingKind.Percent, 1, 500, body => body.Award!.Percent, (body, value) => body with { Award = new AwardBody((int)value) }),
        Number("shop-floor", "spend", SettingKind.Time, -LargestTime, LargestTime, body => body.ShopFloorMinutes, (body, value) => body with { ShopFloorMinutes = value }),
        Number("gift-floor", "spend", SettingKind.Time, -LargestTime, LargestTime, body => body.GiftFloorMinutes, (body, value) => body with { GiftFloorMinutes = value }),
        Number("note-floor", "spend", SettingKind.Time, -LargestTime, LargestTime, body => body.Notes!.FloorMinutes, (body, value) => body with { Notes = body.Notes! with { FloorMinutes = value } }),
        new("note-months", "spend", SettingKind.Months, body => body.Notes!.ValidMonths?.ToString(CultureInfo.InvariantCulture) ?? "",
            (body, value) => body with { Notes = body.Notes! with { ValidMonths = value.Length == 0 ? null : int.Parse(value, CultureInfo.InvariantCulture) } }) { Least = 1, Most = 1200 },
        Pot("note-expired-to", "spend", body => body.Notes!.ExpiredTo, (body, value) => body with { Notes = body.Notes! with { ExpiredTo = value } }),
        Number("request-days", "requests", SettingKind.Days, 1, 730, body => body.Requests!.OpenDays, (body, value) => body with { Requests = body.Requests! with { OpenDays = (int)value } }),
        Number("follow-up-days", "requests", SettingKind.Days, 1, 365, body => body.Requests!.FollowUpDays, (body, value) => body with { Requests = body.Requests! with { FollowUpDays = (int)value } }),
        Number("unanswered-days", "requests", SettingKind.Days, 1, 730, body => body.Signals!.UnansweredDays, (body, value) => body with { Signals = body.Signals! with { UnansweredDays = (int)value } }),
        Number("overload-time", "load", SettingKind.Time, 0, LargestTime, body => body.Requests!.OverloadMinutes, (body, value) => body with { Requests = body.Requests! with { OverloadMinutes = value } }),
        Number("overload-people", "load", SettingKind.People, 0, 10_000, body => body.Requests!.OverloadPeople, (body, value) => body with { Requests = body.Requests! with { OverloadPeople = (int)value } }),
        Number("overasking-time", "load", SettingKind.Time, 0, LargestTime, body => body.Signals!.OveraskingMinutes, (body, value) => body with { Signals = body.Signals! with { OveraskingMinutes = value } }),
        new("intake", "joining", SettingKind.Choice, body => body.Joining!.IntakeRequired ? "yes" : "no", (body, value) => body with { Joining = body.Joining! with { IntakeRequired = value == "yes" } }) { Choices = ["no", "yes"] },
        Number("invitation-days", "joining", SettingKind.Days, 1, JoiningTerms.MostDays, body => body.Joining!.InvitationDays, (body, value) => body with { Joining = body.Joining! with { InvitationDays = (int)value } }),
        Choice("leaving", "joining", body => body.Leaving!.Policy, (body, value) => body with { Leaving = body.Leaving! with { Policy = value } }),
        Pot("leaving-pot", "joining", body => body.Leaving!.Pot, (body, value) => body with { Leaving = body.Leaving! with { Pot = value } }),
        new("publication", "books", SettingKind.Choice, body => body.Publication is { } terms ? EnumText.Of(terms.Every) : "no",
            (body, value) => body with { Publication = value == "no" ? null : new PublicationTermsBody(EnumText.Parse<PublicationPeriod>(value)) }) { Choices = ["no", .. Enum.GetValues<PublicationPeriod>().Select(EnumText.Of)] },
        Number("correct-alone", "books", SettingKind.Time, 0, LargestTime, body => body.Corrections!.AloneMinutes, (body, value) => body with { Corrections = body.Corrections! with { AloneMinutes = value } }),
    ];

    private static AgreementSetting Choice<T>(string name, string section, Func<AgreementBody, T> read, Func<AgreementBody, T, AgreementBody> write) where T : struct, Enum =>
        new(name, section, SettingKind.Choice, body => EnumText.Of(read(body)), (body, value) => write(body, EnumText.Parse<T>(value))) { Choices = [.. Enum.GetValues<T>().Select(EnumText.Of)] };

    private static AgreementSetting Number(string name, string section, SettingKind kind, long least, long most, Func<AgreementBody, long> read, Func<AgreementBody, long, AgreementBody> write) =>
        new(name, section, kind, body => read(body).ToString(CultureInfo.InvariantCulture), (body, value) => write(body, long.Parse(value, CultureInfo.InvariantCulture))) { Least = least, Most = most };

    private static AgreementSetting Pot(string name, string section, Func<AgreementBody, AccountNumber?> read, Func<AgreementBody, AccountNumber?, AgreementBody> write) =>
        new(name, section, SettingKind.Pot, body => read(body)?.Value ?? "", (body, value) => write(body, value.Length == 0 ? null : new AccountNumber(value)));
}
