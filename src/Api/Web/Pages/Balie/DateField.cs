using Buurthulp.Ledger;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Balie;

/// <summary>A day that was filled in, as browsers send it.</summary>
internal static class DateField
{
    /// <summary>Null for nothing, and for what can't be read: then the field says so.</summary>
    public static LocalDate? Read(ModelStateDictionary form, string field, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (LedgerDays.Read(text) is { } day) return day;
        form.AddModelError(field, "form.unreadable");
        return null;
    }
}
