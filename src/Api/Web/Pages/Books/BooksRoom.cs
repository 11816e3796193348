using Buurthulp.Api.Proof;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary>From where a page of the books is looked at: the treasurer's room or the auditor's. Both read the same; only the treasurer changes things.</summary>
internal sealed class BooksRoom(IHttpContextAccessor http, PageCall call, CommunityCards cards, WatchTable watch, Words words)
{
    public bool IsTreasurer { get; } = !http.HttpContext!.Request.Path.StartsWithSegments("/controle", StringComparison.Ordinal);

    /// <summary>The one who is signed in, in the office of this room.</summary>
    public Actor Me => call.Person.ActorAs(IsTreasurer ? Role.Treasurer : Role.Auditor);

    /// <summary>An address in this room, such as <c>/controle/journaal</c>.</summary>
    public string At(string path = "") => (IsTreasurer ? "/kas" : "/controle") + path;

    public async Task<string> CommunityNameAsync() => (await cards.FindAsync(call.Community, call.Stop)).Name;

    /// <summary>Positions that are not what was recorded, as the watch found them last.</summary>
    public async Task<IReadOnlyList<long>> ChangedAsync() => (await watch.ReadAsync(call.Community, call.Stop)).Changed;

    /// <summary>What an entry is called; its stored name where there is no better one.</summary>
    public string TypeOf(string storedName) => words.TextOr("entry." + storedName) is var text && text.StartsWith("entry.", StringComparison.Ordinal) ? storedName : text;

    /// <summary>The reasons for a correction or for looking up a name: their codes and what they are called.</summary>
    public IReadOnlyList<SelectListItem> Reasons(string area, IEnumerable<string> codes) =>
        [new SelectListItem(words["record.choose"], ""), .. codes.Select(code => new SelectListItem(words[$"{area}.reason-{code}"], code))];

    /// <summary>A reason as people read it; one that another program gave stays as it is.</summary>
    public string ReasonOf(string area, string code) => words.TextOr($"{area}.reason-{code}") is var text && text.StartsWith(area + ".", StringComparison.Ordinal) ? words.Category(code) : text;
}
