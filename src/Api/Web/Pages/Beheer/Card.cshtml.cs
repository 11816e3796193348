using Buurthulp.Api.Mail;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SpokenLanguage = Buurthulp.Api.Http.Problems.Words.Language;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer/kaart</c>: what the community tells everybody about itself.</summary>
internal sealed class CardModel(PageCall call, CommunityCards cards) : PageModel
{
    private const int LongestText = 200;
    private const int LongestWelcome = 1000;

    public CommunityCode Community => call.Community;

    public bool IsSaved { get; private set; }

    [BindProperty]
    public CardForm Form { get; set; } = new();

    /// <summary>The languages that there are, those that are offered first.</summary>
    public static IReadOnlyList<SpokenLanguage> Languages => SpokenLanguage.All;

    public async Task OnGetAsync(bool klaar = false)
    {
        var card = await cards.FindAsync(call.Community, call.Stop);
        Form = new CardForm { Name = card.Name, Welcome = card.Welcome, Phone = card.Phone, Email = card.Email, Desk = card.Desk };
        var offered = OfferedLanguages.Of(card.Languages).Languages;
        (Form.Languages, Form.FirstLanguage) = ([.. offered.Select(language => language.Tag)], offered[0].Tag);
        IsSaved = klaar;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var card = new CommunityCard(Text("Name", Form.Name) ?? "", Text("Welcome", Form.Welcome, LongestWelcome), Text("Phone", Form.Phone), Text("Email", Form.Email), Text("Desk", Form.Desk),
            [.. Languages.Select(language => language.Tag).Where(Form.Languages.Contains).OrderByDescending(tag => tag == Form.FirstLanguage)]);
        if (card.Languages is not [var first, ..]) ModelState.AddModelError("Form.Languages", "admincard.languages-none");
        else if (first != Form.FirstLanguage) ModelState.AddModelError("Form.FirstLanguage", "admincard.first-not-offered");
        if (card.Name.Length == 0) ModelState.AddModelError("Form.Name", "form.required");
        if (card.Email is { } email && !OutgoingMail.IsAddress(email)) ModelState.AddModelError("Form.Email", "correct.email-wrong");
        if (!ModelState.IsValid) return Page();
        await cards.WriteAsync(call.Community, card, call.Stop);
        return Redirect("/beheer/kaart?klaar=true");
    }

    /// <summary>Trimmed; null for nothing. A welcome may have lines.</summary>
    private string? Text(string field, string? typed, int longest = LongestText)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length > longest || text.Any(symbol => char.IsControl(symbol) && !(longest == LongestWelcome && symbol is '\r' or '\n'))) ModelState.AddModelError($"Form.{field}", "form.unreadable");
        return text.Length == 0 ? null : text;
    }
}

/// <summary>The card of a community.</summary>
public sealed class CardForm
{
    public string? Name { get; set; }

    public string? Welcome { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? Desk { get; set; }

    /// <summary>Codes of the languages that are offered.</summary>
    public List<string> Languages { get; set; } = [];

    /// <summary>The code of the one for who asks none of them.</summary>
    public string? FirstLanguage { get; set; }
}
