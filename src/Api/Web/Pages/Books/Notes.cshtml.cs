using Buurthulp.Ledger.Notes;
using Buurthulp.Projections.Notes;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary><c>/kas/rekeningen/urenbiljetten</c>: the register of paper hours, and whether it fits the account of what is in circulation.</summary>
internal sealed class NotesModel(PageCall call) : PageModel
{
    public IReadOnlyList<NoteBatchRow> Rows { get; private set; } = [];

    public LocalDate Today { get; private set; }

    /// <summary>Minutes in circulation by the register.</summary>
    public long Register { get; private set; }

    /// <summary>Minutes in circulation by the account.</summary>
    public long Balance { get; private set; }

    public bool Fits => Register == Balance;

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        Rows = await NoteQueries.BatchesAsync(call.Database, call.Community, call.Stop);
        (Today, Register, Balance) = await call.LookAsync(state => (state.Today(call.Now), state.OutstandingMinutes(), state.CirculatingBalance()));
    }
}
