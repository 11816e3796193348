using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary><c>/winkel/bon</c>: takes a paper note in.</summary>
internal sealed class NoteModel(PageCall call, NoteTaking notes) : PageModel
{
    [BindProperty]
    public NoteForm Form { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Form.Code)) ModelState.AddModelError("Form.Code", "form.required");
        if (!ModelState.IsValid) return Page();
        if (await notes.TakeAsync(call, call.CommandId, Form.Code!) is not { } why) return Redirect($"/winkel/bon/{call.CommandId}");
        ModelState.AddModelError("Form.Code", why);
        return Page();
    }
}

/// <summary>What stands on the note.</summary>
internal sealed class NoteForm
{
    public string? Code { get; set; }
}
