using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Web;
using Buurthulp.Ledger.Accounts;
using NodaTime.Text;

namespace Buurthulp.Api.Notices;

/// <summary>The mails that say what waits and what is new. They name nobody: mail is read over shoulders and kept by others.</summary>
public sealed class NoticeLetters(UnsubscribeLinks unsubscribe, Uri publicAddress)
{
    private const int MostRequests = 10;

    internal OutgoingMail Digest(CommunityCode community, string communityName, DigestPeriod period, DigestReader reader)
    {
        var words = WordsFor(reader.Languages);
        List<LetterPart> parts = [new LetterPart.Paragraph(words.Of("digest.hello", ("community", communityName)))];
        if (reader.Waiting > 0)
        {
            parts.Add(new LetterPart.Heading(words["digest.waiting"]));
            parts.Add(new LetterPart.Paragraph(words.Count("digest.waiting-what", reader.Waiting)));
            parts.Add(new LetterPart.Action(words["digest.waiting-go"], At("/thuis")));
        }

        if (reader.Fitting.Count > 0)
        {
            parts.Add(new LetterPart.Heading(words["digest.fitting"]));
            parts.Add(new LetterPart.List([.. reader.Fitting.Take(MostRequests).Select(request => words.Category(request.Category) + (request.Neighbourhood is { } where ? $" ({where})" : ""))]));
            if (reader.Fitting.Count > MostRequests) parts.Add(new LetterPart.Paragraph(words.Count("digest.more", reader.Fitting.Count - MostRequests)));
            parts.Add(new LetterPart.Action(words["digest.fitting-go"], At("/prikbord?voormij=true")));
        }

        var name = period.Frequency == DigestFrequency.Daily ? "digest.subject-daily" : "digest.subject-weekly";
        return Mail($"digest/{community}/{reader.Account}/{period.Frequency.ToString().ToLowerInvariant()}-{LocalDatePattern.Iso.Format(period.Begins)}", "digest", community, reader.Account, reader.Email, words, words[name], parts);
    }

    internal OutgoingMail Waiting(WaitingNotice notice)
    {
        var words = WordsFor(notice.Languages);
        var (text, address) = notice.Kind == "match" ? ("digest.match", $"/prikbord/{notice.Thing}") : ("digest.exchange", "/thuis");
        return Mail(notice.Key, $"{notice.Kind}-waits", notice.Community, notice.Account, notice.Email, words, words[text + "-subject"],
            [new LetterPart.Paragraph(words.Of(text, ("what", words.Category(notice.Category)))), new LetterPart.Action(words["digest.waiting-go"], At(address))]);
    }

    private OutgoingMail Mail(string key, string kind, CommunityCode community, AccountNumber account, string email, Words words, string subject, List<LetterPart> parts)
    {
        var stop = unsubscribe.Of(community, account);
        parts.Add(new LetterPart.Paragraph(words["digest.why"]));
        parts.Add(new LetterPart.Action(words["digest.unsubscribe"], stop));
        return new OutgoingMail(key, kind, email, new Letter(words.Language.Tag, subject, parts)) { About = (community, account), Unsubscribe = stop };
    }

    private static Words WordsFor(IReadOnlyList<string> spoken) => new(MailLanguage.Of(spoken) == MailLanguage.English ? Language.English : Language.Dutch);

    private Uri At(string path) => new(publicAddress.AbsoluteUri.TrimEnd('/') + path);
}
