using Buurthulp.Api.Embedded;
using Npgsql;
using static Buurthulp.Tests.Api.Embedded.EmbeddedFolder;

namespace Buurthulp.Tests.Api.Embedded;

public sealed class SharingTests
{
    [Fact]
    public async Task A_second_server_is_told_where_the_first_one_answers_and_touches_nothing()
    {
        using var folder = new EmbeddedFolder("data");
        await using var first = await folder.ServerAsync("http://localhost:5081");
        var process = first.PostmasterProcessId;
        var refusal = await Should.ThrowAsync<EmbeddedPostgresException>(folder.ServerAsync("http://localhost:5082"));
        refusal.RunningAddress.ShouldBe("http://localhost:5081");
        refusal.Message.ShouldContain("http://localhost:5081");
        first.PostmasterProcessId.ShouldBe(process);
        (await AskAsync(first, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_command_uses_the_database_of_the_running_server_and_leaves_it_running()
    {
        using var folder = new EmbeddedFolder("data");
        await using var server = await folder.ServerAsync();
        await using (var command = await folder.CommandAsync())
        {
            command.IsOwner.ShouldBeFalse();
            await AskAsync(command, "create table made_by_command as select 7 as n");
        }

        (await AskAsync(server, "select n from made_by_command")).ShouldBe(7);
    }

    [Fact]
    public async Task Commands_that_start_together_share_one_database_and_the_last_one_out_finds_it_running()
    {
        using var folder = new EmbeddedFolder("data");
        var commands = await Task.WhenAll(folder.CommandAsync(), folder.CommandAsync(), folder.CommandAsync());
        var owner = commands.Single(command => command.IsOwner);
        var others = commands.Where(command => !command.IsOwner).ToList();

        // The owner is done first, and has to stay until nobody uses what it started.
        var leaving = owner.DisposeAsync().AsTask();
        await others[0].DisposeAsync();
        (await AskAsync(others[1], "select 1")).ShouldBe(1);
        leaving.IsCompleted.ShouldBeFalse();
        await others[1].DisposeAsync();
        await leaving;
    }

    [Fact]
    public async Task A_server_waits_for_a_command_to_finish_and_then_runs_the_database_itself()
    {
        using var folder = new EmbeddedFolder("data");
        var command = await folder.CommandAsync();
        var starting = folder.ServerAsync();
        await UntilAsync(() => Task.FromResult(folder.Said.Any(line => line.Contains("waiting for it", StringComparison.Ordinal))));
        starting.IsCompleted.ShouldBeFalse();
        await command.DisposeAsync();
        await using var server = await starting;
        server.IsOwner.ShouldBeTrue();
    }

    [Fact]
    public async Task A_postgres_that_is_killed_is_started_again_with_what_was_committed()
    {
        using var folder = new EmbeddedFolder("data");
        await using var server = await folder.ServerAsync();
        await AskAsync(server, "create table kept as select 3 as n");
        var killed = server.PostmasterProcessId!.Value;
        using (var process = System.Diagnostics.Process.GetProcessById(killed)) process.Kill();

        await UntilAsync(async () => server.PostmasterProcessId is { } now && now != killed && await AnswersAsync(server));
        (await AskAsync(server, "select n from kept")).ShouldBe(3);
    }

    private static async Task<bool> AnswersAsync(EmbeddedPostgres server)
    {
        try
        {
            return await AskAsync(server, "select 1") is 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
