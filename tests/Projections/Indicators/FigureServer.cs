using System.Globalization;
using System.Text;
using System.Text.Json;
using Buurthulp.Api.Books;
using Buurthulp.Api.Import;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Api.Import;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>The real web server. Answers are taken apart into figures by their path, as the independent computation has them.</summary>
public sealed class FigureServer : IAsyncLifetime
{
    private readonly ApiServer server = new();
    private readonly Lazy<Task<CommunityCode>> imported;

    public FigureServer() => imported = new(ImportAsync);

    public IJournal Journal => server.Services.GetRequiredService<IJournal>();

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    /// <summary>Molenwijk, imported by whoever asks for it first.</summary>
    public Task<CommunityCode> MolenwijkAsync() => imported.Value;

    /// <summary>A community that lived elsewhere, put into the journal at once; with a day, only what was recorded until then.</summary>
    public async Task<TestCommunity> TakeInAsync(string code, Action<TestCommunity> live, LocalDate? known = null)
    {
        TestCommunity community = new(Journal, new CommunityCode(code));
        live(community);
        await community.AppendAsync([.. community.Entries.Where(entry => !(entry.RecordedAt.InUtc().Date > known))]);
        return community;
    }

    /// <summary>The journal as whoever asks for it gets it.</summary>
    public async Task<IReadOnlyList<string>> ExportAsync(CommunityCode community)
    {
        using MemoryStream output = new();
        (await BookExport.WriteAsync(Journal, community, BookFormat.Journal, from: null, to: null, output, CancellationToken.None)).ShouldBeNull();
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<CommunityCode> ImportAsync()
    {
        CommunityCode community = new("molenwijk");
        var import = new ImportRun(server.Services.GetRequiredService<CommunityWriters>(), Journal, server.Services.GetRequiredService<PersonVault>(), FixedTime.Noon);
        await import.RunAsync(new ImportOptions(Molenwijk.Folder, community), CancellationToken.None);
        return community;
    }

    internal async Task<OracleFigures> FiguresAsync(CommunityCode community, DateOnly from, DateOnly to, long? position = null) =>
        Figures(await GetAsync(community, Indicators(from, to, position), Role.Auditor));

    /// <summary>How the goals stand, as <see cref="OracleGoals"/> tells them.</summary>
    internal async Task<IReadOnlyList<string>> GoalsAsync(CommunityCode community, DateOnly from, DateOnly to, long? position = null) =>
        Goals((await GetAsync(community, Indicators(from, to, position), Role.Auditor)).GetProperty("goals"));

    /// <summary>The same from the list of goals: those of today.</summary>
    internal async Task<IReadOnlyList<string>> GoalsAsync(CommunityCode community) => Goals(await GetAsync(community, "goals", Role.Auditor));

    /// <summary>The signals of a day, as <see cref="OracleSignals"/> tells them. The server's clock stands still on that day from then on.</summary>
    internal async Task<SortedDictionary<string, string>> SignalsAsync(CommunityCode community, DateOnly today)
    {
        ((StoppedClock)server.Services.GetRequiredService<IClock>()).Now = Instant.FromUtc(today.Year, today.Month, today.Day, 12, 0);
        var answer = await GetAsync(community, "signals", Role.Coordinator);
        SortedDictionary<string, string> signals = [];
        foreach (var (name, figures) in new (string, string[])[] { ("overload", ["gaveMinutes", "helpedPeople"]), ("overasking", ["receivedMinutes"]), ("quiet", ["lastExchangeOn"]), ("newWithoutFirst", ["joinedOn"]) })
        {
            var members = answer.GetProperty(name).GetProperty("members").EnumerateArray().ToList();
            answer.GetProperty(name).GetProperty("count").GetInt32().ShouldBe(members.Count);
            signals.Add(name, string.Join(", ", members.Select(member => string.Join(':', figures.Prepend("account").Select(figure => member.GetProperty(figure).ToString()))).Order(StringComparer.Ordinal)));
        }

        return signals;
    }

    /// <summary>What a member sees of themselves; the circle by its length.</summary>
    internal async Task<OracleFigures> ReciprocityAsync(CommunityCode community, string member, DateOnly from, DateOnly to)
    {
        var answer = await GetAsync(community, $"members/{member}/reciprocity?from={Iso(from)}&to={Iso(to)}", Role.Coordinator);
        OracleFigures figures = new();
        foreach (var told in answer.EnumerateObject().Where(told => told.Name is not ("account" or "from" or "to" or "position" or "invitation")))
            Add(figures, told is { Name: "circle", Value.ValueKind: JsonValueKind.Null } ? "circle.length" : told.Name, told.Value);
        return figures;
    }

    private async Task<JsonElement> GetAsync(CommunityCode community, string path, Role role)
    {
        using var client = server.Client(server.Tokens.Issue(community, role, account: null, days: 1));
        using var response = await client.GetAsync(new Uri($"api/v1/{community}/{path}", UriKind.Relative));
        var answer = await Answer.OfAsync(response);
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json;
    }

    private static string Indicators(DateOnly from, DateOnly to, long? position) => $"indicators?from={Iso(from)}&to={Iso(to)}{(position is { } asOf ? $"&position={asOf}" : "")}";

    private static IReadOnlyList<string> Goals(JsonElement goals) =>
    [
        .. goals.EnumerateArray().Select(goal => OracleGoals.Line(goal.GetProperty("goal").GetString()!, goal.GetProperty("measure").GetString()!, (decimal)goal.GetProperty("startValue").GetDouble(),
            (decimal)goal.GetProperty("target").GetDouble(), goal.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? (decimal)value.GetDouble() : null,
            goal.GetProperty("onTrack") is { ValueKind: not JsonValueKind.Null } onTrack ? onTrack.GetBoolean() : null)),
    ];

    private static OracleFigures Figures(JsonElement answer)
    {
        OracleFigures figures = new();
        foreach (var group in answer.EnumerateObject().Where(group => group.Name is not ("from" or "to" or "position" or "goals"))) Add(figures, group.Name, group.Value);
        return figures;
    }

    /// <summary>A part of a list goes by its name: the first member that is no number.</summary>
    private static void Add(OracleFigures figures, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Add(figures, $"{path}.{member.Name}", member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var part in value.EnumerateArray())
                {
                    var name = part.EnumerateObject().First();
                    foreach (var member in part.EnumerateObject().Skip(1)) Add(figures, $"{path}[{name.Value.GetString()}].{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Number: figures.Add(path, (decimal)value.GetDouble()); break;
            case JsonValueKind.Null: figures.Add(path, null); break;
            default: throw new InvalidOperationException($"{path}: {value}");
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
