using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Web;
using Buurthulp.Ledger.Journal;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Api.Proof;

/// <summary>What there is to tell the auditors.</summary>
/// <param name="Day">The morning.</param>
/// <param name="Now">The checkpoint to keep.</param>
/// <param name="Changed">Positions that are not what was recorded.</param>
/// <param name="Grew">Whether the checkpoint of the mail before is still the beginning of this one; null when there was none.</param>
internal sealed record AuditNews(LocalDate Day, Checkpoint Now, IReadOnlyList<long> Changed, bool? Grew)
{
    public bool IsWrong => Changed.Count > 0 || Grew == false;
}

/// <summary>The daily mail to the auditors: the checkpoint to keep where nobody who has the database can change it.</summary>
public sealed class AuditLetters(Uri publicAddress)
{
    private const int MostShown = 20;

    internal OutgoingMail Of(AuditReader reader, AuditMailDue due, string communityName, AuditNews news)
    {
        var words = new Words(MailLanguage.Of(reader.Languages) == MailLanguage.English ? Language.English : Language.Dutch);
        List<LetterPart> parts = [];
        if (news.Changed.Count > 0)
        {
            parts.Add(new LetterPart.Heading(words["auditmail.wrong"]));
            parts.Add(new LetterPart.Paragraph(words.Of("auditmail.changed", ("positions", string.Join(", ", news.Changed.Take(MostShown)) + (news.Changed.Count > MostShown ? " …" : "")))));
            parts.Add(new LetterPart.Paragraph(words["auditmail.wrong-do"]));
        }

        if (news.Grew is { } grew) parts.Add(new LetterPart.Paragraph(words.Of(grew ? "auditmail.grew" : "auditmail.grew-not", ("older", due.Last!.Size), ("newer", news.Now.Size))));
        if (!news.IsWrong) parts.Add(new LetterPart.Paragraph(words.Of("auditmail.fine", ("entries", news.Now.Size))));
        parts.Add(new LetterPart.Heading(words["auditmail.checkpoint"]));
        parts.Add(new LetterPart.Paragraph(words.Of("auditmail.fingerprint", ("fingerprint", news.Now.Fingerprint))));
        foreach (var line in news.Now.ToText().Split('\n', StringSplitOptions.RemoveEmptyEntries)) parts.Add(new LetterPart.Paragraph(line));
        parts.Add(new LetterPart.Paragraph(words["auditmail.keep"]));
        parts.Add(new LetterPart.Action(words["auditmail.look"], new Uri(publicAddress.AbsoluteUri.TrimEnd('/') + "/controle/bewijs")));
        var subject = words.Of(news.IsWrong ? "auditmail.subject-wrong" : "auditmail.subject", ("community", communityName), ("day", words.Date(news.Day)));
        return new OutgoingMail($"audit/{due.Community}/{reader.Account}/{LocalDatePattern.Iso.Format(news.Day)}", "audit", reader.Email, new Letter(words.Language.Tag, subject, parts)) { About = (due.Community, reader.Account) };
    }
}
