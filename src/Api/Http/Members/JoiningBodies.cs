using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Http.Members;

/// <summary>Somebody who joins with an invitation. What names them goes to the vault and never into the journal.</summary>
/// <param name="Code">Of the invitation; capitals, spaces and dashes do not matter.</param>
/// <param name="Name">As people call them; 1 to 200 characters.</param>
/// <param name="Street">Street and house number.</param>
/// <param name="Email">For those who have it.</param>
/// <param name="Phone">As it is dialled.</param>
/// <param name="BirthYear">Four digits.</param>
/// <param name="Languages">Codes such as <c>nl</c>, the preferred one first.</param>
/// <param name="Neighbourhood">Where they live, when the invitation does not say it.</param>
public sealed record JoinBody(string Code, string Name, string? Street = null, string? Email = null, string? Phone = null, int? BirthYear = null, IReadOnlyList<string>? Languages = null,
    NeighbourhoodCode? Neighbourhood = null);

/// <summary>What the coordinator found out in the intake.</summary>
/// <param name="Neighbourhood">Where they live. Absent: as the invitation says.</param>
/// <param name="ReciprocityExpected">False for those who are never asked to give.</param>
public sealed record AdmitJoiningBody(NeighbourhoodCode? Neighbourhood = null, bool ReciprocityExpected = true);

/// <summary>Where somebody stands who asked to join.</summary>
public enum JoiningStatus
{
    Joined,

    /// <summary>A coordinator is to speak with them.</summary>
    Waiting,
    Declined,
}

/// <summary>Somebody asked to join.</summary>
/// <param name="JoiningId">Its id.</param>
/// <param name="Status">A member at once, or waiting for a coordinator.</param>
/// <param name="Account">The number of who is a member now.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record JoiningAnswer(Guid JoiningId, JoiningStatus Status, AccountNumber? Account = null, long? Position = null);

/// <summary>Somebody who waits for a coordinator.</summary>
/// <param name="JoiningId">Its id.</param>
/// <param name="AskedAt">When they asked.</param>
/// <param name="Neighbourhood">Where they live, when the inviter knew.</param>
/// <param name="Sponsor">The member who brings them along.</param>
/// <param name="Person">Name and contact data.</param>
public sealed record WaitingJoiningAnswer(Guid JoiningId, DateTime AskedAt, NeighbourhoodCode? Neighbourhood, AccountNumber? Sponsor, PersonAnswer Person);
