using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Ledger.Journal;

/// <summary>One recorded event with its place in a community's journal.</summary>
/// <param name="Community">Whose journal.</param>
/// <param name="Position">1, 2, 3 … without gaps.</param>
/// <param name="Id">Unique over all communities. The first entry of a command carries the command's id.</param>
/// <param name="Event">What happened.</param>
/// <param name="Data">The event as JSON in UTF-8: canonical when this program wrote it, in any member order when read from the database.</param>
/// <param name="RecordedAt">When it was recorded, in whole microseconds; never earlier than the entry before.</param>
/// <param name="Actor">Who recorded it: an account number or a role's name.</param>
/// <param name="CommandId">The command that it came from; all entries of a command share it and stand next to each other.</param>
/// <param name="CommandDigest">What the command said, so that the same id with other content can be told from a repetition; null when another program wrote the entry.</param>
/// <param name="Leaf">The leaf of the Merkle log as it was computed when the entry was recorded; null when another program wrote the entry.</param>
public sealed record Entry(CommunityCode Community, long Position, Guid Id, LedgerEvent Event, ReadOnlyMemory<byte> Data, Instant RecordedAt, string Actor,
    Guid CommandId, string? CommandDigest, Hash? Leaf)
{
    public string Type => EventTypes.NameOf(Event);
}
