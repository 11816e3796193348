using System.Buffers;
using System.Text;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Api.Http.OpenApi;

/// <summary>The people, places and days of the examples in the API description, in the invented neighbourhood Molenwijk.</summary>
internal static class Sample
{
    public static readonly CommunityCode Molenwijk = new("molenwijk");
    public static readonly AccountNumber Anna = new("L0042");
    public static readonly AccountNumber Bram = new("L0017");
    public static readonly AccountNumber Chaima = new("L0108");
    public static readonly AccountNumber Bakery = new("O02");
    public static readonly AccountNumber Pot = new("buurtpot");
    public static readonly AccountNumber Institution = new("gemeente");
    public static readonly CategoryCode Errands = new("boodschappen");
    public static readonly NeighbourhoodCode North = new("Molenwijk-Noord");
    public static readonly ReasonCode Mistake = new("mistake");
    public static readonly LocalDate Yesterday = new(2026, 11, 19);
    public static readonly LocalDate Today = new(2026, 11, 20);
    public static readonly LocalDate NextWeek = new(2026, 11, 27);
    public static readonly Guid Id = new("0198e6d4-2c1b-7e03-9a52-5f0c6b7d1e84");
    public static readonly Guid OtherId = new("0198e6d4-77aa-7c10-8b3e-9d24c1f06a52");

    public const long Position = 4712;

    private static readonly Instant Evening = Instant.FromUtc(2026, 11, 20, 18, 25, 55);

    public static readonly DateTime RecordedAt = Evening.ToDateTimeUtc();

    /// <summary>Bram helped Anna for an hour.</summary>
    public static readonly Entry Booked = EntryOf(new ExchangeBooked(new ExchangeId(Id), [new Share(Bram, 60)], [new Share(Anna, 60)], Payers: null, Errands, Yesterday, Channel.Web, Recorder.Member, Request: null));

    public static readonly Checkpoint Earlier = new("buurthulp/molenwijk", 4_502, MerkleTree.Leaf("earlier"u8));
    public static readonly Checkpoint Checkpoint = new("buurthulp/molenwijk", Position, MerkleTree.Leaf(LeafHash.CanonicalBytes(Booked)));

    /// <summary>The entry as a line of the journal, with its line feed.</summary>
    public static string JournalLine()
    {
        var line = new ArrayBufferWriter<byte>();
        JournalLines.Write(Booked, line);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static Entry EntryOf(ExchangeBooked booked)
    {
        var entry = new Entry(Molenwijk, Position, Id, booked, EventJson.Write(booked), Evening, Anna.Value, Id, CommandDigest: null, Leaf: null);
        return entry with { Leaf = LeafHash.Of(entry) };
    }
}
