using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Http.Matching;

/// <summary>Why somebody is suggested.</summary>
public enum SuggestionReason
{
    /// <summary>They offer this kind of help.</summary>
    OffersThis,

    /// <summary>The day that is asked, or one of those of a roster, suits them.</summary>
    AvailableThatDay,

    /// <summary>They speak a language that was asked for.</summary>
    SpeaksLanguage,

    /// <summary>They live, or like to help, in the neighbourhood where the help is needed.</summary>
    SameNeighbourhood,

    /// <summary>They live in the same street, and neither minds.</summary>
    SameStreet,

    /// <summary>One of the two would rather not have somebody from the same street, and they live in another.</summary>
    OtherStreet,

    /// <summary>One of the two would rather not have somebody from the same street, and nobody knows where they live: ask first.</summary>
    StreetUnknown,
}

/// <summary>Somebody who could help.</summary>
/// <param name="Helper">Their account.</param>
/// <param name="OfferId">The offer that fits.</param>
/// <param name="Reasons">Why they are suggested.</param>
public sealed record SuggestionAnswer(AccountNumber Helper, Guid OfferId, IReadOnlyList<ReasonAnswer> Reasons)
{
    internal static SuggestionAnswer Of(Suggestion suggestion, Language language) =>
        new(suggestion.Helper, suggestion.Offer.Value, [.. suggestion.Reasons.Select(reason => new ReasonAnswer(reason, SuggestionWords.Of(reason, language)))]);
}

/// <summary>One reason.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Words">A sentence in the asked language.</param>
public sealed record ReasonAnswer(SuggestionReason Code, string Words);

/// <summary>The reasons in words.</summary>
internal static class SuggestionWords
{
    private static readonly Dictionary<SuggestionReason, (string Dutch, string English)> Sentences = new()
    {
        [SuggestionReason.OffersThis] = ("Biedt deze hulp aan.", "Offers this kind of help."),
        [SuggestionReason.AvailableThatDay] = ("Kan op de gevraagde dag.", "Is available on the asked day."),
        [SuggestionReason.SpeaksLanguage] = ("Spreekt een gevraagde taal.", "Speaks a language that was asked for."),
        [SuggestionReason.SameNeighbourhood] = ("Helpt in deze buurt.", "Helps in this neighbourhood."),
        [SuggestionReason.SameStreet] = ("Woont in dezelfde straat.", "Lives in the same street."),
        [SuggestionReason.OtherStreet] = ("Woont niet in dezelfde straat, zoals gewenst.", "Does not live in the same street, as wished."),
        [SuggestionReason.StreetUnknown] = ("Iemand uit een andere straat is gewenst, maar een adres ontbreekt: vraag het eerst na.", "Somebody from another street is wished, but an address is missing: ask first."),
    };

    public static string Of(SuggestionReason reason, Language language) => language == Language.English ? Sentences[reason].English : Sentences[reason].Dutch;
}
