using System.Runtime.Versioning;
using Buurthulp.Api.Embedded;
using Npgsql;
using static Buurthulp.Tests.Api.Embedded.EmbeddedFolder;

namespace Buurthulp.Tests.Api.Embedded;

[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedPostgresTests
{
    [Fact]
    public async Task It_starts_on_an_empty_folder_keeps_what_it_is_told_and_leaves_nothing_running()
    {
        using var folder = new EmbeddedFolder("data");
        int process;
        await using (var first = await folder.ServerAsync())
        {
            process = first.PostmasterProcessId!.Value;
            first.IsOwner.ShouldBeTrue();
            await AskAsync(first, "create table said as select 'goedemorgen' as word");
            folder.Said.ShouldContain(line => line.StartsWith("First start", StringComparison.Ordinal));
        }

        IsRunning(process).ShouldBeFalse();
        await using var second = await folder.ServerAsync();
        (await AskAsync(second, "select word from said")).ShouldBe("goedemorgen");
        folder.Said.Count(line => line.StartsWith("First start", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task It_has_no_port_writes_to_disk_and_knows_every_letter()
    {
        using var folder = new EmbeddedFolder("data");
        await using var server = await folder.ServerAsync();
        (await AskAsync(server, "show listen_addresses")).ShouldBe("");
        (await AskAsync(server, "select current_setting('fsync') || ' ' || current_setting('full_page_writes') || ' ' || current_setting('synchronous_commit')")).ShouldBe("on on on");
        (await AskAsync(server, "select lower('ÉÉN')")).ShouldBe("één");
        (await AskAsync(server, "select current_database()")).ShouldBe("buurthulp");
    }

    [Fact]
    public async Task It_runs_in_a_folder_that_is_closed_to_everybody_else()
    {
        using var folder = new EmbeddedFolder("home", "data");
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var server = await folder.ServerAsync();
        (await AskAsync(server, "select 1")).ShouldBe(1);
        File.GetUnixFileMode(folder.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(folder.Path, "postgres")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("een-map-met-een-naam-die-zo-lang-is-dat-er-geen-socket-meer-in-past-want-die-mag-maar-honderd-letters-hebben")]
    [InlineData("Anna, Bram & Chaima")]
    public async Task A_folder_where_no_socket_fits_gets_one_elsewhere_that_goes_with_the_server(string name)
    {
        using var folder = new EmbeddedFolder(name);
        var server = await folder.ServerAsync();
        var socket = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;
        socket.ShouldNotContain(name);
        File.GetUnixFileMode(socket).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using (var command = await folder.CommandAsync())
            (await AskAsync(command, "select 1")).ShouldBe(1);
        await server.DisposeAsync();
        Directory.Exists(socket).ShouldBeFalse();
    }

    [Fact]
    public async Task A_database_that_was_only_half_made_is_made_again()
    {
        using var folder = new EmbeddedFolder("data");
        Directory.CreateDirectory(Path.Combine(folder.Path, "postgres.new", "base"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "postgres.new", "PG_VERSION"), "15\n");
        Directory.CreateDirectory(Path.Combine(folder.Path, "postgres"));
        await using var server = await folder.ServerAsync();
        (await AskAsync(server, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Something_else_under_the_name_of_the_database_is_left_alone()
    {
        using var folder = new EmbeddedFolder("data");
        var precious = Path.Combine(folder.Path, "postgres", "precious.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(precious)!);
        await File.WriteAllTextAsync(precious, "mine");
        (await Should.ThrowAsync<EmbeddedPostgresException>(folder.ServerAsync())).Message.ShouldContain(Path.GetDirectoryName(precious)!);
        File.Exists(precious).ShouldBeTrue();
    }

    [Fact]
    public async Task A_database_of_a_version_that_is_not_here_is_not_touched()
    {
        using var folder = new EmbeddedFolder("data");
        Directory.CreateDirectory(Path.Combine(folder.Path, "postgres"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "postgres", "PG_VERSION"), "14\n");
        (await Should.ThrowAsync<EmbeddedPostgresException>(folder.ServerAsync())).Message.ShouldContain("PostgreSQL 14");
    }
}
