using System.Globalization;
using Buurthulp.Api.Import;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer/importeren</c>: takes the files of docs/import.md, says what would happen with every bad line, and books it when somebody says yes. The page reloads itself while it runs.</summary>
[RequestSizeLimit(ImportFolder.MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = ImportFolder.MostBytes)]
internal sealed class ImportModel(PageCall call, Administration administration, ImportTable table, ImportFolder folder, ImportHost host, Words words) : PageModel
{
    private const string ReloadAfterSeconds = "2";

    private static readonly Duration KeptFor = Duration.FromDays(7);

    /// <summary>The latest import; null when there was none, or it is long ago.</summary>
    public ImportRow? Row { get; private set; }

    public bool IsRunning => Row?.IsRunningAt(call.Now) == true;

    /// <summary>Waits for a yes, or was broken off with its files still there.</summary>
    public bool MayGoOn => Row is { } row && row.Phase != ImportPhase.Ended && Directory.Exists(folder.PathOf(row.Id));

    /// <summary>checked, bad, unreadable, booked, nothing or broken.</summary>
    public string Outcome => Row switch
    {
        { Phase: ImportPhase.Checked, Result: { RefusalCount: > 0 } } => "bad",
        { Phase: ImportPhase.Checked, Result: { } result } => result.Files.Sum(file => file.Booked) == 0 ? "nothing" : "checked",
        { Phase: ImportPhase.Ended, Result: { End: ImportEnd.Booked } result } => result.Files.Sum(file => file.Booked) == 0 ? "nothing" : "booked",
        { Phase: ImportPhase.Ended } => "unreadable",
        _ => "broken",
    };

    public async Task OnGetAsync()
    {
        Row = await table.FindAsync(call.Community, call.Stop);
        // Without a script: the browser comes back by itself.
        if (IsRunning) Response.Headers["Refresh"] = ReloadAfterSeconds;
        else if (Row is { } old && call.Now - old.BeatAt > KeptFor) await ForgetAsync(old.Id);
    }

    public async Task<IActionResult> OnPostAsync(List<IFormFile> bestanden)
    {
        Row = await table.FindAsync(call.Community, call.Stop);
        if (IsRunning) return Redirect("/beheer/importeren");
        var (id, before) = (Guid.CreateVersion7(), Row?.Id);
        List<(string Name, Stream Content)> files = [.. bestanden.Select(file => (Path.GetFileName(file.FileName), file.OpenReadStream()))];
        var wrong = await folder.KeepAsync(id, files, call.Stop);
        foreach (var (_, content) in files) await content.DisposeAsync();
        if (wrong is not null)
        {
            ModelState.AddModelError("bestanden", $"adminimport.wrong-{wrong}");
            return Page();
        }

        if (await table.BeginAsync(call.Community, id, administration.Me.Name, call.Now, call.Stop))
        {
            if (before is { } replaced) folder.Remove(replaced);
            host.Add(call.Community, id);
        }
        else
        {
            folder.Remove(id);
        }

        return Redirect("/beheer/importeren");
    }

    public async Task<IActionResult> OnPostBookAsync(Guid id, bool skip)
    {
        if (await table.GoOnAsync(call.Community, id, skip, call.Now, call.Stop)) host.Add(call.Community, id);
        return Redirect("/beheer/importeren");
    }

    public async Task<IActionResult> OnPostForgetAsync(Guid id)
    {
        Row = await table.FindAsync(call.Community, call.Stop);
        if (Row?.Id == id && !IsRunning) await ForgetAsync(id);
        return Redirect("/beheer/importeren");
    }

    /// <summary>Files keep their name; what followed from several rows has words.</summary>
    public string NameOf(string file) => words.Language.Pages.GetValueOrDefault($"adminimport.group-{file}", file);

    public string PlaceOf(SourcePlace place) => place.Line == 0 ? place.File
        : place.Column is { } column ? words.Of("adminimport.line-column", ("file", place.File), ("line", place.Line.ToString(CultureInfo.InvariantCulture)), ("column", column))
        : words.Of("adminimport.line", ("file", place.File), ("line", place.Line.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What kind of fault it is; what exactly is wrong stands under it.</summary>
    public string WhyOf(RowRefusal refusal) => words.Language.Pages.GetValueOrDefault($"adminimport.why-{refusal.Code}", words["adminimport.why-ledger"]);

    private async Task ForgetAsync(Guid id)
    {
        await table.ForgetAsync(call.Community, id, call.Stop);
        folder.Remove(id);
        Row = null;
    }
}
