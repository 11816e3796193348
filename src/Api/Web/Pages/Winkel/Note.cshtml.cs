using Buurthulp.Api.Counter;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Winkel;

/// <summary><c>/winkel/bon</c>: takes a paper note in. With JavaScript the page goes on when the network is away: it checks notes with the list of <see cref="OnGetListAsync"/>, keeps them, and sends each later under the id that it was given.</summary>
internal sealed class NoteModel(PageCall call, NoteTaking notes, OfflineNotes offline, IAntiforgery antiforgery, Words words) : PageModel
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

    /// <summary>For the page itself: what it may check without a network, and a token to send with.</summary>
    public async Task<IActionResult> OnGetListAsync()
    {
        var (today, room, terms) = await call.LookAsync(state => (state.Today(call.Now), Room: state.Accounts[call.Account] is { Terms: { } agreed } shop ? agreed.MaxBalanceMinutes - shop.Balance : 0, state.Accounts[call.Account].Terms));
        var salt = offline.SaltOf(call.Till!, today);
        var batches = await call.LookAsync(state => offline.List(state, salt, today));
        return new JsonResult(new NoteList(antiforgery.GetAndStoreTokens(HttpContext).RequestToken!, salt, Math.Clamp(room, 0, OfflineNotes.MostMinutes),
            [.. batches.Select(batch => new NoteListBatch(batch.Minutes, words.Amount(batch.Minutes), words.Euro(terms?.DiscountCents(batch.Minutes) ?? 0), batch.ExpiresOn?.ToString("uuuu-MM-dd", null), batch.Checks))]));
    }

    /// <summary>For the page itself: takes a note as <see cref="OnPostAsync"/> does, and answers in JSON.</summary>
    public async Task<IActionResult> OnPostSendAsync()
    {
        var taken = await notes.TryAsync(call, call.CommandId, Form.Code ?? "");
        var terms = await call.LookAsync(state => state.Accounts[call.Account].Terms);
        return new JsonResult(new NoteSent(taken.Why, taken.IsFinal, taken.Minutes is { } minutes ? words.Amount(minutes) : null, taken.Minutes is { } worth && terms is not null ? words.Euro(terms.DiscountCents(worth)) : null));
    }
}

/// <summary>What stands on the note.</summary>
internal sealed class NoteForm
{
    public string? Code { get; set; }
}

/// <summary>What a device holds to check notes without a network.</summary>
/// <param name="Token">To send notes with.</param>
/// <param name="Salt">Of this device and day.</param>
/// <param name="Most">Minutes that it takes before it has to send them.</param>
/// <param name="Batches">Notes in circulation.</param>
internal sealed record NoteList(string Token, string Salt, long Most, IReadOnlyList<NoteListBatch> Batches);

/// <summary>Notes of one batch, with what each is worth in words.</summary>
internal sealed record NoteListBatch(long Minutes, string Amount, string Euro, string? ExpiresOn, IReadOnlyDictionary<string, string> Checks);

/// <summary>What became of a note that was sent.</summary>
/// <param name="Why">Null when it is booked.</param>
/// <param name="Final">False: send it again later.</param>
/// <param name="Amount">What it is worth, in words.</param>
/// <param name="Euro">The discount.</param>
internal sealed record NoteSent(string? Why, bool Final, string? Amount, string? Euro);
