using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Treasury;

/// <summary>Undoes whatever was booked at a position: an exchange, a discount, a gift, a grant, an opening balance, a settled leaving balance or the settlement of a shop. See <see cref="Reversal.Decide"/>.</summary>
public sealed record CorrectEntry(Guid CommandId, Actor Actor, Instant Now, long Entry, ReasonCode Reason) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => Subject.At(Entry);

    public override Decision Decide(CommunityState state) =>
        !state.IsFounded ? new Refusal.CommunityUnknown(state.Code) : Reversal.Decide(state, this, Entry, Reason);
}

/// <summary>A second person agrees to a correction; it is booked.</summary>
public sealed record ApproveCorrection(Guid CommandId, Actor Actor, Instant Now, CorrectionId Correction) : LedgerCommand(CommandId, Actor, Now)
{
    public override Subject? LooksAt(CommunityState state) => state.Corrections.TryGet(Correction, out var waiting) ? Subject.At(waiting.Entry) : null;

    /// <summary>Order of the rules: the correction waits, a person answers, another than who proposed it, and the entry was not undone meanwhile.</summary>
    public override Decision Decide(CommunityState state)
    {
        if (AnsweringCorrections.Refused(state, Correction, Actor, out var waiting, out var person) is { } refusal) return refusal;
        if (person == waiting.ProposedBy) return new Refusal.SecondPersonNeeded();
        var today = state.Today(Now);
        if (Reversal.Of(state, waiting.Entry, waiting.Reason, today, Correction, out var opposite, out _) is { } cannot) return cannot;
        return Decision.Accept(new CorrectionApproved(Correction, person, today), opposite!);
    }
}

/// <summary>A second person says no to a correction, or the first takes it back. No reason is asked.</summary>
public sealed record RefuseCorrection(Guid CommandId, Actor Actor, Instant Now, CorrectionId Correction) : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: the correction waits, a person answers.</summary>
    public override Decision Decide(CommunityState state) =>
        AnsweringCorrections.Refused(state, Correction, Actor, out _, out var person) is { } refusal ? refusal
        : Decision.Accept(new CorrectionRefused(Correction, person, state.Today(Now)));
}

internal static class AnsweringCorrections
{
    public static Refusal? Refused(CommunityState state, CorrectionId id, Actor actor, out CorrectionState correction, out AccountNumber person)
    {
        person = default;
        if (!state.Corrections.TryGet(id, out correction!)) return new Refusal.CorrectionUnknown(id);
        if (correction.Status != CorrectionStatus.Waiting) return new Refusal.CorrectionAnswered(id);
        if (Persons.Of(state, actor) is not { } own) return new Refusal.PersonUnknown();
        person = own;
        return null;
    }
}
