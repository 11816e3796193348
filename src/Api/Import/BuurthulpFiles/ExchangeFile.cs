using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;

namespace Buurthulp.Api.Import.BuurthulpFiles;

/// <summary>exchanges.csv: help that was given. Everything in it is booked, nothing waits for a yes.</summary>
internal static class ExchangeFile
{
    private const string Name = "exchanges.csv";

    private static readonly string[] Columns = ["exchange_no", "happened_on", "helper", "receiver", "minutes", "category", "recorded_by", "thanked"];

    public static void Read(BuurthulpReading reading)
    {
        foreach (var cells in reading.Rows(Name, Columns)) ReadExchange(reading, cells);
    }

    private static void ReadExchange(BuurthulpReading reading, RowCells cells)
    {
        var id = reading.Id(cells, "exchange", "exchange_no");
        var happenedOn = cells.Date("happened_on");
        var (helper, receiver) = (cells.Code<AccountNumber>("helper"), cells.Code<AccountNumber>("receiver"));
        var minutes = cells.Amount("minutes");
        var category = cells.Code<CategoryCode>("category");
        var recordedBy = cells.Choice("recorded_by", "member", "coordinator") == "member" ? Recorder.Member : Recorder.Coordinator;
        var thanked = cells.YesOrNo("thanked");
        if (cells.Faulty) return;

        reading.Occurs(category, cells);
        var row = reading.Accept(cells);
        var exchange = reading.Ids.Of("exchange", id);
        reading.Plan.Steps.Add(new PlannedStep(row, Turn.Exchange, happenedOn, new RecordExchange(exchange, Actor.Import, reading.Now,
            [new Share(helper, minutes)], [new Share(receiver, minutes)], category, happenedOn, Channel.Import, RecordedBy: recordedBy)));
        if (!thanked) return;
        reading.Plan.Steps.Add(new PlannedStep(row, Turn.Exchange, happenedOn,
            new ThankForExchange(reading.Ids.Of("thanks", id), Actor.Import, reading.Now, new ExchangeId(exchange), receiver, happenedOn)));
    }
}
