using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using NodaTime;

namespace Buurthulp.Api.Import.BuurthulpFiles;

/// <summary>redemptions.csv and donations.csv: what members spent at shops and gave to pots.</summary>
internal static class ShopAndPotFiles
{
    private const string Redemptions = "redemptions.csv";
    private const string Donations = "donations.csv";

    private static readonly string[] RedemptionColumns = ["redemption_no", "happened_on", "shop", "member", "minutes", "purchase_cents", "discount_cents"];
    private static readonly string[] DonationColumns = ["donation_no", "happened_on", "member", "pot", "minutes"];

    public static void Read(BuurthulpReading reading)
    {
        foreach (var cells in reading.Rows(Redemptions, RedemptionColumns)) ReadRedemption(reading, cells);
        Dictionary<AccountNumber, (LocalDate First, CsvRow Row)> pots = [];
        foreach (var cells in reading.Rows(Donations, DonationColumns)) ReadDonation(reading, cells, pots);
        foreach (var (pot, (first, source)) in pots.OrderBy(pot => pot.Key))
        {
            var row = reading.Plan.Add(new PlannedRow("pots", source.Place, source, pot));
            reading.Plan.Steps.Add(new PlannedStep(row, Turn.PotOpening, first, new OpenPot(reading.Ids.Of("pot", pot.Value), Actor.Import, reading.Now, pot, first)));
        }
    }

    private static void ReadRedemption(BuurthulpReading reading, RowCells cells)
    {
        var id = reading.Id(cells, "discount", "redemption_no");
        var happenedOn = cells.Date("happened_on");
        var (shop, member) = (cells.Code<AccountNumber>("shop"), cells.Code<AccountNumber>("member"));
        var (minutes, purchase, discount) = (cells.Amount("minutes"), cells.Amount("purchase_cents"), cells.Amount("discount_cents"));
        if (cells.Faulty) return;

        var command = new GiveDiscount(reading.Ids.Of("discount", id), Actor.Import, reading.Now, shop, member, purchase, minutes, happenedOn);
        reading.Plan.Steps.Add(new PlannedStep(reading.Accept(cells), Turn.Redemption, happenedOn, command)
        {
            Differs = events => events is [DiscountGiven given, ..] && given.DiscountCents != discount
                ? new RowDifference("discount_cents", "discount-differs", new Said($"is {discount}, but the shop's terms give {given.DiscountCents} cents for {minutes} minutes", $"is {discount}, maar volgens de afspraken met de winkel is het {given.DiscountCents} cent voor {minutes} minuten"))
                : null,
        });
    }

    private static void ReadDonation(BuurthulpReading reading, RowCells cells, Dictionary<AccountNumber, (LocalDate First, CsvRow Row)> pots)
    {
        var id = reading.Id(cells, "gift", "donation_no");
        var happenedOn = cells.Date("happened_on");
        var (member, pot) = (cells.Code<AccountNumber>("member"), cells.Code<AccountNumber>("pot"));
        var minutes = cells.Amount("minutes");
        if (cells.Faulty) return;

        if (!pots.TryGetValue(pot, out var known) || happenedOn < known.First) pots[pot] = (happenedOn, cells.Row);
        reading.Plan.Steps.Add(new PlannedStep(reading.Accept(cells), Turn.Gift, happenedOn,
            new MakeGift(reading.Ids.Of("gift", id), Actor.Import, reading.Now, member, pot, minutes, happenedOn)));
    }
}
