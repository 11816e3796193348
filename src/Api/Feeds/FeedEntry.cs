using System.Buffers;
using System.Collections.Frozen;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Feeds;

/// <summary>An entry on its way to whoever follows the journal; many share one.</summary>
internal sealed class FeedEntry(Entry entry, FrozenSet<AccountNumber> parties)
{
    private ReadOnlyMemory<byte> whole;

    public Entry Entry => entry;

    /// <summary>What a reader may see of it; null for nothing.</summary>
    public SeenEntry? As(FeedReader reader) =>
        reader.Own is not { } own ? new SeenEntry(entry.Position, entry.Id, entry.Type, Whole())
        : OwnPart.Shows(entry.Event.GetType()) && parties.Contains(own) ? new SeenEntry(entry.Position, entry.Id, OwnPart.TypeOf(entry.Event), OwnPart.Of(entry, own))
        : null;

    /// <summary>The line of the exported journal without its line feed. Two readers at once may both make it, which is harmless.</summary>
    private ReadOnlyMemory<byte> Whole()
    {
        if (!whole.IsEmpty) return whole;
        var line = new ArrayBufferWriter<byte>(512);
        JournalLines.Write(entry, line);
        return whole = line.WrittenMemory[..^1];
    }
}

/// <summary>Who follows: the desk sees every entry, an account sees its own part.</summary>
/// <param name="Own">Null for the desk.</param>
internal readonly record struct FeedReader(AccountNumber? Own)
{
    public static FeedReader Of(BearerToken token) => token.Role is Role.Member or Role.Shop
        ? new FeedReader(token.Account ?? throw new InvalidOperationException("a member or a shop has an account"))
        : new FeedReader(Own: null);
}

/// <summary>An entry as its reader sees it.</summary>
/// <param name="Position">Its place in the journal.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">The stored name of what happened.</param>
/// <param name="Json">One object in UTF-8, without a line feed.</param>
internal sealed record SeenEntry(long Position, Guid Id, string Type, ReadOnlyMemory<byte> Json);
