using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using Buurthulp.Projections.Matching;
using NodaTime;

namespace Buurthulp.Api.Http.Matching;

/// <summary>Somebody who could help.</summary>
internal sealed record Suggestion(AccountNumber Helper, OfferId Offer, IReadOnlyList<SuggestionReason> Reasons);

/// <summary>Who could help with a request. A pure function: the same facts give the same people in the same order.</summary>
internal static class Suggestions
{
    /// <summary>
    /// Left out are the one who asked, who is proposed or matched now, those with whom it came to nothing before, those with a full load, those whom the asked day or language does
    /// not suit, and neighbours from the same street when one of the two would rather not. Who was asked least recently comes first, then who fits best, then by number.
    /// </summary>
    public static IReadOnlyList<Suggestion> For(RequestRow request, IReadOnlyList<CandidateRow> candidates, IReadOnlyDictionary<AccountNumber, Whereabouts> people, RequestTerms terms, IReadOnlyList<AccountNumber> passedOver, LocalDate today)
    {
        var days = DaysOf(request, today);
        var asker = people.GetValueOrDefault(request.Member, Whereabouts.Unknown);
        return [.. candidates
            .Where(candidate => candidate.Offer.Member != request.Member && candidate.Offer.Member != request.Helper && !passedOver.Contains(candidate.Offer.Member))
            .Where(candidate => candidate.GaveMinutes <= terms.OverloadMinutes && candidate.HelpedPeople <= terms.OverloadPeople)
            .Select(candidate => (Candidate: candidate, Reasons: ReasonsFor(request.Wishes, days, asker, candidate, people.GetValueOrDefault(candidate.Offer.Member, Whereabouts.Unknown))))
            .Where(one => one.Reasons is not null)
            .GroupBy(one => one.Candidate.Offer.Member, (_, offers) => offers.MaxBy(one => one.Reasons!.Count))
            .OrderBy(one => one.Candidate.LastAskedOn?.ToDateOnly() ?? DateOnly.MinValue).ThenByDescending(one => one.Reasons!.Count).ThenBy(one => one.Candidate.Offer.Member)
            .Select(one => new Suggestion(one.Candidate.Offer.Member, one.Candidate.Offer.Offer, one.Reasons!))];
    }

    /// <summary>The days of the week of which one has to suit: that of the help, or those of a roster that nobody took yet. Empty when no day was asked.</summary>
    private static HashSet<IsoDayOfWeek> DaysOf(RequestRow request, LocalDate today) =>
        request.Wishes.NeededOn is { } day ? [day.DayOfWeek] : [.. request.Dates.Where(date => date.Helper is null && date.On >= today).Select(date => date.On.DayOfWeek)];

    /// <summary>Null when the offer does not suit.</summary>
    private static List<SuggestionReason>? ReasonsFor(RequestWishes wishes, HashSet<IsoDayOfWeek> days, Whereabouts asker, CandidateRow candidate, Whereabouts helper)
    {
        var offer = candidate.Offer.Terms;
        List<SuggestionReason> reasons = [SuggestionReason.OffersThis];
        if (days.Count > 0 && offer.Availability is { Count: > 0 } availability)
        {
            if (!availability.Any(part => days.Contains(part.DayOf()))) return null;
            reasons.Add(SuggestionReason.AvailableThatDay);
        }

        if (wishes.Languages is { Count: > 0 } asked)
        {
            var spoken = (offer.Languages ?? []).Concat(helper.Languages).Select(language => language.Value).ToList();
            if (spoken.Intersect(asked.Select(language => language.Value), StringComparer.OrdinalIgnoreCase).Any()) reasons.Add(SuggestionReason.SpeaksLanguage);
            else if (spoken.Count > 0) return null;
        }

        if (wishes.Neighbourhood is { } place && (offer.Neighbourhood ?? candidate.HomeNeighbourhood) == place) reasons.Add(SuggestionReason.SameNeighbourhood);
        return AddStreet(reasons, wishes.NotFromMyStreet == true || offer.NotFromMyStreet == true, asker.Street, helper.Street) ? reasons : null;
    }

    private static bool AddStreet(List<SuggestionReason> reasons, bool ratherNot, string? askers, string? helpers)
    {
        var same = askers is not null && askers == helpers;
        if (ratherNot && same) return false;
        if (ratherNot) reasons.Add(askers is null || helpers is null ? SuggestionReason.StreetUnknown : SuggestionReason.OtherStreet);
        else if (same) reasons.Add(SuggestionReason.SameStreet);
        return true;
    }
}
