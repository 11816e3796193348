using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Projections.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary><c>/balie</c>: finds anybody, and shows what waits for the desk. What is sought is sent in a form, so that names and phone numbers do not end up in addresses.</summary>
internal sealed class IndexModel(PageCall call, Desk desk, Words words) : PageModel
{
    private const int MostOpen = 100;
    private const int MostDue = 5;

    /// <summary>Null when nobody is looked for.</summary>
    public string? Sought { get; private set; }

    public IReadOnlyList<FoundPerson> Found { get; private set; } = [];

    /// <summary>Nobody answered them yet, the longest waiting first.</summary>
    public IReadOnlyList<DeskRequest> Open { get; private set; } = [];

    /// <summary>A helper is proposed and the other one has not said yes.</summary>
    public IReadOnlyList<DeskRequest> Proposed { get; private set; } = [];

    /// <summary>The first calls to make.</summary>
    public IReadOnlyList<DeskRequest> Due { get; private set; } = [];

    public long DueCount { get; private set; }

    /// <summary>Corrections and closes that wait for a second person.</summary>
    public int ForSecondPerson { get; private set; }

    /// <summary>Nobody can give offices or change the agreement, because the last admin left.</summary>
    public bool HasNoAdmin { get; private set; }

    public async Task OnGetAsync()
    {
        await call.CatchUpAsync();
        (var today, var terms, HasNoAdmin) = await call.LookAsync(state => (state.Today(call.Now), RequestTerms.Of(state.Agreement), state.HasNoAdmin()));
        var open = await RequestQueries.ListAsync(call.Database, call.Community, new RequestFilter(RequestStatus.Open), MostOpen, call.Stop);
        var proposed = await RequestQueries.ListAsync(call.Database, call.Community, new RequestFilter(RequestStatus.Proposed), MostOpen, call.Stop);
        var due = await FollowUps.DueAsync(call.Database, call.Community, today, terms, skip: 0, MostDue, call.Stop);
        DueCount = await FollowUps.CountAsync(call.Database, call.Community, today, terms, call.Stop);
        ForSecondPerson = await SecondPersonModel.WaitingAsync(call);
        var lines = await DeskRequest.OfAsync(call, desk, words, today, [.. open, .. proposed, .. due]);
        Open = [.. lines.Take(open.Count)];
        Proposed = [.. lines.Skip(open.Count).Take(proposed.Count)];
        Due = [.. lines.Skip(open.Count + proposed.Count)];
    }

    public async Task<IActionResult> OnPostAsync(string? zoek)
    {
        Sought = zoek?.Trim() ?? "";
        Found = await desk.SearchAsync(Sought);
        if (Found.Count == 1) return Redirect($"/balie/persoon/{Found[0].Account}");
        await OnGetAsync();
        return Page();
    }
}
