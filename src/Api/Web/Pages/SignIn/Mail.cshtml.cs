using Buurthulp.Api.Hosting;
using Buurthulp.Api.Mail;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.SignIn;

/// <summary><c>/inloggen/mail</c>: look into your mail. The same for everybody, known or not.</summary>
internal sealed class MailModel(WebHostSettings settings) : PageModel
{
    /// <summary>Where mails are when there is no mail server; shown only where the one who tries it out sits at the machine itself.</summary>
    public string? Folder => settings.Smtp is null && settings.PublicAddress.IsLoopback ? MailDelivery.Folder(settings.DataFolder) : null;
}
