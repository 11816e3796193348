using System.Buffers;
using System.Globalization;
using System.Text;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Activities;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Goals;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Signals;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Architecture;
using NodaTime;
using NodaTime.Text;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>The example of docs/indicators.md: what its tables say that happened, as commands, and what they say that comes out.</summary>
internal static class PaperExample
{
    public static readonly LocalDate From = new(2026, 3, 1);
    public static readonly LocalDate To = new(2026, 4, 30);

    private static readonly LocalDate Founding = new(2026, 1, 5);
    private static readonly NoteSerial[] Notes = [NoteSerial.OfNumber(1), NoteSerial.OfNumber(2)];

    private static readonly Dictionary<string, AccountNumber> People = new()
    {
        ["Anna"] = new("L0001"),
        ["Bram"] = new("L0002"),
        ["Chaima"] = new("L0003"),
        ["Dirk"] = new("L0004"),
        ["Emine"] = new("L0005"),
        ["Farid"] = new("L0006"),
        ["Buurthuis"] = new("O01"),
        ["Bakkerij"] = new("W01"),
        ["buurtpot"] = new("buurtpot"),
    };

    public static AccountNumber Account(string name) => People[name];

    /// <summary>The rows of the table under a heading, without its own head.</summary>
    public static IReadOnlyList<string[]> Table(string heading)
    {
        var lines = Assemblies.Source("docs", "indicators.md").Split('\n').SkipWhile(line => !line.EndsWith("# " + heading, StringComparison.Ordinal)).Skip(1);
        var rows = lines.TakeWhile(line => !line.StartsWith('#')).Where(line => line.StartsWith('|')).Skip(2);
        return [.. rows.Select(row => row.Split('|')[1..^1].Select(cell => cell.Trim().Trim('`')).ToArray())];
    }

    /// <summary>A figure as the page writes it: <c>4/5</c>, <c>12</c>, or a dash for one that is not there.</summary>
    public static decimal? Number(string cell) => cell.Split('/') switch
    {
        ["–"] => null,
        [var whole] => decimal.Parse(whole, CultureInfo.InvariantCulture),
        [var top, var bottom] => decimal.Parse(top, CultureInfo.InvariantCulture) / decimal.Parse(bottom, CultureInfo.InvariantCulture),
        _ => throw new FormatException(cell),
    };

    /// <summary>Lets it all happen, each row decided by the ledger's rules and recorded on its own day. Gives the position that was known at the end of the period.</summary>
    public static long Live(TestCommunity community)
    {
        var last = 0L;
        community.Now = Noon(Founding);
        foreach (var command in Founded(community)) Do(community, command);
        foreach (var row in Table("What happened"))
        {
            var day = LocalDatePattern.Iso.Parse(row[0]).Value;
            if (day > To && last == 0) last = community.Head;
            community.Now = Instant.Max(community.Now, Noon(day));
            Do(community, Command(community, row, day));
        }

        return last;
    }

    /// <summary>The goals as the page says that they stand, in the words of <see cref="OracleGoals"/>.</summary>
    public static IReadOnlyList<string> Goals(int column) =>
        [.. Table("The goals of the example").Select(row => OracleGoals.Line(row[0], row[1], Number(row[2])!.Value, Number(row[3])!.Value, Number(row[2 + (2 * column)]), row[3 + (2 * column)] == "on track"))];

    /// <summary>The account numbers in a signal.</summary>
    public static IEnumerable<string> Accounts(string signal) => signal.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(member => member.Split(':')[0]);

    /// <summary>The account numbers of the names in a cell.</summary>
    public static IEnumerable<string> Named(string cell) => cell.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(name => Account(name).Value);

    /// <summary>The journal as it is exported.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<Entry> entries)
    {
        ArrayBufferWriter<byte> output = new();
        foreach (var entry in entries) JournalLines.Write(entry, output);
        return Encoding.UTF8.GetString(output.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Do(TestCommunity community, LedgerCommand command) => community.Decide(command).ShouldNotBeNull($"{command}: {command.Decide(community.State).Refusal}");

    private static IEnumerable<LedgerCommand> Founded(TestCommunity community)
    {
        var (desk, now) = (TestCommunity.Desk, community.Now);
        var agreement = Agreement.Default with
        {
            ShopFloorMinutes = -1000,
            GiftFloorMinutes = -1000,
            Notes = new NoteTerms(FloorMinutes: -1000),
            Requests = RequestTerms.Default with { OverloadMinutes = 50, OverloadPeople = 2 },
            Signals = SignalTerms.Default with { OveraskingMinutes = 50 },
        };
        yield return new FoundCommunity(community.NextId(), desk, now, Founding, "Europe/Amsterdam", new CurrencyCode("uur"), 60, agreement);
        yield return new DefineNeighbourhood(community.NextId(), desk, now, new("Noord"), 30);
        yield return new DefineNeighbourhood(community.NextId(), desk, now, new("Zuid"), 20);
        yield return new AddCategories(community.NextId(), desk, now, [new("klussen"), new("koken"), new("tuin"), new("vervoer"), new("buurtactiviteit")]);
        yield return new JoinOrganisation(community.NextId(), desk, now, Account("Buurthuis"), Neighbourhood: null, Founding);
        yield return new JoinShop(community.NextId(), desk, now, Account("Bakkerij"), Neighbourhood: null, Founding, new ShopTerms(CentsPerHour: 300, MaxSharePercent: 50, MaxBalanceMinutes: 600));
        yield return new OpenPot(community.NextId(), desk, now, Account("buurtpot"), Founding);
        yield return new PrintNoteBatch(community.NextId(), desk, now, 2, 30);
    }

    private static LedgerCommand Command(TestCommunity community, string[] row, LocalDate day)
    {
        var (id, desk, now, what, who, more) = (community.NextId(), TestCommunity.Desk, community.Now, row[1], row[2], row[5].Split(' '));
        var minutes = row[4].Length == 0 ? 0 : long.Parse(row[4], CultureInfo.InvariantCulture);
        return what switch
        {
            "joins" => new JoinMember(id, desk, now, Account(who), new NeighbourhoodCode(more[0]), day),
            "leaves" => new LeaveMember(id, desk, now, Account(who)),
            "helps" => new RecordExchange(Named(community, more[0]), more.Length > 3 ? Coordinator(more[3]) : Actor.Member(Shares(row[3], minutes)[0].Account), now, Shares(who, minutes), Shares(row[3], minutes),
                new CategoryCode(more[1]), day, Channel.Web),
            "is undone" => new ReverseExchange(id, desk, now, new ExchangeId(Named(community, more[0])), new ReasonCode("mistake")),
            "thanks" => new ThankForExchange(id, desk, now, new ExchangeId(Named(community, more[0])), Account(who)),
            "asks" => new PostRequest(Named(community, more[0]), desk, now, Account(who), new CategoryCode(more[1]), more[2] == "phone" ? Channel.Phone : Channel.Web),
            "is found" => new AgreeMatch(id, desk, now, new RequestId(Named(community, more[0])), Account(who)),
            "is referred" => new ReferRequest(id, desk, now, new RequestId(Named(community, more[0]))),
            "is handed back" => new HandBackMatch(id, desk, now, new RequestId(Named(community, more[0]))),
            "offers" => new PostOffer(Named(community, more[0]), desk, now, Account(who), new CategoryCode(more[1]), Channel.Web),
            "withdraws" => new WithdrawOffer(id, desk, now, new OfferId(Named(community, more[0]))),
            "come together" => new HoldActivity(id, desk, now, new ActivityKind("wandeling"), day, [.. who.Split(", ").Select(Account)]),
            "spends" => new GiveDiscount(id, desk, now, Account(row[3]), Account(who), PurchaseCents: 10_000, minutes),
            "gives" => new MakeGift(id, desk, now, Account(who), Account(row[3]), minutes),
            "aims" => new SetGoal(id, desk, now, new GoalCode(more[0]), new MeasureCode(more[1].Replace('.', '-')), (long)(1000 * Number(more[2])!.Value), LocalDatePattern.Iso.Parse(more[4]).Value,
                more.Length > 5 ? (long)(1000 * Number(more[6])!.Value) : null),
            "takes on paper" => new IssueNotes(id, desk, now, Account(who), Notes),
            "hands in" => new RedeemNotes(id, desk, now, Account(who), [Notes[0]]),
            _ => throw new FormatException(what),
        };
    }

    /// <summary>The same id whenever the example speaks of the same thing.</summary>
    private static Guid Named(TestCommunity community, string name) => EntryIds.Version5(Guid.Empty, Encoding.UTF8.GetBytes($"{community.Code}/{name}"));

    private static Actor Coordinator(string name) => new(Account(name).Value, Role.Coordinator, Account(name));

    private static Share[] Shares(string cell, long minutes) =>
        [.. cell.Split(", ").Select(part => part.Split(' ') is [var name, var own] ? new Share(Account(name), long.Parse(own, CultureInfo.InvariantCulture)) : new Share(Account(part), minutes))];

    private static Instant Noon(LocalDate day) => day.At(new LocalTime(12, 0)).InUtc().ToInstant();
}
