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

    /// <summary>So often the years repeat into the past; then they start anew.</summary>
    private const int Repeats = 8;

    private static readonly LocalDate Founded = new(1985, 1, 1);

    private readonly Row[] rows;
    private readonly string[] people;
    private readonly int copies;

    private readonly record struct Row(LocalDate On, string Helper, string Receiver, long Minutes, CategoryCode Category);

    /// <param name="copies">How many Molenwijks, of 319 persons each.</param>
    public Village(int copies)
    {
        this.copies = copies;
        rows = [.. Cells("exchanges.csv").Select(cells => new Row(LocalDatePattern.Iso.Parse(cells[1]).Value, cells[2], cells[3], long.Parse(cells[4], CultureInfo.InvariantCulture), new CategoryCode(cells[5])))];
        people = [.. Cells("members.csv").Concat(Cells("organisations.csv")).Select(cells => cells[0])];
    }

    public static Instant Now { get; } = Instant.FromUtc(2026, 11, 20, 12, 0);

    public IReadOnlyList<AccountNumber> Accounts => [.. Enumerable.Range(0, copies).SelectMany(copy => people.Select(person => Account(person, copy)))];

    /// <summary>What has to be recorded before the first exchange.</summary>
    public IEnumerable<LedgerCommand> Beginnings()
    {
        var actor = Actor.Coordinator();
        yield return new FoundCommunity(Guid.CreateVersion7(), actor, Now, Founded, "Europe/Amsterdam", new CurrencyCode("uur"), 60, Agreement.Default);
        yield return new AddCategories(Guid.CreateVersion7(), actor, Now, [.. rows.Select(row => row.Category).Distinct()]);
        foreach (var account in Accounts) yield return new JoinMember(Guid.CreateVersion7(), actor, Now, account, Neighbourhood: null, Founded);
    }

    /// <summary>The exchange with this number, counted from 0: first one of each copy, then the next; after all of them the same in earlier years.</summary>
    public RecordExchange Exchange(int number)
    {
        var (turn, copy) = Math.DivRem(number, copies);
        var (repeat, index) = Math.DivRem(turn, rows.Length);
        var row = rows[index];
        return new RecordExchange(Guid.CreateVersion7(), Actor.Coordinator(), Now, [new Share(Account(row.Helper, copy), row.Minutes)], [new Share(Account(row.Receiver, copy), row.Minutes)],
            row.Category, row.On.PlusDays(-DaysOfHistory * (repeat % Repeats)), Channel.Desk);
    }

    private static AccountNumber Account(string number, int copy) => new(copy == 0 ? number : string.Create(CultureInfo.InvariantCulture, $"{number}-{copy}"));

    private static IEnumerable<string[]> Cells(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "molenwijk", file)).Skip(1).Select(line => line.Split(','));
}
