using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Matching;
using NodaTime;

namespace Buurthulp.Api.Import.BuurthulpFiles;

/// <summary>requests_and_offers.csv: what was asked and offered, and how it ended.</summary>
internal static class RequestFile
{
    private const string Name = "requests_and_offers.csv";

    private static readonly string[] Columns = ["no", "kind", "member", "category", "posted_on", "closed_on", "outcome", "via", "matched_with"];

    public static void Read(BuurthulpReading reading)
    {
        foreach (var cells in reading.Rows(Name, Columns)) ReadRow(reading, cells);
    }

    private static void ReadRow(BuurthulpReading reading, RowCells cells)
    {
        var isOffer = cells.Choice("kind", "request", "offer") == "offer";
        var id = reading.Id(cells, "request", "no");
        var member = cells.Code<AccountNumber>("member");
        var category = cells.Code<CategoryCode>("category");
        var postedOn = cells.Date("posted_on");
        var channel = cells.Choice("via", "web", "phone") == "phone" ? Channel.Phone : Channel.Web;
        var outcome = isOffer ? cells.Choice("outcome", "open") : cells.Choice("outcome", "open", "matched", "withdrawn", "expired", "referred");
        var closedOn = cells.DateOrNull("closed_on", optional: outcome == "open");
        var matchedWith = outcome == "matched" ? cells.Code<AccountNumber>("matched_with") : default;
        if (outcome == "open" && closedOn is not null) cells.Refuse("closed_on", "value-invalid", new Said("is filled, but the outcome is 'open'", "is ingevuld, maar de uitkomst is 'open'"));
        if (outcome != "matched" && cells.Row["matched_with"].Length > 0) cells.Refuse("matched_with", "value-invalid", new Said($"is filled, but the outcome is '{outcome}'", $"is ingevuld, maar de uitkomst is '{outcome}'"));
        if (closedOn < postedOn) cells.Refuse("closed_on", "date-before-posting", new Said($"{cells.Row["closed_on"]} is before it was posted, on {cells.Row["posted_on"]}", $"{cells.Row["closed_on"]} is voor de dag waarop het geplaatst is, {cells.Row["posted_on"]}"));
        if (cells.Faulty) return;

        reading.Occurs(category, cells);
        var row = reading.Accept(cells);
        var posting = reading.Ids.Of(isOffer ? "offer" : "request", id);
        reading.Plan.Steps.Add(new PlannedStep(row, Turn.Posting, postedOn, isOffer
            ? new PostOffer(posting, Actor.Import, reading.Now, member, category, channel, postedOn)
            : new PostRequest(posting, Actor.Import, reading.Now, member, category, channel, postedOn)));
        if (closedOn is not { } on) return;
        reading.Plan.Steps.Add(new PlannedStep(row, Turn.Closing, on, Closing(outcome, reading.Ids.Of("closing", id), reading.Now, new RequestId(posting), matchedWith, on)));
    }

    private static LedgerCommand Closing(string outcome, Guid command, Instant now, RequestId request, AccountNumber matchedWith, LocalDate on) => outcome switch
    {
        "matched" => new AgreeMatch(command, Actor.Import, now, request, matchedWith, on),
        "withdrawn" => new WithdrawRequest(command, Actor.Import, now, request, on),
        "expired" => new ExpireRequest(command, Actor.Import, now, request, on),
        "referred" => new ReferRequest(command, Actor.Import, now, request, on),
        _ => throw new InvalidOperationException($"no command closes a request as '{outcome}'"),
    };
}
