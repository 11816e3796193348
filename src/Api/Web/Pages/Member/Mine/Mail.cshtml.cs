using Buurthulp.Api.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Member.Mine;

/// <summary><c>/mijn/berichten</c>: how often I want mail.</summary>
internal sealed class MailModel(PageCall call, MailWishes wishes, PersonVault vault, CommunityCards cards) : PageModel
{
    public static readonly IReadOnlyList<string> Wishes = [.. Enum.GetValues<MailWish>().Select(NameOf)];

    public string CommunityName { get; private set; } = "";

    public bool HasEmail { get; private set; }

    public bool IsSaved { get; private set; }

    [BindProperty]
    public MailForm Form { get; set; } = new();

    public async Task OnGetAsync([FromQuery(Name = "bewaard")] bool isSaved)
    {
        IsSaved = isSaved;
        Form.Wish = NameOf(await wishes.FindAsync(call.Community, call.Account, call.Stop));
        await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Wishes.Contains(Form.Wish)) ModelState.AddModelError("Form.Wish", "form.required");
        if (ModelState.IsValid)
        {
            await wishes.WriteAsync(call.Community, call.Account, Enum.Parse<MailWish>(Form.Wish, ignoreCase: true), call.Stop);
            return Redirect("/mijn/berichten?bewaard=true");
        }

        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        HasEmail = (await vault.FindAsync(call.Community, call.Account, call.Stop))?.Email is not null;
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
    }

    private static string NameOf(MailWish wish) => wish.ToString().ToLowerInvariant();
}

/// <summary>What somebody fills in on <c>/mijn/berichten</c>.</summary>
public sealed class MailForm
{
    /// <summary>now, daily, weekly or none.</summary>
    public string Wish { get; set; } = "";
}
