using Buurthulp.Api.Export;
using Buurthulp.Api.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime.Text;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer/gegevens</c>: a copy of everything of the community as a zip. It is a form, since taking it is written down.</summary>
internal sealed class DataModel(PageCall call, Administration administration, CommunityExport export, WebHostSettings settings, Words words) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        // Written whole first: a zip that breaks off half-way would look like a file.
        var folder = Directory.CreateDirectory(Path.Combine(settings.DataFolder, "exports")).FullName;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(folder, $"{Guid.NewGuid():N}.zip"), options);
        try
        {
            await export.WriteAsync(call.Community, administration.Me, words["people.former"], words["admindata.readme"], file, call.Stop);
            file.Position = 0;
            return File(file, "application/zip", $"buurthulp-{call.Community}-{LocalDatePattern.Iso.Format(await call.TodayAsync())}.zip");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
