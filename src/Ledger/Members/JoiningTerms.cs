using Buurthulp.Ledger.Communities;

namespace Buurthulp.Ledger.Members;

/// <summary>What a community agreed about joining by invitation.</summary>
/// <param name="IntakeRequired">True: who was invited becomes a member once a coordinator has spoken with them. False: at once.</param>
/// <param name="InvitationDays">How long an invitation can be used.</param>
public sealed record JoiningTerms(bool IntakeRequired, int InvitationDays)
{
    /// <summary>The longest that an invitation can be used.</summary>
    public const int MostDays = 365;

    /// <summary>For a community that agreed nothing about it.</summary>
    public static readonly JoiningTerms Default = new(IntakeRequired: false, InvitationDays: 30);

    public static JoiningTerms Of(Agreement agreement) => agreement.Joining ?? Default;

    internal static Refusal? Unusable(JoiningTerms? terms) => terms is { InvitationDays: < 1 or > MostDays } ? new Refusal.AgreementIncomplete("joining.invitationDays") : null;
}
