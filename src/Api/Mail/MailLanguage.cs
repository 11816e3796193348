namespace Buurthulp.Api.Mail;

/// <summary>The languages that mails are written in.</summary>
public static class MailLanguage
{
    public const string Dutch = "nl";
    public const string English = "en";

    /// <summary>The first that somebody speaks of those that there are; Dutch for who speaks neither, or of whom nothing is known.</summary>
    /// <param name="spoken">Codes, the preferred one first.</param>
    public static string Of(IReadOnlyList<string> spoken) => spoken.FirstOrDefault(language => language is Dutch or English) ?? Dutch;
}
