using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Vault;
using Buurthulp.Api.Web;
using Buurthulp.Ledger.Accounts;
using Npgsql;

namespace Buurthulp.Api.Notices;

/// <summary>Somebody who asked to join and was answered.</summary>
/// <param name="Community">Where.</param>
/// <param name="Joining">What they asked; names the mail, so that there is one.</param>
/// <param name="Email">Where they can be reached; null when they left none.</param>
/// <param name="Languages">Codes, the preferred one first.</param>
public sealed record AnsweredJoining(CommunityCode Community, Guid Joining, string? Email, IReadOnlyList<string> Languages);

/// <summary>
/// The mails to those who asked to join: that they are a member now, or that it does not go through. Queued in the transaction that writes the answer down, so that there is one for every answer
/// and none without, also across crashes. They name nobody: mail is read over shoulders.
/// </summary>
public sealed class JoiningMail(Outbox outbox, CommunityCards cards, Uri publicAddress)
{
    /// <summary>They are a member now, under this number.</summary>
    public Task AdmittedAsync(NpgsqlConnection connection, AnsweredJoining joining, AccountNumber account, CancellationToken cancellationToken) => QueueAsync(connection, joining, "admitted", account, cancellationToken);

    /// <summary>They do not join, and what was kept of them is gone.</summary>
    public Task DeclinedAsync(NpgsqlConnection connection, AnsweredJoining joining, CancellationToken cancellationToken) => QueueAsync(connection, joining, "declined", account: null, cancellationToken);

    private async Task QueueAsync(NpgsqlConnection connection, AnsweredJoining joining, string answer, AccountNumber? account, CancellationToken cancellationToken)
    {
        if (joining.Email is not { } email || !OutgoingMail.IsAddress(email)) return;
        var words = new Words(MailLanguage.Of(joining.Languages) == MailLanguage.English ? Language.English : Language.Dutch);
        var card = await cards.FindAsync(joining.Community, cancellationToken);
        List<LetterPart> parts = [new LetterPart.Paragraph(words.Of($"joinmail.{answer}", ("community", card.Name), ("number", account?.Value ?? "")))];
        if (account is not null)
        {
            parts.Add(new LetterPart.Paragraph(words["joinmail.sign-in"]));
            parts.Add(new LetterPart.Action(words["joinmail.sign-in-go"], new Uri(publicAddress.AbsoluteUri.TrimEnd('/') + "/inloggen")));
        }
        else
        {
            parts.Add(new LetterPart.Paragraph(words["joinmail.gone"]));
        }

        if (card.Phone is { } phone) parts.Add(new LetterPart.Paragraph(words.Of("joinmail.call", ("phone", phone))));
        await outbox.QueueAsync(connection, new OutgoingMail($"joining-{answer}/{joining.Community}/{joining.Joining}", $"joining-{answer}", email, new Letter(words.Language.Tag, OneLine(words.Of($"joinmail.{answer}-subject", ("community", card.Name))), parts))
        {
            About = account is { } number ? (joining.Community, number) : null,
        }, cancellationToken);
    }

    /// <summary>The name of a community is what somebody typed.</summary>
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(symbol => char.IsControl(symbol) || symbol is '\u2028' or '\u2029' ? ' ' : symbol));
        return line.Length <= OutgoingMail.LongestSubject ? line : line[..OutgoingMail.LongestSubject];
    }
}
