using System.Buffers.Binary;
using System.Globalization;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Members;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Bench.Data;

/// <summary>
/// Molenwijk many times over: copies of its people live side by side, and its years repeat into the past. The same numbers give the same commands.
/// </summary>
internal sealed class Village
{
    /// <summary>Molenwijk's exchanges span less than this.</summary>
    private const int DaysOfHistory = 1_624;

    /// <summary>So many exchanges for each copy of Molenwijk.</summary>
    private const int ExchangesPerCopy = 6_369;

    /// <summary>So often the years repeat into the past; then they start anew.</summary>
    private const int Repeats = 8;

    private static readonly LocalDate Founded = new(1985, 1, 1);

    private readonly Row[] rows;
    private readonly string[] people;
    private readonly int number;

    private readonly record struct Row(LocalDate On, string Helper, string Receiver, long Minutes, CategoryCode Category);

    /// <param name="copies">How many Molenwijks, of 319 persons each.</param>
    /// <param name="number">Tells communities in one database apart.</param>
    public Village(int copies, int number = 0)
    {
        (Copies, this.number) = (copies, number);
        Community = new CommunityCode(string.Create(CultureInfo.InvariantCulture, $"molenwijk{(number == 0 ? "" : number)}"));
        rows = [.. Cells("exchanges.csv").Select(cells => new Row(LocalDatePattern.Iso.Parse(cells[1]).Value, cells[2], cells[3], long.Parse(cells[4], CultureInfo.InvariantCulture), new CategoryCode(cells[5])))];
        people = [.. Cells("members.csv").Concat(Cells("organisations.csv")).Select(cells => cells[0])];
    }

    public static LocalDate Today { get; } = new(2026, 11, 20);

    public static Instant Now { get; } = Instant.FromUtc(2026, 11, 20, 12, 0);

    /// <summary>With as many people for its exchanges as Molenwijk has, were its years told eight times over.</summary>
    public static Village For(int exchanges) => new(copies: Math.Max(1, exchanges / ExchangesPerCopy));

    public CommunityCode Community { get; }

    public int Copies { get; }

    public IReadOnlyList<AccountNumber> Accounts => [.. Enumerable.Range(0, Copies).SelectMany(copy => people.Select(person => Account(person, copy)))];

    /// <summary>What has to be recorded before the first exchange.</summary>
    public IEnumerable<LedgerCommand> Beginnings()
    {
        var actor = Actor.Coordinator();
        yield return new FoundCommunity(Id(0, 0), actor, Now, Founded, "Europe/Amsterdam", new CurrencyCode("uur"), 60, Agreement.Default);
        yield return new AddCategories(Id(0, 1), actor, Now, [.. rows.Select(row => row.Category).Distinct()]);
        foreach (var (i, account) in Accounts.Index()) yield return new JoinMember(Id(1, i), actor, Now, account, Neighbourhood: null, Founded);
    }

    /// <summary>The exchange with this number, counted from 0: first one of each copy, then the next; after all of them the same in earlier years.</summary>
    public RecordExchange Exchange(int number)
    {
        var (turn, copy) = Math.DivRem(number, Copies);
        var (repeat, index) = Math.DivRem(turn, rows.Length);
        var row = rows[index];
        return new RecordExchange(Id(2, number), Actor.Coordinator(), Now, [new Share(Account(row.Helper, copy), row.Minutes)], [new Share(Account(row.Receiver, copy), row.Minutes)],
            row.Category, row.On.PlusDays(-DaysOfHistory * (repeat % Repeats)), Channel.Desk);
    }

    /// <summary>Of version 7, a millisecond later for each number, as ids are in use: in time order, and for the rest any bits.</summary>
    private Guid Id(int kind, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (Now.ToUnixTimeMilliseconds() + number) << 16);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Mixed((ulong)this.number << 40 | (ulong)kind << 32 | (uint)number));
        bytes[6] = 0x70;
        bytes[7] = (byte)kind;
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>SplitMix64: other numbers give other bits.</summary>
    private static ulong Mixed(ulong value)
    {
        unchecked
        {
            value = (value + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    private static AccountNumber Account(string number, int copy) => new(copy == 0 ? number : string.Create(CultureInfo.InvariantCulture, $"{number}-{copy}"));

    private static IEnumerable<string[]> Cells(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "molenwijk", file)).Skip(1).Select(line => line.Split(','));
}
