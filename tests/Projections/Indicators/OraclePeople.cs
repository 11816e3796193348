namespace Buurthulp.Tests.Projections.Indicators;

/// <summary>Members, participation, roles, thanks and activities.</summary>
internal static class OraclePeople
{
    public static void Add(OracleFigures figures, OraclePeriod period)
    {
        var facts = period.Facts;
        var persons = facts.Accounts.Where(account => account.Kind == "member").ToList();
        var registered = persons.Count(person => person.IsRegistered(period.To));
        figures.Whole("members.registeredAtEnd", registered);
        figures.Whole("members.joined", persons.Count(person => period.Has(person.Opened)));
        figures.Whole("members.left", persons.Count(person => person.Left is { } left && period.Has(left)));

        var active = period.Active(period.Exchanges);
        figures.Whole("participation.active", active.Count);
        figures.Whole("participation.registeredAtEnd", registered);
        figures.Whole("participation.residents", facts.Residents.Values.Sum());
        figures.Ratio("participation.rate", active.Count, registered);
        figures.Ratio("participation.reach", active.Count, facts.Residents.Values.Sum());
        foreach (var place in facts.Residents.Keys.Concat(persons.Select(person => person.Neighbourhood ?? OraclePeriod.Unknown)).Distinct())
        {
            var living = persons.Where(person => (person.Neighbourhood ?? OraclePeriod.Unknown) == place).ToList();
            var (activeHere, registeredHere) = (living.Count(person => active.Contains(person.Number)), living.Count(person => person.IsRegistered(period.To)));
            var residents = facts.Residents.GetValueOrDefault(place);
            if (activeHere + registeredHere + residents == 0) continue;
            figures.Whole($"participation.byNeighbourhood[{place}].active", activeHere);
            figures.Whole($"participation.byNeighbourhood[{place}].registeredAtEnd", registeredHere);
            figures.Whole($"participation.byNeighbourhood[{place}].residents", residents);
            figures.Ratio($"participation.byNeighbourhood[{place}].rate", activeHere, registeredHere);
            figures.Ratio($"participation.byNeighbourhood[{place}].reach", activeHere, residents);
        }

        var gave = active.Where(person => period.Exchanges.Any(exchange => exchange.Helpers.Any(share => share.Account == person))).ToHashSet();
        var received = active.Where(person => period.Exchanges.Any(exchange => exchange.Receivers.Any(share => share.Account == person))).ToHashSet();
        figures.Whole("roles.gaveOnly", gave.Count(person => !received.Contains(person)));
        figures.Whole("roles.receivedOnly", received.Count(person => !gave.Contains(person)));
        figures.Whole("roles.both", gave.Count(received.Contains));
        figures.Whole("roles.active", active.Count);
        figures.Ratio("roles.bothShare", gave.Count(received.Contains), active.Count);

        figures.Whole("thanks.count", period.Exchanges.Sum(exchange => exchange.ThankedBy.Count));
        figures.Whole("thanks.exchanges", period.Exchanges.Count);
        figures.Share("thanks.exchangesThanked", "thanks.share", period.Exchanges.Count(exchange => exchange.ThankedBy.Count > 0), period.Exchanges.Count);
        AddActivities(figures, period, persons);
    }

    private static void AddActivities(OracleFigures figures, OraclePeriod period, List<OracleAccount> persons)
    {
        var held = period.Facts.Activities.Where(activity => period.Has(activity.On)).ToList();
        figures.Whole("activities.held", held.Count);
        figures.Whole("activities.attendances", held.Sum(activity => activity.Attendees.Count));
        figures.Whole("activities.attendees", held.SelectMany(activity => activity.Attendees).Distinct().Count());
        var came = 0;
        foreach (var person in persons)
        {
            var theirs = period.Facts.Exchanges.Where(exchange => exchange.Helpers.Concat(exchange.Receivers).Any(share => share.Account == person.Number)).ToList();
            if (theirs.Count == 0) continue;
            var first = theirs.Min(exchange => exchange.On);
            if (period.Has(first) && period.Facts.Activities.Any(activity => activity.Attendees.Contains(person.Number) && first.DayNumber - activity.On.DayNumber is >= 1 and <= 60)) came++;
        }

        figures.Whole("activities.firstExchangeAfter", came);
    }
}
