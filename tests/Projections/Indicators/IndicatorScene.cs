using System.Text;
using System.Text.Json;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Indicators;
using Buurthulp.Projections.Indicators.Figures;
using NodaTime;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>A community and the figures of it.</summary>
public sealed class IndicatorScene(TestCommunity community)
{
    public static readonly ReportPeriod March = PeriodOf("2026-03");

    public static readonly AccountNumber House = new("O01");

    private readonly IndicatorQueries queries = new(community.Journal);

    public TestCommunity Community => community;

    public long Head => community.Head;

    public static async Task<IndicatorScene> StartAsync(ViewsDatabase database, string code) => new(await database.StartCommunityAsync(code));

    public static ReportPeriod PeriodOf(string text) => ReportPeriod.TryParse(text, out var period) ? period : throw new ArgumentException(text, nameof(text));

    public Task HelpAsync(AccountNumber helper, AccountNumber receiver, long minutes, LocalDate? on = null) => community.HelpAsync(helper, receiver, minutes, on ?? new LocalDate(2026, 3, 10));

    public Task DoAsync(Func<Guid, Instant, LedgerCommand> command) => community.DoAsync(command(community.NextId(), community.Now));

    public Task JoinHouseAsync() => DoAsync((id, now) => new JoinOrganisation(id, TestCommunity.Desk, now, House, Neighbourhood: null, TestCommunity.Founding));

    /// <summary>The figures of March, or of another period, as of the end or of an earlier position. Each is counted from facts that were kept and grew since the last question, and from the journal anew.</summary>
    public async Task<IndicatorFigures> FiguresAsync(ReportPeriod? period = null, long? position = null)
    {
        var figures = await queries.WithGoalsAsync(community.Code, await queries.FiguresAsync(community.Code, period ?? March, position, CancellationToken.None), CancellationToken.None);
        Text(await IndicatorQueries.RecomputeAsync(community.Journal, community.Code, period ?? March, position, CancellationToken.None)).ShouldBe(Text(figures), "counted anew");
        return figures with { Goals = [] };
    }

    /// <summary>As somebody would see them who starts the program now.</summary>
    public Task<IndicatorFigures> AnewAsync(ReportPeriod? period = null, long? position = null) =>
        new IndicatorQueries(community.Journal).FiguresAsync(community.Code, period ?? March, position, CancellationToken.None);

    /// <summary>The same entries up to a position as the whole journal of another community.</summary>
    public async Task<IndicatorFigures> OfJournalCutAtAsync(long position, ReportPeriod period)
    {
        var code = new CommunityCode($"{community.Code}-{position}");
        var cut = community.Entries.Take((int)position).Select(entry => entry with { Community = code, Id = Other(entry.Id), CommandId = Other(entry.CommandId), Leaf = null }).ToList();
        if (cut.Count > 0) (await community.Journal.AppendAsync(code, expectedHead: 0, cut, CancellationToken.None)).ShouldBe(AppendResult.Appended);
        return await queries.FiguresAsync(code, period, position: null, CancellationToken.None);

        Guid Other(Guid id) => EntryIds.Version5(id, Encoding.ASCII.GetBytes(code.Value));
    }

    /// <summary>All figures as text, to compare them whole.</summary>
    public static string Text(IndicatorFigures figures) => JsonSerializer.Serialize(figures, Json);

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new LocalDateConverter() } };
}
