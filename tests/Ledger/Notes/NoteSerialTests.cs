using Buurthulp.Ledger.Notes;

namespace Buurthulp.Tests.Ledger.Notes;

public sealed class NoteSerialTests
{
    /// <summary>Damm's own example: the check digit of 572 is 4.</summary>
    [Fact]
    public void The_check_digit_is_the_one_of_Damm() => NoteSerial.OfNumber(572).Value.ShouldBe("0005724");

    [Theory]
    [InlineData(1)]
    [InlineData(999_999)]
    [InlineData(1_000_000)]
    [InlineData(123_456_789)]
    public void A_serial_gives_its_number_back(long number) => NoteSerial.OfNumber(number).Number().ShouldBe(number);

    [Theory]
    [InlineData("")]
    [InlineData("0005723")]
    [InlineData("5724")]
    [InlineData("00005724")]
    [InlineData("0000000")]
    [InlineData("000572A")]
    [InlineData("0000000000005724")]
    public void What_was_never_printed_is_no_serial(string text) => new NoteSerial(text).Number().ShouldBeNull();

    [Fact]
    public void Every_wrong_digit_and_every_swap_of_neighbours_is_found()
    {
        foreach (var number in new[] { 1L, 42, 90_909, 123_456 })
        {
            var good = NoteSerial.OfNumber(number).Value.ToCharArray();
            for (var i = 0; i < good.Length; i++)
            {
                for (var digit = '0'; digit <= '9'; digit++)
                {
                    var wrong = (char[])good.Clone();
                    wrong[i] = digit;
                    if (digit != good[i]) new NoteSerial(new string(wrong)).Number().ShouldBeNull();
                }

                if (i == 0 || good[i] == good[i - 1]) continue;
                var swapped = (char[])good.Clone();
                (swapped[i], swapped[i - 1]) = (good[i - 1], good[i]);
                new NoteSerial(new string(swapped)).Number().ShouldBeNull();
            }
        }
    }
}
