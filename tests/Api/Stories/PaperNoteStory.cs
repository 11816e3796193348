using System.Text.RegularExpressions;
using Buurthulp.Ledger;
using Buurthulp.Tests.Api.Http;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Stories;

/// <summary>Hours on paper, for those who do not use a computer.</summary>
public sealed partial class PaperNoteStory(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_note_is_printed_given_out_passed_on_and_handed_in_once()
    {
        var community = await server.FoundAsync();
        var (desk, bram, bakery) = (community.Token(Role.Coordinator), community.Token(Role.Member, Bram), community.Token(Role.Shop, Bakery));
        (await community.PostAsync("exchanges", Help(Anna, Chaima, 180), desk)).Status.ShouldBe(201);

        // The coordinator prints four notes of an hour and cuts them out.
        var notes = await PrintAsync(community, 4);
        notes.Count.ShouldBe(4);

        // Anna takes two along; she has three hours and could not take four.
        (await community.PostAsync("notes/issue", Issue(Anna, notes), desk)).ShouldBeProblem(422, "floor-reached").GetProperty("availableMinutes").GetInt64().ShouldBe(180);
        (await community.PostAsync("notes/issue", Issue(Anna, notes[..2]), desk)).Json.GetProperty("minutes").GetInt64().ShouldBe(120);
        await ShouldCirculateAsync(community, notes: 2, minutes: 120);

        // Bram helped her and types the note in small letters; the bakery scans the other one.
        (await community.PostAsync("notes/redeem", Redeem(Bram, notes[0].ToLowerInvariant()), bram)).Status.ShouldBe(201);
        (await community.PostAsync("notes/redeem", Redeem(Bakery, notes[1]), bakery)).Json.GetProperty("minutes").GetInt64().ShouldBe(60);
        await ShouldCirculateAsync(community, notes: 0, minutes: 0);

        // A copy of Bram's note buys nothing, and the answer does not say who had it.
        var again = await community.PostAsync("notes/redeem", Redeem(Bakery, notes[0]), bakery);
        again.ShouldBeProblem(422, "note-redeemed-already").GetProperty("redeemedOn").GetString().ShouldBe("2026-11-20");
        again.Text.ShouldNotContain(Bram);

        // One that was never given out is worth nothing; it is found torn and taken out of use.
        (await community.PostAsync("notes/redeem", Redeem(Bram, notes[2]), bram)).ShouldBeProblem(422, "note-not-issued");
        (await community.PostAsync("notes/void", $$"""{"serials":["{{Serial(notes[2])}}"],"reason":"damaged"}""", desk)).Status.ShouldBe(200);
        (await community.GetAsync($"notes/{Serial(notes[2])}", desk)).Json.GetProperty("status").GetString().ShouldBe("voided");
        (await BalanceAsync(community, Anna), await BalanceAsync(community, Bram), await BalanceAsync(community, Bakery)).ShouldBe((60, 60, 60));
    }

    [Fact]
    public async Task One_note_handed_in_at_the_same_moment_in_two_processes_counts_once()
    {
        var community = await server.FoundAsync();
        await using var another = await server.StartAnotherAsync();
        (await community.PostAsync("exchanges", Help(Anna, Chaima, 600), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var notes = await PrintAsync(community, 8);
        (await community.PostAsync("notes/issue", Issue(Anna, notes), community.Token(Role.Coordinator))).Status.ShouldBe(201);

        foreach (var note in notes)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => SendAsync(i % 2 == 0 ? server.Address : ApiServer.AddressOf(another), community, i % 2 == 0 ? Bram : Chaima, note)));

            answers.Count(answer => answer.Status == 201).ShouldBe(1);
            foreach (var answer in answers.Where(answer => answer.Status != 201)) answer.ShouldBeProblem(422, "note-redeemed-already").GetProperty("redeemedOn").GetString().ShouldBe("2026-11-20");
        }

        (await BalanceAsync(community, Bram) + await BalanceAsync(community, Chaima)).ShouldBe(480 - 600);
        await ShouldCirculateAsync(community, notes: 0, minutes: 0);
    }

    [Fact]
    public async Task A_forged_note_is_refused_before_the_ledger_hears_of_it_and_trying_on_is_stopped()
    {
        var (community, elsewhere) = (await server.FoundAsync(), await server.FoundAsync());
        var bakery = community.Token(Role.Shop, Bakery);
        (await community.PostAsync("exchanges", Help(Anna, Chaima, 60), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var note = (await PrintAsync(community, 1))[0];
        (await community.PostAsync("notes/issue", Issue(Anna, [note]), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var forged = (await PrintAsync(elsewhere, 1))[0];
        var head = await community.HeadAsync();

        // The same serial, well formed, from a press with another key.
        Serial(forged).ShouldBe(Serial(note));
        (await community.PostAsync("notes/redeem", Redeem(Bakery, "0000013-000-000-000"), bakery)).ShouldBeProblem(422, "note-unreadable").GetProperty("field").GetString().ShouldBe("notes[0]");
        for (var i = 0; i < 10; i++) (await community.PostAsync("notes/redeem", Redeem(Bakery, forged), bakery)).ShouldBeProblem(422, "note-code-wrong");

        var stopped = await community.PostAsync("notes/redeem", Redeem(Bakery, note), bakery);
        stopped.ShouldBeProblem(429, "too-many-wrong-codes");
        int.Parse(stopped.RetryAfter!).ShouldBeInRange(1, 600);
        (await community.HeadAsync()).ShouldBe(head);

        // Others are not kept waiting by it.
        (await community.PostAsync("notes/redeem", Redeem(Bram, note), community.Token(Role.Member, Bram))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Nobody_hands_in_notes_for_somebody_else_and_the_sheet_shows_no_note_in_circulation()
    {
        var community = await server.FoundAsync();
        (await community.PostAsync("exchanges", Help(Anna, Chaima, 60), community.Token(Role.Coordinator))).Status.ShouldBe(201);
        var notes = await PrintAsync(community, 3);
        (await community.PostAsync("notes/issue", Issue(Anna, notes[..1]), community.Token(Role.Coordinator))).Status.ShouldBe(201);

        (await community.PostAsync("notes/redeem", Redeem(Anna, notes[0]), community.Token(Role.Member, Bram))).ShouldBeProblem(403, "account-not-yours");
        var batch = (await community.GetAsync("notes", community.Token(Role.Auditor))).Json.GetProperty("batches")[0].GetProperty("batchId").GetString();
        (await OnSheetAsync(community, batch!)).ShouldBe(notes[1..]);
    }

    private static async Task<List<string>> PrintAsync(Neighbourhood community, int notes)
    {
        var printed = await community.PostAsync("notes/batches", $$"""{"notes":{{notes}},"minutesPerNote":60}""", community.Token(Role.Coordinator));
        printed.Status.ShouldBe(201, printed.Text);
        return await OnSheetAsync(community, printed.Json.GetProperty("batchId").GetString()!);
    }

    /// <summary>What somebody reads off the printed notes.</summary>
    private static async Task<List<string>> OnSheetAsync(Neighbourhood community, string batch)
    {
        var sheet = await community.GetAsync($"notes/batches/{batch}/sheet", community.Token(Role.Treasurer));
        (sheet.Status, sheet.ContentType).ShouldBe((200, "text/html"), sheet.Text);
        return [.. CodeLine().Matches(sheet.Text).Select(match => string.Join('-', match.Groups.Values.Skip(1).Select(group => group.Value)))];
    }

    private static async Task ShouldCirculateAsync(Neighbourhood community, long notes, long minutes)
    {
        var register = (await community.GetAsync("notes", community.Token(Role.Treasurer))).Json;
        (register.GetProperty("outstandingNotes").GetInt64(), register.GetProperty("outstandingMinutes").GetInt64(), register.GetProperty("accountMinutes").GetInt64()).ShouldBe((notes, minutes, minutes));
    }

    private static async Task<long> BalanceAsync(Neighbourhood community, string account) =>
        (await community.GetAsync($"accounts/{account}", community.Token(Role.Coordinator))).Json.GetProperty("balance").GetInt64();

    private async Task<Answer> SendAsync(Uri address, Neighbourhood community, string to, string note)
    {
        using var client = server.Client(community.Token(Role.Member, to));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"api/v1/{community.Code}/notes/redeem")) { Content = new StringContent(Redeem(to, note), encoding: null, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private static string Serial(string note) => note.Split('-')[0];

    private static string Issue(string from, IEnumerable<string> notes) => $$"""{"from":"{{from}}","serials":[{{string.Join(',', notes.Select(note => $"\"{Serial(note)}\""))}}]}""";

    private static string Redeem(string to, string note) => $$"""{"to":"{{to}}","notes":["{{note}}"]}""";

    [GeneratedRegex("<span class=\"serial\">(?<serial>\\d+)</span> <span>(?<one>\\w{3})</span> <span>(?<two>\\w{3})</span> <span>(?<three>\\w{3})</span>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeLine();
}
