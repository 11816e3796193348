using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Buurthulp.Api.Http.OpenApi;

/// <summary>What the parts of an address mean, with an example of each. A name means the same everywhere, but for the calls that are named with it.</summary>
internal static class CallParameters
{
    private static readonly Dictionary<string, (string Description, string Example)> Known = new(StringComparer.Ordinal)
    {
        ["id"] = ("The id that the call which made it answered.", $"{Sample.Id}"),
        ["exchangeId"] = ("The exchange.", $"{Sample.Id}"),
        ["no"] = ("The account's number.", Sample.Anna.Value),
        ["no readPot"] = ("The pot's account.", Sample.Pot.Value),
        ["no agreeGrantRule"] = ("The pot's account.", Sample.Pot.Value),
        ["no readInstitution"] = ("The institution's account.", Sample.Institution.Value),
        ["no setIssuingBudget"] = ("The institution's account.", Sample.Institution.Value),
        ["no agreeShopTerms"] = ("The shop's account.", Sample.Bakery.Value),
        ["proxy"] = ("The number of the one who acts.", Sample.Bram.Value),
        ["date"] = ("A day of the roster.", "2026-11-27"),
        ["serial"] = ("The note's serial with its check digit.", "0000013"),
        ["from"] = ("The first day, included; absent: from the beginning.", "2026-11-01"),
        ["to"] = ("The last day, included; absent: to the end.", "2026-11-30"),
        ["from readIndicators"] = ("The first day; or a month, quarter or year (2026-03, 2026-Q1, 2026), of which it is the first day.", "2026-11-01"),
        ["from exportIndicatorsJson"] = ("The first day; or a month, quarter or year (2026-03, 2026-Q1, 2026), of which it is the first day.", "2026-11-01"),
        ["from exportIndicatorsCsv"] = ("The first day; or a month, quarter or year (2026-03, 2026-Q1, 2026), of which it is the first day.", "2026-11-01"),
        ["to readIndicators"] = ("The last day, included; or a month, quarter or year, of which it is the last day. Absent: the last day of what from names.", "2026-11-30"),
        ["to exportIndicatorsJson"] = ("The last day, included; or a month, quarter or year, of which it is the last day. Absent: the last day of what from names.", "2026-11-30"),
        ["to exportIndicatorsCsv"] = ("The last day, included; or a month, quarter or year, of which it is the last day. Absent: the last day of what from names.", "2026-11-30"),
        ["from readReciprocity"] = ("The first day; or a month, quarter or year, of which it is the first day. With to absent: the year up to today.", "2025-11-21"),
        ["to readReciprocity"] = ("The last day, included; or a month, quarter or year, of which it is the last day. Absent: the last day of what from names.", "2026-11-20"),
        ["from readJournal"] = ("The first position, 1 or more; absent: 1.", "4701"),
        ["period"] = ("A whole calendar month, quarter or year: 2026-03, 2026-Q1 or 2026.", "2026-Q1"),
        ["goal"] = ("The goal's code.", "reach"),
        ["limit"] = ("How many entries at most; absent: all.", "100"),
        ["page"] = ("Which page, from 1; absent: the first.", "1"),
        ["knownOn"] = ("As known at the end of this day of the community, instead of as of a position; not in the future.", "2026-03-01"),
        ["position"] = ("As of this entry, included; absent: the last.", "8"),
        ["status listRequests"] = ("Only requests that stand there; members may ask for open ones only, but for their own.", "open"),
        ["status listConcerns"] = ("Only concerns that are open, or only closed ones.", "open"),
        ["reason readConcern"] = ("Why the concern is read, as a code; it is written down.", "follow-up"),
        ["status listCorrections"] = ("Only corrections that stand there.", "waiting"),
        ["status listExchanges"] = ("Only exchanges that stand there.", "booked"),
        ["category"] = ("Only this kind of help.", Sample.Errands.Value),
        ["neighbourhood"] = ("Only help that is needed there.", Sample.North.Value),
        ["olderThanDays"] = ("Only what was posted more than so many days ago.", "7"),
        ["mine"] = ("True: only what the caller asks or helps with.", "false"),
        ["older"] = ("How many entries the older checkpoint stands for; 1 or more.", "3"),
        ["newer"] = ("How many entries the newer checkpoint stands for; absent: all that the journal has now.", "5"),
        ["after"] = ("The last position that you have; absent: the journal's last.", "0"),
        ["Last-Event-ID"] = ("The last id that you have. A browser sends it by itself when it connects again; it counts for more than the parameter.", "8"),
        ["reason"] = ("Why personal data of somebody else is read, as a code; it is written down.", "phone-call"),
    };

    internal static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            if (!Known.TryGetValue($"{parameter.Name} {operation.OperationId}", out var known) && !Known.TryGetValue(parameter.Name ?? "", out known)) continue;
            parameter.Description ??= known.Description;
            parameter.Example ??= JsonValue.Create(known.Example);
        }

        return Task.CompletedTask;
    }
}
