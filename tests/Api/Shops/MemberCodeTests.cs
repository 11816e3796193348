using Buurthulp.Api.Counter;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Tests.Api.Shops;

public sealed class MemberCodeTests
{
    private static readonly CommunityCode Molenwijk = new("molenwijk");
    private static readonly AccountNumber Anna = new("L0001");
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 12, 0);

    private readonly MemberCodes codes = new(new byte[32]);

    [Fact]
    public void A_code_can_be_used_in_its_own_half_minute_and_the_next()
    {
        var digits = MemberCodes.Read(codes.Of(Molenwijk, Anna, Noon))!.Value.Digits!;
        codes.IsNow(Molenwijk, Anna, digits, Noon).ShouldBeTrue();
        codes.IsNow(Molenwijk, Anna, digits, Noon + Duration.FromSeconds(59)).ShouldBeTrue();
        codes.IsNow(Molenwijk, Anna, digits, Noon + Duration.FromSeconds(60)).ShouldBeFalse();
        codes.IsNow(Molenwijk, Anna, digits, Noon - Duration.FromSeconds(1)).ShouldBeFalse();
    }

    [Fact]
    public void A_code_is_of_one_member_of_one_community_and_one_key()
    {
        var digits = MemberCodes.Read(codes.Of(Molenwijk, Anna, Noon))!.Value.Digits!;
        codes.IsNow(Molenwijk, new AccountNumber("L0002"), digits, Noon).ShouldBeFalse();
        codes.IsNow(new CommunityCode("elders"), Anna, digits, Noon).ShouldBeFalse();
        new MemberCodes([.. Enumerable.Repeat((byte)7, 32)]).IsNow(Molenwijk, Anna, digits, Noon).ShouldBeFalse();
    }

    [Theory]
    [InlineData("L0001-482913", "L0001", "482913")]
    [InlineData(" l0001 - 482 913 ", "L0001", "482913")]
    [InlineData("L0001", "L0001", null)]
    [InlineData("l0001", "L0001", null)]
    public void Codes_are_read_as_people_type_them(string typed, string account, string? digits) =>
        MemberCodes.Read(typed).ShouldBe((new AccountNumber(account), digits));

    [Theory]
    [InlineData("")]
    [InlineData("https://example.org/")]
    [InlineData("<b>")]
    public void What_is_no_code_is_none(string typed) => MemberCodes.Read(typed).ShouldBeNull();

    [Fact]
    public void The_page_knows_how_long_a_code_is_shown()
    {
        MemberCodes.SecondsLeft(Noon).ShouldBe(30);
        MemberCodes.SecondsLeft(Noon + Duration.FromSeconds(29)).ShouldBe(1);
    }
}
