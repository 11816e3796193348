using Buurthulp.Tests.Api.EndToEnd;
using static Buurthulp.Tests.Api.Embedded.EmbeddedFolder;

namespace Buurthulp.Tests.Api.Embedded;

public sealed class OwnerKilledTests
{
    [Fact]
    public async Task When_the_app_is_killed_its_postgres_goes_too_and_the_folder_starts_again()
    {
        using var folder = new EmbeddedFolder("data");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["BUURTHULP_DATA"] = folder.Path };
        int postgres;
        using (var app = await AppProcess.UpAsync(environment))
        {
            postgres = int.Parse((await File.ReadAllLinesAsync(Path.Combine(folder.Path, "postgres", "postmaster.pid")))[0]);
            IsRunning(postgres).ShouldBeTrue();
            await app.KillAsync();
        }

        await UntilAsync(() => Task.FromResult(!IsRunning(postgres)));
        await using var again = await folder.ServerAsync();
        (await AskAsync(again, "select 1")).ShouldBe(1);
    }
}
