using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Import;

namespace Buurthulp.Tests.Api.Vault;

public sealed class PersonVaultTests(ImportDatabase database) : IClassFixture<ImportDatabase>
{
    private static readonly Person Anna = new(new AccountNumber("L0001"), "Anna", "Molenpad", "anna@voorbeeld.test", "06-11111111", 1950, ["nl", "tr"]);
    private static readonly Person Bram = new(new AccountNumber("L0002"), "Bram");

    private readonly CommunityCode community = database.NewCommunity();

    private PersonVault Vault => database.Vault;

    [Fact]
    public async Task A_person_is_found_as_they_were_added_and_only_in_their_own_community()
    {
        (await AddAsync(Anna, Bram)).ShouldBe(new PersonsAdded(Added: 2, Same: 0, Kept: 0, Erased: 0));
        var found = (await Vault.FindAsync(community, Anna.Account, default)).ShouldNotBeNull();
        (found with { Languages = null }).ShouldBe(Anna with { Languages = null });
        found.Languages.ShouldBe(Anna.Languages);
        (await Vault.FindAsync(community, Bram.Account, default)).ShouldBe(Bram);
        (await Vault.FindAsync(database.NewCommunity(), Anna.Account, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Adding_again_keeps_what_was_corrected_since()
    {
        await AddAsync(Anna);
        (await AddAsync(Anna with { Phone = "06-99999999" }, Bram)).ShouldBe(new PersonsAdded(Added: 1, Same: 0, Kept: 1, Erased: 0));
        (await Vault.FindAsync(community, Anna.Account, default)).ShouldNotBeNull().Phone.ShouldBe("06-11111111");
        (await AddAsync(Anna, Bram)).ShouldBe(new PersonsAdded(Added: 0, Same: 2, Kept: 0, Erased: 0));
    }

    [Fact]
    public async Task An_erased_person_leaves_nothing_behind_and_does_not_come_back_with_the_next_import()
    {
        await AddAsync(Anna, Bram);
        await Vault.EraseAsync(community, Anna.Account, default);
        (await Vault.FindAsync(community, Anna.Account, default)).ShouldBeNull();
        (await AddAsync(Anna, Bram)).ShouldBe(new PersonsAdded(Added: 0, Same: 1, Kept: 0, Erased: 1));
        (await Vault.FindAsync(community, Anna.Account, default)).ShouldBeNull();
        var row = (string)(await database.ScalarAsync("SELECT p::text FROM vault.persons p WHERE community = $1 AND account = 'L0001'", community.Value))!;
        foreach (var fact in new[] { "Anna", "Molenpad", "voorbeeld", "06-", "1950", "nl" }) row.ShouldNotContain(fact);
    }

    [Fact]
    public async Task Somebody_can_be_erased_before_anything_is_known_of_them_and_twice()
    {
        await Vault.EraseAsync(community, Anna.Account, default);
        await Vault.EraseAsync(community, Anna.Account, default);
        (await AddAsync(Anna)).ShouldBe(new PersonsAdded(Added: 0, Same: 0, Kept: 0, Erased: 1));
    }

    [Fact]
    public void A_person_in_a_log_line_is_only_a_number() => Anna.ToString().ShouldBe("person behind L0001");

    private Task<PersonsAdded> AddAsync(params Person[] persons) => Vault.AddMissingAsync(community, "Voorbeeld", persons, rehearse: false, default);
}
