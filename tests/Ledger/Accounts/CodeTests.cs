using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Tests.Ledger.Accounts;

/// <summary>Codes are all that the journal holds instead of text, so nothing that could be a name gets through.</summary>
public sealed class CodeTests
{
    [Theory]
    [InlineData("L0042")]
    [InlineData("buurtpot")]
    [InlineData("Molenwijk-Noord")]
    [InlineData("2e_hulp")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd")]
    public void A_short_speakable_code_is_one(string text) => Code.Parse<AccountNumber>(text).Value.ShouldBe(text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" L0042")]
    [InlineData("Anna de Vries")]
    [InlineData("anna@voorbeeld.test")]
    [InlineData("-noord")]
    [InlineData("_noord")]
    [InlineData("Zoë")]
    [InlineData("L００４２")]
    [InlineData("a\"b")]
    [InlineData("a\0b")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde")]
    public void Anything_else_is_not(string? text)
    {
        Code.TryParse<AccountNumber>(text, out var code).ShouldBeFalse();
        code.ShouldBe(default);
        Should.Throw<FormatException>(() => Code.Parse<AccountNumber>(text));
    }

    [Fact]
    public void Account_numbers_sort_by_their_characters() =>
        new[] { "L0010", "L0002", "O01", "buurtpot" }.Select(AccountNumber.Of).Order().Select(number => number.Value).ShouldBe(["L0002", "L0010", "O01", "buurtpot"]);
}
