using System.Runtime.InteropServices;
using NodaTime;

namespace Buurthulp.Api.Books;

/// <summary>The days that books are about, by the date things happened; both ends belong to it, null is open.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BookPeriod(LocalDate? From, LocalDate? To)
{
    public bool Includes(LocalDate date) => !IsBefore(date) && !IsAfter(date);

    /// <summary>Whether it happened before the period starts, and so is part of the opening balances.</summary>
    public bool IsBefore(LocalDate date) => date < From;

    public bool IsAfter(LocalDate date) => date > To;
}
