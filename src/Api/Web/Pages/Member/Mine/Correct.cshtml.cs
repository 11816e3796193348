using System.Text.Json;
using Buurthulp.Api.Mail;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Member.Mine;

/// <summary><c>/mijn/gegevens</c>: corrects my name and contact data. Only what changed is written down as changed.</summary>
internal sealed class CorrectModel(PageCall call, PersonVault vault, ContactChanges changes, CommunityCards cards, Words words) : PageModel
{
    private const int LongestText = 200;
    private const string LanguageName = "mine.language-";

    public string CommunityName { get; private set; } = "";

    /// <summary>Those that have a name here, and those that this person has already.</summary>
    public IReadOnlyList<(string Code, string Name)> Languages { get; private set; } = [];

    [BindProperty]
    public CorrectForm Form { get; set; } = new();

    public async Task OnGetAsync()
    {
        if (await vault.FindAsync(call.Community, call.Account, call.Stop) is { } person)
            Form = new CorrectForm { Name = person.Name, Street = person.Street, Phone = person.Phone, Email = person.Email, Languages = [.. person.Languages ?? []] };
        await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var known = await vault.FindAsync(call.Community, call.Account, call.Stop);
        var (name, street, phone, email) = (Text("Name", Form.Name), Text("Street", Form.Street), Text("Phone", Form.Phone), Text("Email", Form.Email));
        if (name.Length == 0) ModelState.AddModelError("Form.Name", "form.required");
        if (email.Length > 0 && !OutgoingMail.IsAddress(email)) ModelState.AddModelError("Form.Email", "correct.email-wrong");
        await ShowAsync();
        if (!ModelState.IsValid) return Page();

        // The preferred language is the first, so those that stay keep their place.
        List<string> before = [.. known?.Languages ?? []];
        List<string> spoken = [.. before.Where(Form.Languages.Contains), .. Languages.Select(language => language.Code).Where(code => Form.Languages.Contains(code) && !before.Contains(code))];
        var correction = new ContactCorrection(Changed(known?.Name, name), Changed(known?.Street, street), Changed(known?.Email, email), Changed(known?.Phone, phone), BirthYear: null, spoken.SequenceEqual(before) ? null : spoken);
        if (correction.Parts.Count == 0) return Redirect("/mijn");
        var digest = MemberIntake.DigestOf(JsonSerializer.SerializeToUtf8Bytes((object[])[call.Account.Value, Form]));
        if (await changes.CorrectAsync(call.Community, call.CommandId, call.Account, correction, digest, call.Person.ActorAs(Role.Member), call.Stop)) return Redirect("/mijn");
        ModelState.AddModelError("", words.Why(new Refusal.CommandIdReused()));
        return Page();
    }

    /// <summary>Null for a part that stays as it is.</summary>
    private static string? Changed(string? before, string now) => (before ?? "") == now ? null : now;

    private string Text(string field, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length > LongestText || text.Any(char.IsControl)) ModelState.AddModelError($"Form.{field}", "form.unreadable");
        return text;
    }

    private async Task ShowAsync()
    {
        var named = words.Language.Pages.Where(text => text.Key.StartsWith(LanguageName, StringComparison.Ordinal)).Select(text => (Code: text.Key[LanguageName.Length..], Name: text.Value)).OrderBy(language => language.Name, StringComparer.Ordinal).ToList();
        var own = (await vault.FindAsync(call.Community, call.Account, call.Stop))?.Languages ?? [];
        Languages = [.. named, .. own.Where(code => named.TrueForAll(language => language.Code != code)).Select(code => (code, code))];
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
    }
}

/// <summary>What somebody fills in on <c>/mijn/gegevens</c>.</summary>
public sealed class CorrectForm
{
    public string? Name { get; set; }

    public string? Street { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    /// <summary>Codes.</summary>
    public List<string> Languages { get; set; } = [];
}
