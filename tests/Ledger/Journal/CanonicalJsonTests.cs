using System.Globalization;
using System.Text;
using System.Text.Json;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Journal;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Members_stand_in_the_order_of_RFC_8785_section_3_2_3()
    {
        const string json = """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """;

        Canonical(json).ShouldBe(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    [Fact]
    public void Text_is_escaped_as_in_RFC_8785_section_3_2_2() =>
        Canonical("""{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,  true,false]}""")
            .ShouldBe("""{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""");

    [Theory]
    [InlineData(@"""\u0008\u0009\u000A\u000C\u000D""", @"""\b\t\n\f\r""")]
    [InlineData(@"""\u0000\u001F\u007f\u2028""", "\"\\u0000\\u001f\u007f\u2028\"")]
    [InlineData(@"""\u00E9\uD83D\uDE00""", "\"é😀\"")]
    [InlineData(@"""\b\f\n\r\t\""\\\/""", @"""\b\f\n\r\t\""\\/""")]
    [InlineData(@"""<&>'+""", @"""<&>'+""")]
    [InlineData(@"""\u0041""", @"""A""")]
    [InlineData(@"""""", @"""""")]
    public void Text_has_only_the_escapes_it_must_have(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("0e99999999999", "0")]
    [InlineData("1.0", "1")]
    [InlineData("1.35E2", "135")]
    [InlineData("-13500e-2", "-135")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("-9007199254740991", "-9007199254740991")]
    [InlineData("9007199254740991.0", "9007199254740991")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("0.000000000000000000000000001", "1e-27")]
    [InlineData("-1.25e-9", "-1.25e-9")]
    [InlineData("333333333.3333333", "333333333.3333333")]
    public void A_number_has_one_spelling(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Theory]
    [InlineData("9007199254740992", "beyond")]
    [InlineData("-9007199254740993", "beyond")]
    [InlineData("9223372036854775808", "beyond")]
    [InlineData("100000000000000000000000000000", "beyond")]
    [InlineData("1E30", "beyond")]
    [InlineData("1e400", "beyond")]
    [InlineData("-1e99999999999", "beyond")]
    [InlineData("135.00000000000000000001", "more digits")]
    [InlineData("333333333.33333329", "more digits")]
    [InlineData("0.1000000000000000055511151231257827", "more digits")]
    [InlineData("1e-400", "more digits")]
    [InlineData("1e-99999999999", "more digits")]
    public void A_number_that_would_be_rounded_is_refused(string number, string reason)
    {
        var refusal = Should.Throw<JsonException>(() => CanonicalJson.Of("{\"data\":{\"helpers\":[{\"minutes\":5},{\"minutes\":" + number + "}]}}"));

        refusal.Message.ShouldContain(reason);
        refusal.Path.ShouldBe("$.data.helpers[1].minutes");
    }

    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Doubles_are_spelled_as_in_RFC_8785_appendix_B(string bits, string expected) =>
        CanonicalJson.FormatNumber(BitConverter.UInt64BitsToDouble(Convert.ToUInt64(bits, 16))).ShouldBe(expected);

    [Theory]
    [InlineData("3e60000000000000", "2.9802322387695312e-8")]
    [InlineData("be60000000000000", "-2.9802322387695312e-8")]
    [InlineData("0410000000000000", "4.1045368012983762e-289")]
    public void Powers_of_two_that_NET_prints_too_short_are_spelled_in_full(string bits, string expected) =>
        CanonicalJson.FormatNumber(BitConverter.UInt64BitsToDouble(Convert.ToUInt64(bits, 16))).ShouldBe(expected);

    [Fact]
    public void Every_power_of_two_and_its_neighbours_read_back_as_themselves()
    {
        for (var exponent = -1074; exponent < 1024; exponent++)
        {
            var power = Math.ScaleB(1, exponent);
            foreach (var value in new[] { Math.BitDecrement(power), power, Math.BitIncrement(power) })
                double.Parse(CanonicalJson.FormatNumber(value), CultureInfo.InvariantCulture).ShouldBe(value, $"2^{exponent}");
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_a_number_in_JSON_is_refused(double value) =>
        Should.Throw<ArgumentOutOfRangeException>(() => CanonicalJson.FormatNumber(value));

    [Theory]
    [InlineData("""{"a":1,"a":1}""", "$")]
    [InlineData("""{"b":1,"a":1,"b":2}""", "$")]
    [InlineData("""{"x":[{"a":1,"\u0061":2}]}""", "$.x[0]")]
    [InlineData("""{"é":1,"z":2,"\u00e9":3}""", "$")]
    public void A_member_that_stands_twice_is_refused(string json, string path)
    {
        var refusal = Should.Throw<JsonException>(() => CanonicalJson.Of(json));

        refusal.Message.ShouldContain("twice");
        refusal.Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("""{"a":"\ud83d"}""", "$.a")]
    [InlineData("""{"a":"\ude00"}""", "$.a")]
    [InlineData("""{"a":"\ud83dx"}""", "$.a")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", "$.a")]
    [InlineData("""{"a":"\ud83d😀"}""", "$.a")]
    [InlineData("""{"\ude00\ud83d":1}""", "$")]
    [InlineData("""{"b":1,"\ud83d":1,"a":1}""", "$")]
    public void Half_a_surrogate_pair_is_refused(string json, string path)
    {
        var refusal = Should.Throw<JsonException>(() => CanonicalJson.Of(json));

        refusal.Message.ShouldContain("surrogate");
        refusal.Path.ShouldBe(path);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_unescaped_too() =>
        Should.Throw<JsonException>(() => CanonicalJson.Of("\"\ud83d\"")).Message.ShouldContain("surrogate");

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xff, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xed, 0xa0, 0xbd, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xc0, 0xaf, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', (byte)'\\', (byte)'n', 0xe2, 0x82, (byte)'"' })]
    public void Bytes_that_are_not_UTF_8_are_refused(byte[] json) =>
        Should.Throw<JsonException>(() => CanonicalJson.Of(json.AsSpan())).Message.ShouldContain("UTF-8");

    [Theory]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("[1,]")]
    [InlineData("01")]
    [InlineData("NaN")]
    [InlineData("\"a\nb\"")]
    [InlineData("\ufeff{}")]
    [InlineData("{} // remark")]
    public void What_is_not_JSON_is_refused(string json) => Should.Throw<JsonException>(() => CanonicalJson.Of(json));

    [Fact]
    public void Nesting_ends_at_the_limit_however_the_value_was_parsed()
    {
        Canonical(Nested(CanonicalJson.MaxDepth)).ShouldBe(Nested(CanonicalJson.MaxDepth));
        Should.Throw<JsonException>(() => CanonicalJson.Of(Nested(CanonicalJson.MaxDepth + 1)));

        var deep = JsonElement.Parse(Nested(CanonicalJson.MaxDepth + 1), new JsonDocumentOptions { MaxDepth = 1000 });
        Should.Throw<JsonException>(() => CanonicalJson.Of(deep)).Message.ShouldContain("nesting");
        var deepObject = JsonElement.Parse("{\"a\":" + Nested(CanonicalJson.MaxDepth) + "}", new JsonDocumentOptions { MaxDepth = 1000 });
        Should.Throw<JsonException>(() => CanonicalJson.Of(deepObject)).Message.ShouldContain("nesting");

        static string Nested(int levels) => new string('[', levels) + new string(']', levels);
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(json));
}
