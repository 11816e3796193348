using Buurthulp.Api.Mail;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary>Name, contact data and place of somebody who joins, as a form of the desk or of a visitor has them.</summary>
public class IntakeForm
{
    private const int LongestText = 200;

    public string? Name { get; set; }

    public string? Street { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? Neighbourhood { get; set; }

    /// <summary>They are never asked to give in return.</summary>
    public bool NeverAsked { get; set; }

    /// <summary>Null for anywhere.</summary>
    public NeighbourhoodCode? Place => Code.TryParse<NeighbourhoodCode>(Neighbourhood, out var place) ? place : null;

    /// <summary>What was typed, trimmed; what can't be goes to the model state under <c>Form</c>.</summary>
    public Person Read(ModelStateDictionary state)
    {
        var person = new Person(default, Text(state, nameof(Name), Name) ?? "", Text(state, nameof(Street), Street), Text(state, nameof(Email), Email), Text(state, nameof(Phone), Phone));
        if (person.Name.Length == 0) state.AddModelError("Form.Name", "form.required");
        if (person.Email is { } email && !OutgoingMail.IsAddress(email)) state.AddModelError("Form.Email", "correct.email-wrong");
        return person;
    }

    private static string? Text(ModelStateDictionary state, string field, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length > LongestText || text.Any(char.IsControl)) state.AddModelError($"Form.{field}", "form.unreadable");
        return text.Length == 0 ? null : text;
    }
}
