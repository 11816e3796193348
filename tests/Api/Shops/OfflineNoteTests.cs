using Buurthulp.Api.Counter;
using Buurthulp.Api.Identity.Tills;
using Buurthulp.Api.Notes;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Notes;
using NodaTime;

namespace Buurthulp.Tests.Api.Shops;

/// <summary>What a counter device holds of paper notes.</summary>
public sealed class OfflineNoteTests
{
    private static readonly CommunityCode Molenwijk = new("molenwijk");
    private static readonly LocalDate Today = new(2026, 11, 20);

    private readonly NoteCodes codes = new(new byte[32]);

    [Fact]
    public void A_list_says_sixteen_bits_of_a_code_and_many_codes_fit_them()
    {
        var serial = NoteSerial.OfNumber(1);
        var check = OfflineNotes.Check("salt", codes.Of(Molenwijk, serial));
        check.Length.ShouldBe(4);
        var others = Enumerable.Range(0, 400_000).Count(bits => OfflineNotes.Check("salt", PrintedNote.Of(serial, (ulong)bits)) == check);
        others.ShouldBeInRange(1, 30, "one in 65,536 fits, so 2²⁴ of all codes do");
    }

    [Fact]
    public void Another_device_and_another_day_have_another_list()
    {
        var offline = new OfflineNotes(codes, new byte[32]);
        var till = new CurrentTill(Guid.NewGuid(), Molenwijk, new AccountNumber("W01"));
        var salt = offline.SaltOf(till, Today);
        offline.SaltOf(till, Today).ShouldBe(salt);
        offline.SaltOf(till, Today.PlusDays(1)).ShouldNotBe(salt);
        offline.SaltOf(till with { Id = Guid.NewGuid() }, Today).ShouldNotBe(salt);
    }
}
