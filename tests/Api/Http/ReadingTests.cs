using System.Globalization;
using System.Text.Json;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Http;

public sealed class ReadingTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Everybody_reads_their_own_write_at_once()
    {
        var community = await server.FoundAsync();
        var (coordinator, anna) = (community.Token(Role.Coordinator), community.Token(Role.Member, Anna));
        for (var times = 1; times <= 10; times++)
        {
            var position = (await community.PostAsync("exchanges", Help(Anna, Bram, 60), coordinator)).Json.GetProperty("position").GetInt64();

            var account = (await community.GetAsync("accounts/L0001", anna)).Json;

            account.GetProperty("balance").GetInt64().ShouldBe(60 * times);
            account.GetProperty("kind").GetString().ShouldBe("member");
            account.GetProperty("position").GetInt64().ShouldBe(position);
        }
    }

    [Fact]
    public async Task All_accounts_stand_in_order_and_sum_to_zero()
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 90), community.Token(Role.Coordinator));

        var accounts = (await community.GetAsync("accounts", community.Token(Role.Auditor))).Json.EnumerateArray().ToList();

        accounts.Select(account => account.GetProperty("account").GetString()).ShouldBe(["L0001", "L0002", "L0003", "L0004", "W01", "W02", "buurtpot"]);
        accounts.Sum(account => account.GetProperty("balance").GetInt64()).ShouldBe(0);
        accounts[1].GetProperty("balance").GetInt64().ShouldBe(-90);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?from=2026-11-10")]
    [InlineData("?to=2026-11-10")]
    [InlineData("?from=2026-11-10&to=2026-11-10")]
    [InlineData("?from=2026-11-11&to=2026-11-30")]
    [InlineData("?from=2026-11-10&page=2")]
    public async Task A_statement_opens_adds_up_and_closes(string period)
    {
        var community = await server.FoundAsync();
        var coordinator = community.Token(Role.Coordinator);
        foreach (var (day, minutes) in new[] { ("2026-11-10", 60), ("2026-11-05", 30), ("2026-11-19", 45), ("2026-11-10", 15) })
        {
            (await community.PostAsync("exchanges", Help(Anna, Bram, minutes).Replace("2026-11-19", day, StringComparison.Ordinal), coordinator)).Status.ShouldBe(201);
        }

        await community.PostAsync("gifts", "{\"from\":\"L0001\",\"to\":\"buurtpot\",\"minutes\":20}", coordinator);

        var answer = await community.GetAsync($"accounts/L0001/statement{period}", community.Token(Role.Member, Anna));

        answer.Status.ShouldBe(200, answer.Text);
        var statement = answer.Json;
        var balance = statement.GetProperty("opening").GetInt64();
        foreach (var line in statement.GetProperty("lines").EnumerateArray())
        {
            balance += line.GetProperty("amount").GetInt64();
            line.GetProperty("balance").GetInt64().ShouldBe(balance);
        }

        statement.GetProperty("closing").GetInt64().ShouldBe(balance);
        if (period.Length == 0) (balance, statement.GetProperty("lines").GetArrayLength()).ShouldBe((130, 5));
        if (period == "?from=2026-11-10&to=2026-11-10") (statement.GetProperty("opening").GetInt64(), balance).ShouldBe((30, 105));
        answer.Text.ShouldNotContain("L0002", Case.Insensitive, "a statement names nobody else");
    }

    [Theory]
    [InlineData("accounts/L0001/statement?from=10-11-2026", "from")]
    [InlineData("accounts/L0001/statement?from=2026-11-11&to=2026-11-10", "to")]
    [InlineData("accounts/L0001/statement?page=0", "page")]
    [InlineData("accounts/L0001/statement?page=1.5", "page")]
    [InlineData("accounts/Anna%20Jansen", "no")]
    [InlineData("trial-balance?position=-1", "position")]
    [InlineData("trial-balance?position=999999", "position")]
    [InlineData("journal?from=0", "from")]
    [InlineData("journal?limit=x", "limit")]
    [InlineData("journal?from=9223372036854775808", "from")]
    public async Task What_can_not_be_read_in_an_address_is_named(string path, string field)
    {
        var community = await server.FoundAsync();

        (await community.GetAsync(path, community.Token(Role.Treasurer))).ShouldBeProblem(400, "malformed").GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task The_trial_balance_is_as_of_any_position_with_the_root_of_that_position()
    {
        var community = await server.FoundAsync();
        var (coordinator, treasurer) = (community.Token(Role.Coordinator), community.Token(Role.Treasurer));
        var before = await CheckpointAsync(community);
        var empty = await community.HeadAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), coordinator);
        await community.PostAsync("exchanges", Help(Chaima, Bram, 15), coordinator);

        var now = (await community.GetAsync("trial-balance", treasurer)).Json;
        var then = (await community.GetAsync($"trial-balance?position={empty}", treasurer)).Json;

        now.GetProperty("position").GetInt64().ShouldBe(empty + 2);
        Balances(now).ShouldBe("L0001=60 L0002=-75 L0003=15 L0004=0 W01=0 W02=0 buurtpot=0");
        Balances(then).ShouldBe("L0001=0 L0002=0 L0003=0 L0004=0 W01=0 W02=0 buurtpot=0");
        (now.GetProperty("total").GetInt64(), then.GetProperty("total").GetInt64()).ShouldBe((0, 0));
        now.GetProperty("root").GetString().ShouldBe((await CheckpointAsync(community)).Root.ToBase64());
        then.GetProperty("root").GetString().ShouldBe(before.Root.ToBase64());
        (await community.GetAsync("trial-balance?position=0", treasurer)).Json.GetProperty("root").GetString().ShouldBe(MerkleTree.EmptyRoot.ToBase64());

        static string Balances(JsonElement answer) => string.Join(' ', answer.GetProperty("accounts").EnumerateArray().Select(account => $"{account.GetProperty("account").GetString()}={account.GetProperty("balance").GetInt64()}"));
    }

    [Fact]
    public async Task The_journal_comes_line_by_line_and_hashes_to_the_checkpoint()
    {
        var community = await server.FoundAsync();
        await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Coordinator));

        var answer = await community.GetAsync("journal", community.Token(Role.Auditor));

        answer.ContentType.ShouldBe("application/x-ndjson");
        answer.Text.ShouldEndWith("}\n");
        var tree = default(CompactRange);
        foreach (var line in answer.Text.TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line)))
        {
            line.GetProperty("position").GetInt64().ShouldBe(tree.Size + 1);
            line.GetProperty("postings").EnumerateArray().Sum(posting => posting.GetProperty("amount").GetInt64()).ShouldBe(0);
            var hashed = line.EnumerateObject().Where(member => member.Name is not ("postings" or "leaf")).ToDictionary(member => member.Name, member => member.Value);
            var leaf = MerkleTree.Leaf(CanonicalJson.Of(JsonSerializer.Serialize(hashed)));
            line.GetProperty("leaf").GetString().ShouldBe(leaf.ToBase64());
            tree = tree.Append(leaf);
        }

        tree.Size.ShouldBe(await community.HeadAsync());
        tree.Root.ShouldBe((await CheckpointAsync(community)).Root);
    }

    [Theory]
    [InlineData("?from=3&limit=2", "3 4")]
    [InlineData("?limit=1", "1")]
    [InlineData("?limit=0", "")]
    [InlineData("?from=100000", "")]
    public async Task A_part_of_the_journal_can_be_asked_for(string part, string positions)
    {
        var community = await server.FoundAsync();

        var answer = await community.GetAsync($"journal{part}", community.Token(Role.Auditor));

        answer.Status.ShouldBe(200);
        string.Join(' ', answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("position").GetInt64().ToString(CultureInfo.InvariantCulture))).ShouldBe(positions);
    }

    [Fact]
    public async Task A_receipt_proves_every_entry_of_an_exchange_with_nothing_but_itself()
    {
        var community = await server.FoundAsync();
        var exchange = (await community.PostAsync("exchanges", Help(Anna, Bram, 60), community.Token(Role.Member, Anna))).Json.GetProperty("exchangeId").GetString();
        await community.PostAsync($"exchanges/{exchange}/confirm", body: null, community.Token(Role.Member, Bram));
        await community.PostAsync("exchanges", Help(Chaima, Anna, 60), community.Token(Role.Coordinator));

        var receipt = (await community.GetAsync($"receipts/{exchange}", community.Token(Role.Member, Bram))).Json;

        var checkpoint = Checkpoint.Parse(receipt.GetProperty("checkpoint").GetString()!);
        checkpoint.ShouldBe(await CheckpointAsync(community));
        var proofs = receipt.GetProperty("proofs").EnumerateArray().ToList();
        proofs.Select(proof => proof.GetProperty("entry").GetProperty("type").GetString()).ShouldBe(["exchange_proposed", "exchange_booked"]);
        foreach (var proof in proofs)
        {
            var path = proof.GetProperty("path").EnumerateArray().Select(hash => new Hash(hash.GetBytesFromBase64())).ToList();
            var leaf = MerkleTree.Leaf(CanonicalJson.Of(proof.GetProperty("entry")));
            new InclusionProof(proof.GetProperty("leafIndex").GetInt64(), receipt.GetProperty("size").GetInt64(), path).Verify(leaf, checkpoint).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Roots_and_receipts_hold_in_a_journal_of_thousands_of_entries()
    {
        var community = await server.FoundAsync();
        var exchanges = await community.HelpOftenAsync(times: 2_600);
        var treasurer = community.Token(Role.Treasurer);
        var leaves = (await community.GetAsync("journal", treasurer)).Text.TrimEnd('\n').Split('\n').Select(line => new Hash(JsonElement.Parse(line).GetProperty("leaf").GetBytesFromBase64())).ToArray();
        var checkpoint = await CheckpointAsync(community);
        leaves.Length.ShouldBe((int)checkpoint.Size);

        foreach (var position in new[] { 1, 1023, 1024, 1025, 2047, 2048, 2049, leaves.Length })
        {
            (await community.GetAsync($"trial-balance?position={position}", treasurer)).Json.GetProperty("root").GetString().ShouldBe(MerkleTree.Root(leaves.AsSpan(0, position)).ToBase64(), $"position {position}");
        }

        foreach (var exchange in new[] { exchanges[0], exchanges[1_100], exchanges[2_030], exchanges[^1] })
        {
            var proof = (await community.GetAsync($"receipts/{exchange}", treasurer)).Json.GetProperty("proofs").EnumerateArray().Single();
            var index = proof.GetProperty("leafIndex").GetInt64();
            var path = proof.GetProperty("path").EnumerateArray().Select(hash => new Hash(hash.GetBytesFromBase64())).ToList();
            path.ShouldBe(InclusionProof.Of(leaves, index).Path);
        }
    }

    [Fact]
    public async Task The_checkpoint_of_a_community_that_is_not_there_is_not_found()
    {
        using var client = server.Client();
        using var response = await client.GetAsync(new Uri("api/v1/nowhere/checkpoint", UriKind.Relative));

        (await Answer.OfAsync(response)).ShouldBeProblem(404, "not-found");
    }

    private static async Task<Checkpoint> CheckpointAsync(Neighbourhood community)
    {
        var answer = await community.GetAsync("checkpoint", token: null);
        answer.ContentType.ShouldBe("text/plain");
        return Checkpoint.Parse(answer.Text);
    }
}
