using System.Text;
using Buurthulp.Api.Http.Journal;
using Buurthulp.Api.Proof;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Periods;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/bewijs</c>: the fingerprint to print, the checkpoints that were handed out, and that the journal only grew between two of them.</summary>
internal sealed class ProofModel(PageCall call, JournalTrees trees, WatchTable watch) : PageModel
{
    private const int MostShown = 100;

    public CommunityCode Community => call.Community;

    public LocalDate Today { get; private set; }

    public Checkpoint Now { get; private set; } = null!;

    public Watched Watched { get; private set; } = Watched.Nothing;

    public IReadOnlyList<(LocalDate On, Checkpoint Checkpoint)> Published { get; private set; } = [];

    public long? Older { get; private set; }

    public long? Newer { get; private set; }

    /// <summary>Null until two sizes were asked for.</summary>
    public ConsistencyProof? Growth { get; private set; }

    public bool GrowthIsFine { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "oud")] string? older, [FromQuery(Name = "nieuw")] string? newer)
    {
        await call.CatchUpAsync();
        Watched = await watch.ReadAsync(call.Community, call.Stop);
        (Now, Today) = (await call.CheckpointAsync(), await call.TodayAsync());
        var published = await PeriodQueries.CheckpointsAsync(call.Database, call.Community, MostShown, call.Stop);
        Published = [.. published.Select(row => (row.PublishedOn, Checkpoint.Parse($"{Now.Origin}\n{row.Size}\n{row.Root}\n")))];
        (Older, Newer) = (NumberField.Read(ModelState, nameof(Older), older, Now.Size), NumberField.Read(ModelState, nameof(Newer), newer, Now.Size));
        if (Older is not { } from || Newer is not { } to || !ModelState.IsValid) return;
        if (from > to) (from, to) = (to, from);
        Growth = await trees.Of(call.Community).GrowthAsync(from, to, call.Stop);
        GrowthIsFine = Growth.Verify(await AtAsync(from), await AtAsync(to));
    }

    /// <summary>The text of a checkpoint, as <c>verify --checkpoint</c> takes it.</summary>
    public async Task<IActionResult> OnGetCheckpointAsync([FromQuery(Name = "omvang")] long size)
    {
        if (size < 1 || size > (await call.CheckpointAsync()).Size) return NotFound();
        return File(Encoding.UTF8.GetBytes((await AtAsync(size)).ToText()), "text/plain; charset=utf-8", $"{call.Community}-{size}.checkpoint");
    }

    /// <summary>The consistency proof between two checkpoints, as docs/verify.md describes it.</summary>
    public async Task<IActionResult> OnGetGrowthAsync([FromQuery(Name = "oud")] long older, [FromQuery(Name = "nieuw")] long newer)
    {
        if (older < 1 || newer < older || newer > (await call.CheckpointAsync()).Size) return NotFound();
        var growth = await trees.Of(call.Community).GrowthAsync(older, newer, call.Stop);
        var file = new GrowthAnswer((await AtAsync(older)).ToText(), (await AtAsync(newer)).ToText(), [.. growth.Path.Select(hash => hash.ToBase64())]);
        return File(ProofFiles.Of(file), "application/json", $"{call.Community}-{older}-{newer}.json");
    }

    /// <summary>As it was published, where it was; else of the leaves as they are stored.</summary>
    private async Task<Checkpoint> AtAsync(long size)
    {
        foreach (var (_, published) in Published)
        {
            if (published.Size == size) return published;
        }

        return new Checkpoint($"buurthulp/{call.Community}", size, await trees.Of(call.Community).RootAsync(size, call.Stop));
    }
}
