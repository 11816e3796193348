using System.Diagnostics;
using static Buurthulp.Tests.Api.Embedded.EmbeddedFolder;

namespace Buurthulp.Tests.Api.Embedded;

public sealed class LeftOverTests
{
    [Fact]
    public async Task Lock_files_that_by_now_name_another_program_do_not_keep_it_from_starting()
    {
        using var folder = new EmbeddedFolder("data");
        var cluster = Path.Combine(folder.Path, "postgres");
        await using (var first = await folder.ServerAsync())
            await AskAsync(first, "create table kept as select 5 as n");

        // A process of the same account, as a collected number or an uncollected dead postmaster would be.
        const string sleeper = """if [ "$(id -u)" = 0 ]; then exec setpriv --reuid "$(stat -c %u "$0")" --clear-groups sleep 300; else exec sleep 300; fi""";
        using var other = Process.Start("sh", ["-c", sleeper, cluster]);
        try
        {
            await UntilAsync(async () => await File.ReadAllTextAsync($"/proc/{other.Id}/comm") == "sleep\n");
            var lockFile = $"{other.Id}\n{cluster}\n1700000000\n5432\n{cluster}\n\n";
            await File.WriteAllTextAsync(Path.Combine(cluster, "postmaster.pid"), lockFile);
            await File.WriteAllTextAsync(Path.Combine(cluster, ".s.PGSQL.5432.lock"), lockFile);

            await using var second = await folder.ServerAsync();
            (await AskAsync(second, "select n from kept")).ShouldBe(5);
            other.HasExited.ShouldBeFalse("a program that is not ours is left alone");
        }
        finally
        {
            other.Kill();
        }
    }
}
