using System.Net.Mail;

namespace Buurthulp.Api.Mail;

/// <summary>Why a mail was not taken. <paramref name="Code"/> says it without the server's own words, which often repeat the address.</summary>
/// <param name="Code">For the outbox and the log.</param>
/// <param name="IsFinal">Whether trying again is of no use.</param>
/// <param name="IsGeneral">Whether every other mail would meet the same now.</param>
internal sealed record MailProblem(string Code, bool IsFinal, bool IsGeneral)
{
    public static readonly MailProblem Expired = new("expired", IsFinal: true, IsGeneral: false);

    public static MailProblem Of(Exception exception) => exception switch
    {
        // RFC 5321, section 4.2.1: 5yz is a permanent no. About a recipient it is final; about the conversation (login, relaying) the operator can mend it.
        SmtpFailedRecipientException refused => new($"recipient-{(int)refused.StatusCode}", IsFinal: (int)refused.StatusCode is >= 500 and < 600, IsGeneral: false),
        SmtpException smtp => new(smtp.StatusCode == SmtpStatusCode.GeneralFailure ? "server-unreachable" : $"server-{(int)smtp.StatusCode}", IsFinal: false, IsGeneral: true),
        TimeoutException => new("server-silent", IsFinal: false, IsGeneral: true),
        IOException or UnauthorizedAccessException => new("folder-unwritable", IsFinal: false, IsGeneral: true),
        // A defect in one mail must not keep the others waiting.
        _ => new($"defect-{exception.GetType().Name}", IsFinal: false, IsGeneral: false),
    };
}
