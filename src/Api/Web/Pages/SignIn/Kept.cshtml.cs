using Buurthulp.Api.Identity.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.SignIn;

/// <summary><c>/inloggen/bewaard</c>: the session ended while somebody typed. Shows the form again as it was sent, to be sent once more after signing in in another window.</summary>
[IgnoreAntiforgeryToken]
internal sealed class KeptModel : PageModel
{
    public KeptForm Kept { get; private set; } = null!;

    /// <summary>All that was sent, in its order.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; private set; } = [];

    /// <summary>Somebody who types the address of this page finds nothing.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (HttpContext.Features.Get<KeptForm>() is not { } kept) return NotFound();
        Kept = kept;
        var form = await Request.ReadFormAsync(cancellationToken);
        Fields = [.. form.SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))];
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Page();
    }
}
