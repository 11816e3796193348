using System.Collections.Frozen;

namespace Buurthulp.Ledger.Goals;

/// <summary>
/// The figures that a goal can be set for. They are computed outside of the ledger, which knows only their names: so a goal for a figure that does not exist is refused
/// when it is set. A test holds this list to the figures themselves.
/// </summary>
public static class Measures
{
    private const string Sections = """
        members registeredAtEnd joined left
        participation active registeredAtEnd residents rate reach
        exchanges count minutes meanMinutes medianMinutes active perActive
        roles gaveOnly receivedOnly both active bothShare
        ties pairs newPairs withPartner partnersMean personExchanges repeatExchanges repeatShare
        network nodes edges density edgesWithOpposite reciprocalEdges largestComponent largestComponentShare withoutTie minutes giniGiven topFiveMinutes topFiveShare
        circle circleMinutes minutes share
        reciprocity receivedMinutes directMinutes mediatedMinutes openMinutes directShare mediatedShare openShare
        matching requestsPosted matched matchRate medianDaysToMatch openOver14Days referred offersOpen requestsOpen offersOpenPerRequestOpen byPhone byPhoneShare
        coordination exchanges recordedByCoordinator recordedByCoordinatorShare byKnownCoordinators byBusiestCoordinator largestCoordinatorShare
        circulation inCirculation movedMinutes monthEnds meanInCirculation velocity pot notesOutstanding
        shops shops discounts minutes discountCents spentMinutes spentAgainShare
        thanks count exchangesThanked exchanges share
        activities held attendances attendees firstExchangeAfter
        """;

    public static readonly FrozenSet<MeasureCode> All = Sections.Split('\n').Select(line => line.Split(' ')).SelectMany(words => words.Skip(1).Select(figure => new MeasureCode($"{words[0]}-{figure}"))).ToFrozenSet();
}
