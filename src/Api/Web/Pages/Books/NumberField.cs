using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary>A whole number that was filled in.</summary>
internal static class NumberField
{
    /// <summary>Null for nothing, and for what is no number from 1 to <paramref name="most"/>: then the field says so.</summary>
    public static long? Read(ModelStateDictionary form, string field, string? text, long most)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        form.AddModelError(field, "form.unreadable");
        return null;
    }
}
