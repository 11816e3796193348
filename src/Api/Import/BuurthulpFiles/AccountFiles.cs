using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Shops;

namespace Buurthulp.Api.Import.BuurthulpFiles;

/// <summary>members.csv and organisations.csv: who has an account. Names and contact data go to the vault.</summary>
internal static class AccountFiles
{
    public const string Members = "members.csv";
    public const string Organisations = "organisations.csv";

    private const int EarliestBirthYear = 1880;
    private const int LatestBirthYear = 2100;

    private static readonly string[] MemberColumns =
        ["member_no", "name", "street", "neighbourhood", "joined_on", "email", "phone", "birth_year", "languages", "reciprocity_expected", "left_on"];

    private static readonly string[] OrganisationColumns =
        ["member_no", "kind", "name", "neighbourhood", "joined_on", "euro_cents_per_hour", "max_share_percent", "max_balance_minutes"];

    private static readonly string[] ShopColumns = ["euro_cents_per_hour", "max_share_percent", "max_balance_minutes"];

    public static void Read(BuurthulpReading reading)
    {
        foreach (var cells in reading.Rows(Members, MemberColumns)) ReadMember(reading, cells);
        foreach (var cells in reading.Rows(Organisations, OrganisationColumns)) ReadOrganisation(reading, cells);
        foreach (var broken in reading.Plan.BrokenRows.Where(row => row.Place.File is Members or Organisations))
        {
            if (Code.TryParse<AccountNumber>(broken["member_no"], out var account)) reading.Plan.RefusedAccounts.TryAdd(account, broken.Place);
        }
    }

    private static void ReadMember(BuurthulpReading reading, RowCells cells)
    {
        var id = reading.Id(cells, "member", "member_no");
        var account = cells.Code<AccountNumber>("member_no");
        var neighbourhood = cells.CodeOrNull<NeighbourhoodCode>("neighbourhood");
        var joinedOn = cells.Date("joined_on");
        var leftOn = cells.DateOrNull("left_on");
        var reciprocityExpected = cells.YesOrNo("reciprocity_expected");
        var languages = cells.TextOrNull("languages")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int? birthYear = cells.TextOrNull("birth_year") is null ? null : cells.Number("birth_year", EarliestBirthYear, LatestBirthYear);
        var person = new Person(account, cells.Text("name"), cells.TextOrNull("street"), cells.TextOrNull("email"), cells.TextOrNull("phone"), birthYear, languages);
        if (Refused(reading, cells, account)) return;

        var row = reading.Accept(cells, account);
        reading.Plan.People.Add((row, person));
        reading.Plan.Steps.Add(new PlannedStep(row, Turn.Joining, joinedOn,
            new JoinMember(reading.Ids.Of("member", id), Actor.Import, reading.Now, account, neighbourhood, joinedOn, reciprocityExpected)));
        if (leftOn is not { } left) return;
        reading.Plan.Steps.Add(new PlannedStep(row, Turn.Leaving, left, new LeaveMember(reading.Ids.Of("leave", id), Actor.Import, reading.Now, account, left)));
    }

    private static void ReadOrganisation(BuurthulpReading reading, RowCells cells)
    {
        var id = reading.Id(cells, "organisation", "member_no");
        var account = cells.Code<AccountNumber>("member_no");
        var neighbourhood = cells.CodeOrNull<NeighbourhoodCode>("neighbourhood");
        var joinedOn = cells.Date("joined_on");
        var name = cells.Text("name");
        var isShop = cells.Choice("kind", "organisation", "shop") == "shop";
        var terms = isShop ? Terms(cells) : NoTerms(cells);
        if (Refused(reading, cells, account)) return;

        var row = reading.Accept(cells, account);
        reading.Plan.People.Add((row, new Person(account, name)));
        var command = reading.Ids.Of("organisation", id);
        reading.Plan.Steps.Add(new PlannedStep(row, Turn.Joining, joinedOn, terms is null
            ? new JoinOrganisation(command, Actor.Import, reading.Now, account, neighbourhood, joinedOn)
            : new JoinShop(command, Actor.Import, reading.Now, account, neighbourhood, joinedOn, terms)));
    }

    private static ShopTerms Terms(RowCells cells) =>
        new(cells.Number("euro_cents_per_hour", 1, 1_000_000), cells.Number("max_share_percent", 1, 100), cells.Amount("max_balance_minutes"));

    private static ShopTerms? NoTerms(RowCells cells)
    {
        foreach (var column in ShopColumns)
        {
            if (cells.Row[column].Length > 0) cells.Refuse(column, "value-invalid", new Said("only a shop has terms: leave it empty", "alleen een winkel heeft afspraken: laat dit leeg"));
        }

        return null;
    }

    /// <summary>Remembers the account of a refused row: what names it is refused for that reason and not as a mystery.</summary>
    private static bool Refused(BuurthulpReading reading, RowCells cells, AccountNumber account)
    {
        if (cells.Faulty && account.Value is not null) reading.Plan.RefusedAccounts.TryAdd(account, cells.Row.Place);
        return cells.Faulty;
    }
}
