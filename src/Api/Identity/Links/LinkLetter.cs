using System.Globalization;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Vault;
using NodaTime;

namespace Buurthulp.Api.Identity.Links;

/// <summary>The mail with the link, or with one for each of those who share the address.</summary>
internal static class LinkLetter
{
    public const string Kind = "sign-in-link";

    private sealed record Text(string Subject, string Many, string Button, string ButtonOf, string Once, string NotYou);

    private static readonly Text Dutch = new(
        "Inloggen bij {0}",
        "Dit mailadres hoort bij meer dan één lid. Kies wie je bent.",
        "Inloggen bij {0}",
        "Inloggen bij {0} als {1}",
        "De link werkt één keer, en tot 15 minuten nadat je erom vroeg. Daarna vraag je gewoon een nieuwe.",
        "Heb je hier niet om gevraagd? Dan hoef je niets te doen. Stuur deze mail aan niemand door: wie de link heeft, kan namens jou inloggen.");

    private static readonly Text English = new(
        "Sign in to {0}",
        "This mail address belongs to more than one member. Choose who you are.",
        "Sign in to {0}",
        "Sign in to {0} as {1}",
        "The link works once, and until 15 minutes after you asked for it. After that you just ask for a new one.",
        "Did you not ask for this? Then you need not do anything. Do not pass this mail on: whoever has the link can sign in as you.");

    public static OutgoingMail Write(IReadOnlyList<(EmailHolder Holder, Uri Link)> links, Instant now)
    {
        var first = links[0].Holder;
        var language = MailLanguage.Of(first.Languages);
        var text = language == MailLanguage.English ? English : Dutch;
        List<LetterPart> parts = [];
        if (links.Count > 1) parts.Add(new LetterPart.Paragraph(text.Many));
        foreach (var (holder, link) in links) parts.Add(new LetterPart.Action(Say(links.Count > 1 ? text.ButtonOf : text.Button, holder.CommunityName, holder.Account), link));
        parts.Add(new LetterPart.Paragraph(text.Once));
        parts.Add(new LetterPart.Paragraph(text.NotYou));
        return new OutgoingMail($"{Kind}/{Guid.CreateVersion7()}", Kind, first.Email, new Letter(language, OneLine(Say(text.Subject, first.CommunityName)), parts))
        {
            About = (first.Community, first.Account),
            ExpiresAt = now + SignInLinks.InMail,
        };
    }

    private static string Say(string format, params object[] facts) => string.Format(CultureInfo.InvariantCulture, format, facts);

    /// <summary>The name of a community is what somebody typed.</summary>
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
        return line.Length <= OutgoingMail.LongestSubject ? line : line[..OutgoingMail.LongestSubject];
    }
}
