using System.Globalization;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Http.Requests;

/// <summary>Texts from the address as values. What can't be read is <c>malformed</c> and named; what is absent is null.</summary>
internal static class Parameters
{
    /// <summary>The community in the address. Where a token is needed this is the token's.</summary>
    public static CommunityCode Community(string text) =>
        Code.TryParse<CommunityCode>(text, out var community) ? community : throw new ProblemException(EdgeProblems.NotFound);

    public static AccountNumber Account(string text, string field) =>
        Code.TryParse<AccountNumber>(text, out var account) ? account : throw ProblemException.Malformed(field);

    public static LocalDate? Date(string? text, string field) =>
        text is null ? null : LedgerDays.Read(text) ?? throw ProblemException.Malformed(field);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, in decimal digits only.</summary>
    public static long? Number(string? text, string field, long least, long most) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw ProblemException.Malformed(field);
}
