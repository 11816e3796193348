using Buurthulp.Api.Vault;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Tests.Api.Vault;

public sealed class InvitationCodesTests
{
    private static readonly CommunityCode Molenwijk = new("molenwijk");
    private static readonly Guid Invitation = Guid.Parse("019e0000-1100-7000-8000-000000000001");
    private static readonly InvitationCodes Codes = new(new byte[32]);

    [Fact]
    public void A_code_follows_from_its_invitation_and_can_be_read_out_on_the_phone()
    {
        var code = Codes.Of(Molenwijk, Invitation);

        code.ShouldMatch("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$");
        Codes.Of(Molenwijk, Invitation).ShouldBe(code);
        Codes.Of(new CommunityCode("elders"), Invitation).ShouldNotBe(code);
        new InvitationCodes([1, .. new byte[31]]).Of(Molenwijk, Invitation).ShouldNotBe(code);
        Enumerable.Range(0, 1_000).Select(_ => Codes.Of(Molenwijk, Guid.NewGuid())).ShouldBeUnique();
    }

    [Fact]
    public void However_it_is_typed_it_is_the_same_code()
    {
        var hash = Codes.HashOf(Molenwijk, "K0M1-2QXR-9D4H");

        foreach (var typed in new[] { "k0m1 2qxr 9d4h", "KOM12QXR9D4H", "koml-2qxr-9d4h", " KOMI 2QXR 9D4H\n" }) Codes.HashOf(Molenwijk, typed).ShouldBe(hash, typed);
        Codes.HashOf(new CommunityCode("elders"), "K0M1-2QXR-9D4H").ShouldNotBe(hash);
        new InvitationCodes([1, .. new byte[31]]).HashOf(Molenwijk, "K0M1-2QXR-9D4H").ShouldNotBe(hash, "the hash needs the key, so that a stolen table can't be tried offline");
    }

    [Theory]
    [InlineData("")]
    [InlineData("K0M1-2QXR-9D4")]
    [InlineData("K0M1-2QXR-9D4HH")]
    [InlineData("K0M1-2QXR-9D4U")]
    [InlineData("K0M1-2QXR-9D4H-and-a-story-that-goes-on-and-on")]
    public void What_is_no_code_has_no_hash(string typed) => Codes.HashOf(Molenwijk, typed).ShouldBeNull();
}
