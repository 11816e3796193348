using System.Globalization;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using NodaTime;

namespace Buurthulp.Ledger.Members;

/// <summary>Opens an account for a person under the next free number. <paramref name="JoinedOn"/> null is today.</summary>
public sealed record AdmitMember(Guid CommandId, Actor Actor, Instant Now, NeighbourhoodCode? Neighbourhood, LocalDate? JoinedOn = null, bool ReciprocityExpected = true)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: as for <see cref="JoinMember"/>, whose number this finds.</summary>
    public override Decision Decide(CommunityState state)
    {
        var (account, joinedOn) = (MemberNumbers.Next(state), JoinedOn ?? state.Today(Now));
        return Joining.Refused(state, account, joinedOn, Now) is { } refusal ? refusal
            : Decision.Accept(new MemberJoined(account, Neighbourhood, joinedOn, ReciprocityExpected));
    }
}

/// <summary>Members' numbers: an L and four digits, more when those run out. Accounts are never removed, so a number is never given twice.</summary>
public static class MemberNumbers
{
    private const int Digits = 4;
    private const int MostDigits = 9;

    /// <summary>One more than the highest in use; gaps stay gaps, because a number in a gap may stand on somebody's old papers.</summary>
    public static AccountNumber Next(CommunityState state)
    {
        var highest = 0;
        foreach (var account in state.Accounts.All.Keys)
        {
            if (account.Value is ['L', .. { Length: >= Digits and <= MostDigits } digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                highest = Math.Max(highest, number);
            }
        }

        return new AccountNumber("L" + (highest + 1).ToString("0000", CultureInfo.InvariantCulture));
    }
}
