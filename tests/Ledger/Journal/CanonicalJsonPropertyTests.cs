using System.Globalization;
using System.Text;
using System.Text.Json;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Journal;

/// <summary>Random values, each written in two random ways. A failure names the seed.</summary>
public sealed class CanonicalJsonPropertyTests
{
    private const int Seeds = 500;

    [Fact]
    public void However_a_value_is_written_its_canonical_form_is_the_same()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var value = RandomJson.Value(new Random(seed), depth: 0);
            var one = RandomJson.Write(value, new Random(seed + 1));
            var other = RandomJson.Write(value, new Random(seed + 2));

            CanonicalJson.Of(one).ShouldBe(CanonicalJson.Of(other), $"seed {seed}");
        }
    }

    [Fact]
    public void The_canonical_form_is_its_own_canonical_form_and_means_the_same()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var json = RandomJson.Write(RandomJson.Value(new Random(seed), depth: 0), new Random(seed));
            var canonical = CanonicalJson.Of(json);

            CanonicalJson.Of(canonical.AsSpan()).ShouldBe(canonical, $"seed {seed}");
            JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(canonical)).ShouldBeTrue($"seed {seed}");
        }
    }

    [Fact]
    public void Names_stand_in_the_order_of_their_UTF_16_code_units()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var members = Enumerable.Range(0, 12).Select(_ => RandomJson.Text(random)).Distinct()
                .ToDictionary(name => name, _ => (object?)1L);

            var canonical = JsonElement.Parse(CanonicalJson.Of(RandomJson.Write(members, random)));

            canonical.EnumerateObject().Select(member => member.Name)
                .ShouldBe(members.Keys.Order(StringComparer.Ordinal), $"seed {seed}");
        }
    }

    private static class RandomJson
    {
        private static readonly string[] Characters =
            ["a", "b", "Z", "1", "\"", "\\", "/", "\n", "\t", "\u0001", "\u001f", "\u007f", "é", "€", "\ud7ff", "\ue000", "\ufb33", "\uffff", "😀", "\U0010ffff"];

        public static object? Value(Random random, int depth) => random.Next(depth < 4 ? 8 : 6) switch
        {
            0 => null,
            1 => random.Next(2) == 0,
            2 => Text(random),
            3 => random.NextInt64(-CanonicalJson.MaxInteger, CanonicalJson.MaxInteger + 1),
            4 => (long)random.Next(-100, 100),
            5 => Math.Round((decimal)random.NextDouble(), random.Next(1, 15)),
            6 => Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth + 1)).ToList(),
            _ => Enumerable.Range(0, random.Next(6)).Select(_ => Text(random)).Distinct().ToDictionary(name => name, _ => Value(random, depth + 1)),
        };

        public static string Text(Random random) =>
            string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Characters[random.Next(Characters.Length)]));

        public static string Write(object? value, Random random) => Space(random) + Bare(value, random) + Space(random);

        private static string Bare(object? value, Random random) => value switch
        {
            null => "null",
            bool b => b ? "true" : "false",
            long n when n % 10 == 0 && random.Next(2) == 0 => $"{n / 10}e1",
            long n => n.ToString(CultureInfo.InvariantCulture) + (random.Next(2) == 0 ? "" : ".0"),
            decimal d => d.ToString(CultureInfo.InvariantCulture) + (d.Scale > 0 && random.Next(2) == 0 ? "00" : ""),
            string s => Quoted(s, random),
            List<object?> items => "[" + string.Join(',', items.Select(item => Write(item, random))) + "]",
            Dictionary<string, object?> members => "{" + string.Join(',', Shuffled(members, random)
                .Select(member => Space(random) + Quoted(member.Key, random) + Space(random) + ":" + Write(member.Value, random))) + "}",
            _ => throw new ArgumentException("Not a value made here.", nameof(value)),
        };

        private static KeyValuePair<string, object?>[] Shuffled(Dictionary<string, object?> members, Random random)
        {
            var shuffled = members.ToArray();
            random.Shuffle(shuffled);
            return shuffled;
        }

        private static string Quoted(string text, Random random)
        {
            var json = new StringBuilder("\"");
            foreach (var rune in text.EnumerateRunes())
            {
                var mustEscape = rune.Value < ' ' || rune.Value is '"' or '\\';
                if (!mustEscape && random.Next(2) == 0) json.Append(rune);
                else foreach (var unit in rune.ToString()) json.Append(random.Next(2) == 0 ? $"\\u{(int)unit:x4}" : $"\\u{(int)unit:X4}");
            }

            return json.Append('"').ToString();
        }

        private static string Space(Random random) => random.Next(4) switch { 0 => " ", 1 => "\n\t", _ => "" };
    }
}
