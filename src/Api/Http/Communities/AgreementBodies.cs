using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Treasury;

namespace Buurthulp.Api.Http.Communities;

/// <summary>A community's rules, whole. A section that is left out falls back to what holds where nothing was agreed.</summary>
/// <param name="Shortfall">What happens when a receiver has fewer minutes than the help took. Neither choice ever refuses the help.</param>
/// <param name="ShopFloorMinutes">The lowest balance that a discount at a shop may leave a member.</param>
/// <param name="GiftFloorMinutes">The lowest balance that a gift may leave the giver.</param>
/// <param name="ProposalDays">After so many days without an answer a proposed exchange is booked, 1 to 365.</param>
/// <param name="ShortfallPot">The pot that pays what receivers are short.</param>
/// <param name="Award">What help earns. Left out: as many minutes as were worked.</param>
/// <param name="Corrections">Who may correct how much alone. Left out: up to 600 minutes.</param>
/// <param name="Requests">About requests and how much is asked of one person.</param>
/// <param name="Notes">About paper notes.</param>
/// <param name="Leaving">About the balance of somebody who leaves. Left out: it stays on the account.</param>
/// <param name="Joining">About joining by invitation. Left out: at once, and an invitation holds for 30 days.</param>
/// <param name="Signals">When a coordinator is told.</param>
/// <param name="Publication">What everybody may see of the figures. Left out: nothing.</param>
public sealed record AgreementBody(ShortfallPolicy Shortfall, long ShopFloorMinutes, long GiftFloorMinutes, int ProposalDays, AccountNumber? ShortfallPot = null, AwardBody? Award = null,
    CorrectionTermsBody? Corrections = null, RequestTermsBody? Requests = null, NoteTermsBody? Notes = null, LeavingTermsBody? Leaving = null, JoiningTermsBody? Joining = null, SignalTermsBody? Signals = null, PublicationTermsBody? Publication = null)
{
    internal Agreement ToAgreement() => new(Shortfall, ShortfallPot, ShopFloorMinutes, GiftFloorMinutes, ProposalDays)
    {
        Award = Award is { } award ? new AwardTerms(award.Percent) : null,
        Corrections = Corrections is { } corrections ? new CorrectionTerms(corrections.AloneMinutes) : null,
        Requests = Requests is { } requests ? new RequestTerms(requests.OpenDays, requests.FollowUpDays, requests.OverloadMinutes, requests.OverloadPeople) : null,
        Notes = Notes is { } notes ? new NoteTerms(notes.FloorMinutes, notes.ValidMonths, notes.ExpiredTo) : null,
        Leaving = Leaving is { } leaving ? new LeavingTerms(leaving.Policy, leaving.Pot) : null,
        Joining = Joining is { } joining ? new JoiningTerms(joining.IntakeRequired, joining.InvitationDays) : null,
        Publication = Publication is { } publication ? new PublicationTerms(publication.Every) : null,
        Signals = Signals is { } signals ? new SignalTerms(signals.OveraskingMinutes, signals.UnansweredDays) : null,
    };

    /// <summary>What holds, also where nothing was agreed: sending it back changes nothing.</summary>
    internal static AgreementBody Of(Agreement agreement)
    {
        var (requests, notes, leaving, joining, signals) = (RequestTerms.Of(agreement), agreement.Notes ?? NoteTerms.Default, LeavingTerms.Of(agreement), JoiningTerms.Of(agreement), SignalTerms.Of(agreement));
        return new AgreementBody(agreement.Shortfall, agreement.ShopFloorMinutes, agreement.GiftFloorMinutes, agreement.ProposalDays, agreement.ShortfallPot,
            new AwardBody(agreement.Award?.Percent ?? 100),
            new CorrectionTermsBody(agreement.Corrections?.AloneMinutes ?? CorrectionTerms.DefaultAloneMinutes),
            new RequestTermsBody(requests.OpenDays, requests.FollowUpDays, requests.OverloadMinutes, requests.OverloadPeople),
            new NoteTermsBody(notes.FloorMinutes, notes.ValidMonths, notes.ExpiredTo),
            new LeavingTermsBody(leaving.Policy, leaving.Pot),
            new JoiningTermsBody(joining.IntakeRequired, joining.InvitationDays),
            new SignalTermsBody(signals.OveraskingMinutes, signals.UnansweredDays),
            agreement.Publication is { } publication ? new PublicationTermsBody(publication.Every) : null);
    }
}

/// <summary>What help earns its helpers.</summary>
/// <param name="Percent">Minutes credited for a hundred minutes worked, 1 to 500.</param>
public sealed record AwardBody(int Percent);

/// <summary>Who may correct how much.</summary>
/// <param name="AloneMinutes">The largest amount that one person corrects alone; above it a second one is needed. Zero: always two.</param>
public sealed record CorrectionTermsBody(long AloneMinutes);

/// <summary>About requests, and about how much may be asked of one person.</summary>
/// <param name="OpenDays">A request for which nobody was found expires after so many days, 1 to 730.</param>
/// <param name="FollowUpDays">A call to hear how it went falls due so many days after the help, 1 to 365.</param>
/// <param name="OverloadMinutes">Who gave more than this in 28 days is a signal, and not suggested as a helper.</param>
/// <param name="OverloadPeople">Who helped more people than this in 28 days is a signal, and not suggested as a helper.</param>
public sealed record RequestTermsBody(int OpenDays, int FollowUpDays, long OverloadMinutes, int OverloadPeople);

/// <summary>About paper notes.</summary>
/// <param name="FloorMinutes">The lowest balance that issuing a note may leave an account or a pot.</param>
/// <param name="ValidMonths">How long a note can be used, 1 to 1200 months; absent: as long as the community exists.</param>
/// <param name="ExpiredTo">The pot that gets what expired notes were worth; absent: it goes back where it came from.</param>
public sealed record NoteTermsBody(long FloorMinutes, int? ValidMonths = null, AccountNumber? ExpiredTo = null);

/// <summary>About leaving.</summary>
/// <param name="Policy">What happens to the balance.</param>
/// <param name="Pot">The pot on the other side, unless the balance stays.</param>
public sealed record LeavingTermsBody(LeavingBalance Policy, AccountNumber? Pot = null);

/// <summary>What everybody may see of the figures.</summary>
/// <param name="Every">Figures are published for each whole calendar period of this kind.</param>
public sealed record PublicationTermsBody(PublicationPeriod Every);

/// <summary>About joining by invitation.</summary>
/// <param name="IntakeRequired">True: who was invited becomes a member once a coordinator has spoken with them. False: at once.</param>
/// <param name="InvitationDays">How long an invitation can be used, 1 to 365.</param>
public sealed record JoiningTermsBody(bool IntakeRequired, int InvitationDays);

/// <summary>When a coordinator is told, beside what <c>requests</c> says of overload and calls.</summary>
/// <param name="OveraskingMinutes">Who received more than this in 28 days, and is expected to give too, is a signal.</param>
/// <param name="UnansweredDays">A request that nobody answered for more than so many days is a signal, 1 to 730.</param>
public sealed record SignalTermsBody(long OveraskingMinutes, int UnansweredDays);

/// <summary>The rules that hold.</summary>
/// <param name="Agreement">Whole, with what holds where nothing was agreed.</param>
/// <param name="Position">The place in the journal as of which this holds.</param>
public sealed record AgreementAnswer(AgreementBody Agreement, long Position);
