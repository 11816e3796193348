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

    /// <summary>A community that lived elsewhere, put into the journal at once.</summary>
    public async Task<TestCommunity> TakeInAsync(string code, Action<TestCommunity> live)
    {
        TestCommunity community = new(Journal, new CommunityCode(code));
        live(community);
        await community.AppendAsync(community.Entries);
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
        Figures(await GetAsync(community, $"indicators?from={Iso(from)}&to={Iso(to)}{(position is { } asOf ? $"&position={asOf}" : "")}", Role.Auditor));

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
