using Buurthulp.Projections.Matching;

namespace Buurthulp.Projections.Scheduled;

/// <summary>Of what somebody is reminded. Its name in lower case stands in the vault and in answers.</summary>
public enum ReminderKind
{
    /// <summary>Help that somebody wrote down waits for the yes of who was helped. The subject is the exchange.</summary>
    AnswerExchange,

    /// <summary>A proposed match waits for the yes of the other side. The subject is the request.</summary>
    AnswerMatch,

    /// <summary>A coordinator is to ask how it went. The subject is the request.</summary>
    FollowUp,

    /// <summary>Paper notes in circulation can soon not be used any more. For coordinators and treasurers: who has a note is known to nobody. The subject is the batch.</summary>
    NotesExpire,
}

/// <summary>
/// Who is to be reminded of what, as far as the views know now. What was answered is not in it any more, so it also tells which of the reminders that were made are still open.
/// Members who left or are paused hear nothing, and who is never asked to give is not reminded to help.
/// </summary>
public static class DueReminders
{
    /// <summary>Time to answer by oneself before anybody is reminded.</summary>
    public const int AnswerExchangeDays = 3;

    public const int AnswerMatchDays = 2;

    /// <summary>So many days before notes end.</summary>
    public const int NotesExpireDays = 30;

    /// <summary>After so long nobody is reminded to ask how it went.</summary>
    public const int FollowUpWindowDays = 120;

    /// <summary>Rows of community, account, kind, subject and the first day; $1 is the last day that counts.</summary>
    public static readonly string Sql = $"""
        SELECT w.community, m.account, 'answerExchange' AS kind, w.exchange::text AS subject, w.proposed_on + {AnswerExchangeDays} AS due_on
        FROM views.waiting_proposals w
        JOIN views.exchange_shares s ON s.community = w.community AND s.exchange = w.exchange AND s.side = 'receiver'
        JOIN views.members m ON m.community = s.community AND m.account = s.account AND m.left_on IS NULL AND m.paused_on IS NULL
        WHERE w.proposed_on + {AnswerExchangeDays} <= $1
        UNION ALL
        SELECT w.community, m.account, 'answerMatch', w.request::text, w.proposed_on + {AnswerMatchDays}
        FROM views.waiting_matches w
        JOIN views.requests r ON r.community = w.community AND r.request = w.request
        JOIN views.request_people p ON p.community = w.community AND p.request = w.request AND p.side = CASE r.proposer WHEN 'helper' THEN 'asker' ELSE 'helper' END
        JOIN views.members m ON m.community = p.community AND m.account = p.account AND m.left_on IS NULL AND m.paused_on IS NULL
        WHERE w.proposed_on + {AnswerMatchDays} <= $1 AND (p.side = 'asker' OR m.reciprocity_expected)
        UNION ALL
        SELECT r.community, m.account, 'followUp', r.request::text, r.due_from + c.follow_up_days
        FROM (SELECT r.community, r.request, r.followed_up_on, r.outcome, {RequestQueries.DueFrom} AS due_from FROM views.requests r
              WHERE {RequestQueries.IsAnswered} AND coalesce(r.agreed_on, r.closed_on, r.posted_on) >= $1 - {FollowUpWindowDays}) r
        JOIN views.scheduled_communities c ON c.community = r.community
        JOIN views.member_roles o ON o.community = r.community AND o.role = 'coordinator'
        JOIN views.members m ON m.community = o.community AND m.account = o.account AND m.paused_on IS NULL
        WHERE r.due_from + c.follow_up_days <= $1 AND {RequestQueries.IsUnheard}
        UNION ALL
        SELECT b.community, m.account, 'notesExpire', b.batch::text, b.expires_on - {NotesExpireDays}
        FROM views.note_batches b
        JOIN views.members m ON m.community = b.community AND m.paused_on IS NULL
            AND EXISTS (SELECT FROM views.member_roles o WHERE o.community = m.community AND o.account = m.account AND o.role IN ('coordinator', 'treasurer'))
        WHERE b.expires_on - {NotesExpireDays} <= $1
            AND EXISTS (SELECT FROM views.notes n WHERE n.community = b.community AND n.number BETWEEN b.first_number AND b.last_number AND n.status = 'issued')
        """;
}
